"""The department's officer sets up a second factor at the desk, signs in with it, and ends it: by keys alone, on
wide and narrow screens."""

import pyotp
import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.journeys.phone import new_context
from tests.village import PASSWORD

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


def narrow_and_wide(page):
    """What axe finds wide and narrow, and what lies beyond the narrow screen."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        found += barriers(page)
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append("too wide")
    page.set_viewport_size(WIDE)
    return found


WITHIN = "(each) => each.scrollWidth <= each.clientWidth"


def enrol(page):
    """Set up a second factor by keys; returns the app and the recovery codes."""
    page.get_by_role("button", name="Cài mã xác thực").press("Enter")
    page.get_by_role("img", name="Mã vuông").wait_for()
    assert narrow_and_wide(page) == []
    totp = pyotp.TOTP(page.locator(".secret").inner_text().replace(" ", ""))
    field = page.get_by_label("Mã 6 số")
    field.fill("000000" if totp.now() != "000000" else "000001")
    field.press("Enter")
    page.get_by_role("alert").get_by_text("Mã chưa đúng").wait_for()
    field.fill(totp.now())
    field.press("Enter")
    expect(page.get_by_role("heading", name="Giữ 10 mã dự phòng")).to_be_focused()
    expect(page.locator(".recovery li")).to_have_count(10)
    assert narrow_and_wide(page) == []
    return totp, page.locator(".recovery li").all_inner_texts()


@pytest.fixture
def door(browser, server):
    """A browser in which nobody has signed in, at the sign-in page."""
    context = new_context(browser, viewport=WIDE)
    page = context.new_page()
    page.goto(server.url)
    yield page
    context.close()


def type_in(page, place, name, password=PASSWORD):
    page.get_by_label("Tên đăng nhập").fill(place.people[name])
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_label("Mật khẩu", exact=True).press("Enter")


def test_set_up_signed_in_with_and_ended(phone, place, door):
    desk = phone("so", viewport=WIDE)
    page = desk.page
    page.goto(f"{desk.url}/so")
    assert page.locator(".desk-nav").evaluate(WITHIN)
    page.get_by_role("link", name="Mã xác thực").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()  # a key before that would be lost
    assert narrow_and_wide(page) == []
    _, codes = enrol(page)
    page.get_by_role("button", name="Tôi đã giữ các mã").press("Enter")
    page.get_by_text("Còn 10 mã dự phòng").wait_for()
    assert narrow_and_wide(page) == []

    type_in(door, place, "so")
    code = door.get_by_label("Mã xác thực")
    expect(code).to_be_focused()
    door.get_by_role("alert").get_by_text("mã 6 số").wait_for()
    assert narrow_and_wide(door) == []
    code.fill("000000")
    code.press("Enter")
    door.get_by_role("alert").get_by_text("chưa đúng hoặc đã dùng").wait_for()
    code.fill(codes[0])
    code.press("Enter")
    door.get_by_role("navigation", name="Các trang").wait_for()

    page.reload()
    page.get_by_text("Còn 9 mã dự phòng").wait_for()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Mã trên điện thoại").fill(codes[1])
    page.get_by_role("button", name="Tắt mã xác thực").press("Enter")
    page.get_by_text("chưa có mã xác thực").wait_for()


def test_who_owns_a_disabled_account_reads_so_at_the_door(place, door):
    leader, gv = place.client("ht"), f"/api/people/{place.accounts['gv']}"
    seen = leader.get(gv).json["version"]
    assert leader.send("POST", f"{gv}/disable", {"reason": "Mất máy"}, seen).status_code == 200
    type_in(door, place, "gv", "sai mật khẩu")
    door.get_by_role("alert").get_by_text("mật khẩu chưa đúng").wait_for()
    type_in(door, place, "gv")
    door.get_by_role("alert").get_by_text("đang bị khóa").wait_for()
