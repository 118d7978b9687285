"""As many rows as an answer says stand there at once, without a network too; none that was filled in goes silently."""

from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.registers.test_registers_published_without_a_programmer import publish, upload, workbook_of

SURVEY = [
    ("type", "name", "label", "repeat_count", "required"),
    ("date", "ngay", "Ngày", "", "yes"),
    ("integer", "so_em", "Mấy em đi học muộn?", "", "yes"),
    ("begin_repeat", "em", "Từng em", "${so_em}"),
    ("text", "ten", "Họ tên", "", "yes"),
    ("end_repeat",),
]
SETTINGS = [("form_id", "form_title", "lt_by", "lt_review"), ("di_muon", "Đi học muộn", "teacher", "department")]


def test_rows_follow_an_answer_and_extra_ones_stay_until_somebody_deletes_them(server, place, phone):
    publish(place.officer, upload(place.officer, workbook_of(SURVEY, [("list_name", "name", "label")], SETTINGS)).json)
    teacher = phone("gv")
    page = teacher.page
    page.goto(f"{server.url}/ghi?bieu=di_muon")
    count, names = page.get_by_label("Mấy em đi học muộn?"), page.get_by_label("Họ tên")
    expect(count).to_be_visible()
    expect(names).to_have_count(0)
    expect(page.get_by_role("button", name="Thêm dòng")).to_have_count(0)
    server.end()
    count.fill("3")
    expect(names).to_have_count(3)
    names.nth(0).fill("Lò Văn Á")
    names.nth(1).fill("Giàng Thị Mỷ")
    count.fill("1")
    expect(names).to_have_count(2)
    expect(page.get_by_text("Cần 1 dòng, đang có 2.")).to_be_visible()
    assert barriers(page) == []
    teacher.press("Gửi")
    expect(page.locator(".fault")).to_have_text("Cần 1 dòng, đang có 2.")
    page.get_by_role("button", name="Bỏ dòng này").first.press("Enter")
    expect(page.get_by_text("Cần 1 dòng")).to_have_count(0)
    teacher.press("Gửi")
    teacher.saved()
    server.start()
    teacher.home()
    teacher.sent()
    (record,) = place.officer.get("/api/records?register=di_muon").json["records"]
    assert [(record["data"]["so_em"], [row["ten"] for row in record["data"]["em"]])] == [(1, ["Giàng Thị Mỷ"])]
