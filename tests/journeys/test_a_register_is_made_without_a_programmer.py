"""An officer uploads a workbook with faults, mends it, sees it as on a phone and publishes; a teacher fills it in
without a network, it is reviewed, and its measure counts."""

from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.journeys.place import today
from tests.journeys.test_every_screen_is_for_everyone import TOGETHER
from tests.registers.test_registers_published_without_a_programmer import MEASURES, SURVEY, workbook_of

SETTINGS = [
    ("form_title", "lt_title::English (en)", "form_id", "lt_by", "lt_review"),
    ("Góc đọc sách", "Reading corner", "corner", "teacher", "department"),
]
TASTE = ("taste", "taste", "Vị", "Taste", "", "", "")


def test_from_a_workbook_to_a_figure(server, place, phone, at_desk, tmp_path):
    wrong, right = tmp_path / "Góc đọc.xlsx", tmp_path / "Góc đọc 2.xlsx"
    wrong.write_bytes(workbook_of([*SURVEY, TASTE], settings=SETTINGS, lt_measures=MEASURES))
    right.write_bytes(workbook_of(settings=SETTINGS, lt_measures=MEASURES))
    desk = at_desk("so", "/so/bieu")
    desk.get_by_role("button", name="Tải tệp mẫu").wait_for()
    assert barriers(desk) == []

    desk.get_by_label("Tải lên tệp biểu mẫu").set_input_files(wrong)
    expect(desk.get_by_role("row").filter(has_text="taste")).to_contain_text("survey5")
    assert desk.evaluate(TOGETHER) == []
    assert barriers(desk) == []

    desk.get_by_label("Tải lên tệp khác").set_input_files(right)
    handset = desk.get_by_role("region", name="Như trên điện thoại")
    expect(handset.get_by_label("Số sách")).to_have_count(0)
    handset.get_by_text("Đọc sách", exact=True).click()
    handset.get_by_label("Số sách").fill("5")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Ban hành").press("Enter")
    expect(desk.get_by_role("listitem").filter(has_text="Góc đọc sách")).to_contain_text("Ban hành")

    teacher = phone("gv")
    teacher.page.goto(f"{server.url}/ghi?bieu=corner")
    teacher.page.get_by_text("Đọc sách", exact=True).wait_for()
    server.end()
    teacher.page.get_by_text("Đọc sách", exact=True).click()
    teacher.page.get_by_label("Số sách").fill("12")
    teacher.page.get_by_role("button", name="Gửi", exact=True).click()
    teacher.saved()
    server.start()
    teacher.home()
    teacher.sent()

    (record,) = place.officer.get("/api/records?register=corner").json["records"]
    assert (record["status"], record["data"]["books"]) == ("submitted", 12)
    place.act(place.officer, "approve", record["id"])
    figures = place.officer.get(f"/api/figures?register=corner&period={place.year}").json
    assert figures["measures"][0]["total"] == {"value": 12}
    assert record["data"]["day"] == today().isoformat()
