"""Where a second factor is a must, the officer sets one up before anything else, and signs in with the phone and with a
recovery code; once an administrator has taken away what was lost, it begins anew."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.auth.factors import enrol as enrol_elsewhere
from tests.journeys.mortal import Mortal
from tests.journeys.phone import new_context
from tests.journeys.test_officers_sign_in_with_a_second_factor import WIDE, barriers, enrol, type_in


@pytest.fixture
def server(sqlite_url, dist, tmp_path):
    server = Mortal(sqlite_url, dist, tmp_path, LANTOA_SECOND_FACTOR="1")
    server.start()
    yield server
    server.end()


@pytest.fixture
def door(browser, server, place):
    """``door("so")`` is a browser of its own in which that person types username, password and, if asked, a code."""
    contexts = []

    def at(name, code=None):
        contexts.append(new_context(browser, viewport=WIDE))
        page = contexts[-1].new_page()
        page.goto(server.url)
        type_in(page, place, name)
        if code:
            page.get_by_label("Mã xác thực").fill(code)
            page.get_by_label("Mã xác thực").press("Enter")
        return page

    yield at
    for context in contexts:
        context.close()


def reads_figures(page):
    page.get_by_role("heading", level=1, name="Điện Biên").wait_for()


def test_set_up_first_then_signed_in_with_and_begun_anew_after_a_loss(place, door, server):
    page = door("so")
    page.get_by_text("phải có mã xác thực").wait_for()
    assert barriers(page) == []
    page.goto(f"{server.url}/so/nguoi")
    page.get_by_role("link", name="Cài mã xác thực").click()
    totp, codes = enrol(page)
    page.get_by_role("button", name="Tôi đã giữ các mã").press("Enter")
    reads_figures(page)
    reads_figures(door("so", totp.at(datetime.now(UTC) + timedelta(seconds=30))))
    reads_figures(door("so", codes[0]))

    _, theirs = enrol_elsewhere(place.client("admin"))
    desk = door("admin", theirs[0])
    desk.get_by_role("navigation", name="Các trang").wait_for()
    desk.goto(f"{server.url}/so/nguoi/{place.accounts['so']}")
    take = desk.get_by_role("button", name="Gỡ mã xác thực")
    take.press("Enter")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_text("mất cả điện thoại và mã dự phòng").wait_for()
    assert barriers(desk) == []
    dialog.get_by_role("button", name="Gỡ mã xác thực").press("Enter")
    desk.get_by_text("Đã gỡ mã xác thực của").wait_for()
    expect(take).to_have_count(0)
    door("so").get_by_text("phải có mã xác thực").wait_for()
