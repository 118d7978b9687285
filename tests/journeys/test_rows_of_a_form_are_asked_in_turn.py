"""A form with a repeat of selects, conditions, checks and sums is uploaded as it is; its rows are filled in without a
network and approved, and a file has them as they count."""

import csv
import io
import json

from playwright.sync_api import expect

from server.jobs import chores
from tests.journeys.barriers import barriers
from tests.journeys.test_every_screen_is_for_everyone import TOGETHER
from tests.registers.test_registers_published_without_a_programmer import publish, upload, workbook_of

HEADS = ("type", "name", "label", "relevant", "constraint", "constraint_message", "calculation", "required")
SURVEY = [
    HEADS,
    ("date", "ngay", "Ngày", "", "", "", "", "yes"),
    ("integer", "dai-nhat", "Luống dài nhất"),
    ("begin_repeat", "luong", "Luống rau"),
    ("select_one cay", "cay", "Trồng gì", "", "", "", "", "yes"),
    ("text", "khac", "Cây gì", "${cay} = 'khac'", "", "", "", "yes"),
    ("select_multiple cham", "cham", "Ai chăm"),
    ("integer", "dai", "Dài", "", ". <= ${dai-nhat}", "Dài hơn luống dài nhất"),
    ("integer", "rong", "Rộng", "${dai} > 1"),
    ("calculate", "dt", "Diện tích", "", "", "", "${dai} * ${rong}"),
    ("end_repeat",),
    ("calculate", "tong", "Tổng diện tích", "", "", "", "sum(${dt})"),
    ("text", "may", "Máy cày của ai", "${tong} * 2 > 30"),
]
CHOICES = [
    ("list_name", "name", "label"),
    *(("cay", "rau", "Rau"), ("cay", "khac", "Cây khác"), ("cham", "hs", "Học sinh"), ("cham", "gv", "Thầy cô")),
]
SETTINGS = [("form_id", "form_title", "lt_by", "lt_review"), ("luong_rau", "Luống rau", "teacher", "department")]


def test_rows_are_filled_in_offline_and_leave_as_they_count(server, place, phone):
    draft = upload(place.officer, workbook_of(SURVEY, CHOICES, SETTINGS))
    publish(place.officer, draft.json)
    teacher = phone("gv")
    teacher.page.goto(f"{server.url}/ghi?bieu=luong_rau")
    teacher.page.get_by_label("Luống dài nhất").wait_for()
    server.end()
    fill_in(teacher)
    server.start()
    teacher.home()
    teacher.sent()

    (record,) = place.officer.get("/api/records?register=luong_rau").json["records"]
    first, second = record["data"]["luong"]
    assert {**first, "id": ""} == {
        "id": "",
        "cay": "khac",
        "khac": "Dâu tây",
        "cham": ["hs", "gv"],
        "dai": 4,
        "rong": 5,
    }
    assert (record["status"], second["dai"]) == ("submitted", 1)
    place.act(place.officer, "approve", record["id"])
    (line,) = exported(place)
    rows = json.loads(line["luong"])
    assert [(row["cay"], row.get("khac"), row.get("dt")) for row in rows] == [
        ("khac", "Dâu tây", 20),
        ("rau", None, None),
    ]
    assert (line["tong"], line["may"]) == ("20", "Bác Pó")


def fill_in(teacher):
    """Adds two rows, is told what is wrong in the first, mends it and sends it."""
    page = teacher.page
    page.get_by_label("Luống dài nhất").fill("5")
    page.get_by_role("button", name="Thêm dòng").click()
    first = page.get_by_role("group", name="Luống rau – dòng 1")
    expect(first.get_by_label("Cây gì")).to_have_count(0)
    first.get_by_text("Cây khác", exact=True).click()
    first.get_by_text("Học sinh", exact=True).click()
    first.get_by_text("Thầy cô", exact=True).click()
    first.get_by_label("Dài").fill("9")
    first.get_by_label("Rộng").fill("5")
    expect(first.locator("dl.copied")).to_contain_text("45")
    page.get_by_role("button", name="Thêm dòng").click()
    second = page.get_by_role("group", name="Luống rau – dòng 2")
    second.get_by_text("Rau", exact=True).click()
    second.get_by_label("Dài").fill("1")
    expect(second.get_by_label("Rộng")).to_have_count(0)
    assert page.evaluate(TOGETHER) == []
    assert barriers(page) == []
    teacher.press("Gửi")
    expect(first.locator(".fault")).to_have_text("Thầy/cô điền mục này.")
    first.get_by_label("Cây gì").fill("Dâu tây")
    teacher.press("Gửi")
    expect(first.locator(".fault")).to_have_text("Dài hơn luống dài nhất")
    first.get_by_label("Dài").fill("4")
    page.get_by_label("Máy cày của ai").fill("Bác Pó")
    teacher.press("Gửi")
    teacher.saved()


def exported(place):
    """The records as a file has them."""
    order = {"kind": "records", "format": "csv", "register": "luong_rau"}
    id_ = place.officer.post("/api/exports", order).json["id"]
    with place.app.app_context():
        chores.work_exports()
    return list(csv.DictReader(io.StringIO(place.officer.get(f"/api/exports/{id_}/file").data.decode("utf-8-sig"))))
