"""The queue is narrowed to days and sorted by its columns; the way through records keeps that, from page to page."""

import re

from playwright.sync_api import expect

from tests.fixtures.days import day_in
from tests.journeys.queue import TITLES


def titles(page):
    return page.locator("table.queue a.title")


def test_a_column_is_sorted_at_a_tap_and_the_way_goes_on_to_the_next_page(waiting, desk):
    waiting(4)
    page = desk()
    page.goto(page.url + "?limit=2")
    waits = page.get_by_role("columnheader", name="Đã chờ")
    expect(waits).to_have_attribute("aria-sort", "descending")
    head = page.get_by_role("columnheader", name="Nội dung")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(titles(page)).to_have_text([TITLES[0], TITLES[1]])
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(titles(page)).to_have_text([TITLES[3], TITLES[2]])
    assert page.url.endswith("?limit=2&sort=-title")

    titles(page).last.click()
    for key, title in (("j", TITLES[1]), ("j", TITLES[0]), ("k", TITLES[1]), ("k", TITLES[2]), ("k", TITLES[3])):
        # The next page is fetched as the last record of this one opens: until it has come there is no way on.
        expect(page.get_by_role("button", name={"j": "Sau j", "k": "Trước k"}[key])).to_be_enabled()
        page.keyboard.press(key)
        expect(page.get_by_role("heading", name=title)).to_be_focused()
    expect(page.get_by_role("button", name="Trước k")).to_be_disabled()
    page.get_by_role("button", name="Sau j").click()
    expect(page.get_by_role("heading", name=TITLES[2])).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name=TITLES[3])).to_be_focused()
    page.keyboard.press("Escape")
    expect(head).to_have_attribute("aria-sort", "descending")


def test_a_range_of_days_stays_in_the_address(waiting, desk):
    waiting(2)
    page = desk()
    page.get_by_text("Bộ lọc khác").click()
    page.get_by_label("Lọc theo").select_option(label="Ngày chuyển đến")
    page.get_by_label("Từ ngày").fill(day_in(0))
    expect(page).to_have_url(re.compile(rf"since={day_in(0)}\.\.$"))
    expect(titles(page)).to_have_count(2)
    page.get_by_label("Đến ngày").fill(day_in(0))
    expect(titles(page)).to_have_count(2)
    titles(page).first.click()
    expect(page.get_by_role("heading", name=TITLES[0])).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Đến ngày")).to_have_value(day_in(0))
    page.get_by_label("Từ ngày").fill(day_in(1))
    expect(page.get_by_role("heading", name="Không có bản ghi nào khớp bộ lọc")).to_be_visible()
    expect(page.get_by_label("Đến ngày")).to_have_value(day_in(1))
    page.get_by_label("Lọc theo").select_option(label="Ngày hoạt động")
    expect(page).to_have_url(re.compile(rf"\?day={day_in(1)}\.\.{day_in(1)}$"))
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(titles(page)).to_have_count(2)
