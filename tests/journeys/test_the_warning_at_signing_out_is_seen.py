"""What signing out means opens below the last button of the settings, and is scrolled into view."""

from playwright.sync_api import expect


def test_the_warning_is_seen_whole(phone):
    teacher = phone("gv")
    page = teacher.page
    page.goto(f"{teacher.url}/cai-dat")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
