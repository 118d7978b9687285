"""An administrator moves the second semester of a year to come, and is told why a day cannot be."""

from playwright.sync_api import expect

from server.platform.clock import today
from tests.journeys.barriers import barriers, in_light_and_dark
from tests.journeys.test_the_desk_is_for_everyone import BEYOND, NARROW, WIDE


def test_a_day_to_come_is_moved(phone):
    desk = phone("admin", at="/so/bieu", viewport=WIDE).page
    year = today().year + 1
    row = desk.get_by_role("listitem").filter(has_text=f"Năm học {year}–{year + 1}")
    expect(row).to_contain_text(f"Học kỳ II từ 18/01/{year + 1}")
    row.get_by_role("button", name="Đổi ngày").press("Enter")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Ngày đầu học kỳ II").fill(f"{year + 1}-04-01")
    dialog.get_by_role("button", name="Lưu").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("trong khoảng 1/12 đến 15/3")
    assert barriers(desk) == []
    dialog.get_by_label("Ngày đầu học kỳ II").fill(f"{year + 1}-01-11")
    dialog.get_by_role("button", name="Lưu").press("Enter")
    expect(row).to_contain_text(f"Học kỳ II từ 11/01/{year + 1}")
    desk.set_viewport_size(NARROW)
    assert desk.evaluate(BEYOND) == []
    assert barriers(desk) == []


def test_deadlines_of_a_year_are_set_and_said_beforehand(phone):
    desk = phone("admin", at="/so/bieu", viewport=WIDE).page
    year = today().year if today().month >= 9 else today().year - 1
    row = desk.get_by_role("listitem").filter(has_text=f"Năm học {year}–{year + 1}")
    row.get_by_role("button", name="Hạn nộp").press("Enter")
    dialog = desk.get_by_role("dialog")
    profile = dialog.locator("label").filter(has_text="Hồ sơ trường")
    profile.get_by_role("spinbutton").fill("20")
    expect(profile).to_contain_text(f"Hạn 20/09/{year + 1}")
    dialog.get_by_label("Tự khóa sau hạn nộp").fill("15")
    assert in_light_and_dark(desk) == []
    desk.set_viewport_size(NARROW)
    assert desk.evaluate(BEYOND) == []
    dialog.get_by_role("button", name="Lưu").press("Enter")
    expect(dialog).to_have_count(0)
    so = phone("so", at=f"/so/chua-nop?period={year}-{year + 1}", viewport=WIDE).page
    expect(so.get_by_role("row").filter(has_text="Hồ sơ trường")).to_contain_text(f"Tự khóa sau ngày 05/10/{year + 1}")
