"""What can be chosen follows an earlier answer, without a network too, and what it no longer leaves is not sent."""

from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.registers.test_registers_published_without_a_programmer import publish, upload, workbook_of

SURVEY = [
    ("type", "name", "label", "choice_filter", "required"),
    ("date", "ngay", "Ngày trồng", "", "yes"),
    ("select_one vung", "vung", "Vùng trồng", "", "yes"),
    ("select_one giong", "giong", "Giống rau", "vung=${vung}", "yes"),
    ("select_multiple cham", "cham", "Ai chăm sóc", "vung=${vung} or vung=''"),
]
CHOICES = [
    ("list_name", "name", "label", "vung"),
    *(("vung", "cao", "Vùng cao"), ("vung", "thap", "Lòng chảo")),
    *(("giong", "cai", "Cải mèo", "cao"), ("giong", "muong", "Rau muống", "thap")),
    *(("cham", "hs", "Học sinh", "cao"), ("cham", "gv", "Thầy cô")),
]
SETTINGS = [("form_id", "form_title", "lt_by", "lt_review"), ("giong_rau", "Giống rau", "teacher", "department")]


def test_what_an_answer_no_longer_leaves_is_taken_back_before_it_is_sent(server, place, phone):
    publish(place.officer, upload(place.officer, workbook_of(SURVEY, CHOICES, SETTINGS)).json)
    teacher = phone("gv")
    page = teacher.page
    page.goto(f"{server.url}/ghi?bieu=giong_rau")
    kinds, carers = (page.get_by_role("group", name=name) for name in ("Giống rau", "Ai chăm sóc"))
    expect(kinds).to_contain_text("Chưa có gì để chọn.")
    server.end()
    page.get_by_text("Vùng cao", exact=True).click()
    kinds.get_by_text("Cải mèo", exact=True).click()
    for one in ("Học sinh", "Thầy cô"):
        carers.get_by_text(one, exact=True).click()
    page.get_by_text("Lòng chảo", exact=True).click()
    expect(kinds).not_to_contain_text("Cải mèo")
    expect(carers).not_to_contain_text("Học sinh")
    assert barriers(page) == []
    teacher.press("Gửi")
    expect(kinds.locator(".fault")).to_be_visible()
    kinds.get_by_text("Rau muống", exact=True).click()
    teacher.press("Gửi")
    teacher.saved()
    server.start()
    teacher.home()
    teacher.sent()

    (record,) = place.officer.get("/api/records?register=giong_rau").json["records"]
    answers = {name: record["data"][name] for name in ("vung", "giong", "cham")}
    assert (record["status"], answers) == ("submitted", {"vung": "thap", "giong": "muong", "cham": ["gv"]})


ROWS = [
    SURVEY[0],
    SURVEY[1],
    ("begin_repeat", "luong", "Từng luống"),
    ("select_one vung", "o", "Luống ở đâu", "", "yes"),
    ("select_one giong", "trong", "Trồng gì", "vung=${o}", "yes"),
    ("end_repeat",),
]


def test_each_row_offers_what_its_own_answer_leaves(server, place, phone):
    settings = [SETTINGS[0], ("luong_rau", "Luống rau", "teacher", "department")]
    publish(place.officer, upload(place.officer, workbook_of(ROWS, CHOICES, settings)).json)
    teacher = phone("gv")
    page = teacher.page
    page.goto(f"{server.url}/ghi?bieu=luong_rau")
    for _ in range(2):
        page.get_by_role("button", name="Thêm dòng").press("Enter")
    first, second = page.get_by_role("group", name="Trồng gì").all()
    for at, (region, kind) in enumerate((("Vùng cao", "Cải mèo"), ("Lòng chảo", "Rau muống"))):
        page.get_by_role("group", name="Luống ở đâu").nth(at).get_by_text(region, exact=True).click()
        page.get_by_role("group", name="Trồng gì").nth(at).get_by_text(kind, exact=True).click()
    expect(first).not_to_contain_text("Rau muống")
    expect(second).not_to_contain_text("Cải mèo")
    page.get_by_role("group", name="Luống ở đâu").first.get_by_text("Lòng chảo", exact=True).click()
    expect(first).not_to_contain_text("Cải mèo")
    assert barriers(page) == []
    first.get_by_text("Rau muống", exact=True).click()
    teacher.press("Gửi")
    teacher.saved()
    teacher.home()
    teacher.sent()
    (record,) = place.officer.get("/api/records?register=luong_rau").json["records"]
    assert [(row["o"], row["trong"]) for row in record["data"]["luong"]] == [("thap", "muong"), ("thap", "muong")]
