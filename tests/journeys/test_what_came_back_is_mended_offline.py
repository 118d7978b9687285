"""Returned with a reason at a field: read, mended and sent again where there is no network."""

from playwright.sync_api import expect

REASON = "Sĩ số lớp chỉ có 24"


def test_returned_and_mended(server, place, phone):
    title = "Thu hoạch rau cải"
    record = place.activity(place.client("gv"), title, students=42)
    place.act(place.client("ht"), "return", record, text=REASON, field="students")
    teacher = phone("gv")
    server.kill()

    teacher.home()
    teacher.page.get_by_role("heading", name="Cần thầy/cô xem").wait_for()
    teacher.line(title).click()
    teacher.page.get_by_role("link", name="Sửa và gửi lại").click()
    field = teacher.page.locator("[data-field=students]")
    field.get_by_text(REASON).wait_for()
    field.get_by_role("textbox").fill("24")
    teacher.press("Gửi")
    teacher.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    teacher.home()
    teacher.says("1 chờ gửi")
    teacher.line(title).click()
    expect(teacher.page.locator(".steps [aria-current]")).to_have_text("Đã ghi")
    teacher.home()

    server.start()
    teacher.sync()
    teacher.sent()
    [mended] = place.activities()
    assert (mended["id"], mended["status"], mended["data"]["students"]) == (record, "submitted", 24)
