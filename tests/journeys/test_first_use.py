"""Who is new comes in with a one-time code, chooses a password, is told who printed the code, and comes in with it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import Phone, new_context

OWN = "suối chảy qua bản"
HASTY = "12345678"


@pytest.fixture
def newcomer(browser, server):
    """A phone on which nobody has signed in yet."""
    context = new_context(browser)
    newcomer = Phone(context.new_page(), server.url)
    yield newcomer
    context.close()
    assert not newcomer.errors


def test_from_a_code_to_a_password_of_ones_own(place, newcomer):
    teacher = newcomer
    given = place.client("ht").post(f"/api/people/{place.accounts['gv']}/code", {})
    teacher.page.goto(teacher.url)
    teacher.give_password(given.json["code"], place.people["gv"])

    teacher.page.get_by_role("heading", name="Chọn mật khẩu").wait_for()
    expect(teacher.page.locator(".note")).to_contain_text("ht đã cấp mã đăng nhập")
    password = teacher.page.get_by_label("Mật khẩu mới")
    teacher.page.get_by_role("link", name="Để sau").click()
    teacher.sent()
    expect(teacher.page.get_by_text("Thầy/cô chọn mật khẩu trước")).to_have_count(1)
    teacher.page.get_by_role("link", name="Chọn mật khẩu").click()
    for hasty, why in (("ngắn", "ít nhất 8 chữ"), (HASTY, "quá dễ đoán")):
        password.fill(hasty)
        teacher.press("Giữ mật khẩu này")
        teacher.page.get_by_role("alert").get_by_text(why).wait_for()
    password.fill(OWN)
    teacher.press("Giữ mật khẩu này")
    teacher.page.locator(".saying").get_by_text("Đã đổi mật khẩu").wait_for()
    teacher.sent()
    expect(teacher.page.get_by_text("Chọn mật khẩu")).to_have_count(0)
    expect(teacher.page.locator("a.primary.log")).to_have_count(1)  # the forms have come

    teacher.page.context.clear_cookies()
    teacher.page.goto(f"{teacher.url}/vao")
    teacher.give_password(OWN, place.people["gv"])
    teacher.sent()

    teacher.page.get_by_role("link", name="Cài đặt").click()
    teacher.page.get_by_role("link", name="Đổi mật khẩu").click()
    teacher.page.get_by_label("Mật khẩu đang dùng").fill("không phải")
    teacher.page.get_by_label("Mật khẩu mới").fill(OWN + " mới")
    teacher.press("Giữ mật khẩu này")
    teacher.page.get_by_role("alert").get_by_text("Mật khẩu đang dùng chưa đúng").wait_for()
