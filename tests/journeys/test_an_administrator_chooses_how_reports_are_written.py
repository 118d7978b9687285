"""An administrator chooses how reports are written, by an example that the server itself writes."""

from playwright.sync_api import expect

from tests.journeys.barriers import in_light_and_dark
from tests.journeys.test_the_desk_is_for_everyone import BEYOND, NARROW, WIDE


def test_the_example_is_what_files_will_say(phone):
    desk = phone("admin", at="/so/bieu", viewport=WIDE).page
    row = desk.get_by_role("listitem").filter(has_text="Lò Thị Ban")
    expect(row).to_contain_text("1.234,5 · 66,67 % · số 0: 0 · chưa có: để trống")
    row.get_by_role("button", name="Sửa").press("Enter")
    dialog = desk.get_by_role("dialog")
    for label, choice in (("Số 0 trong bảng", "dash"), ("Chưa có số liệu", "dash"), ("Tỷ lệ phần trăm", "1")):
        dialog.get_by_label(label).select_option(choice)
    dialog.get_by_role("button", name="Lưu").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("phải khác nhau")
    dialog.get_by_label("Chưa có số liệu").select_option("dots")
    dialog.get_by_label("Ngày trong câu").select_option("long")
    dialog.get_by_label("Tên người ký").select_option("capitals")
    expect(dialog.get_by_role("status")).to_contain_text("66,7 % · số 0: – · chưa có: …")
    expect(dialog.get_by_role("status")).to_contain_text("ngày 12 tháng 5 năm 2026 · LÒ THỊ BAN")
    desk.set_viewport_size(NARROW)
    assert desk.evaluate(BEYOND) == []
    assert in_light_and_dark(desk) == []
    dialog.get_by_role("button", name="Lưu").press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.get_by_role("listitem").filter(has_text="LÒ THỊ BAN")).to_contain_text("66,7 % · số 0: –")
