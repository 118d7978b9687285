"""Each list of the desk prints as a table: black on white, with its heads, and without what only a screen needs."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.queue import TITLES

ON_SCREEN_ONLY = ".desk :is(button, select, search, nav, input, textarea)"
LOOK = """() => {
  const [desk, row] = ['.desk main h1', '.desk main :is(table td, li)'].map((one) => document.querySelector(one))
  return [getComputedStyle(document.body).backgroundColor, getComputedStyle(desk).color,
          row ? getComputedStyle(row).color : 'rgb(0, 0, 0)']
}"""
LISTS = [
    ("/so/duyet", "Chờ duyệt", "Nội dung"),
    ("/so/duyet?for=all", "Chờ duyệt", "Trạng thái"),
    ("/so/chua-nop", "Chưa nộp", "Hạn nộp"),
    ("/so/nguoi", "Con người", "Họ và tên"),
    ("/so/may", "Máy", ""),
    ("/so/nhat-ky", "Nhật ký", "Lúc"),
]


def pages(page: Page) -> int:
    counts = re.findall(rb"/Count (\d+)", page.pdf(prefer_css_page_size=True))
    return max(map(int, counts))


def print_and_look(page: Page, path: str, title: str, head: str) -> None:
    page.goto(re.sub(r"/so/.*", path, page.url))
    expect(page.locator("main :is(table, .holders)").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    assert [one.inner_text() for one in page.locator(ON_SCREEN_ONLY).all() if one.is_visible()] == [], path
    if head:
        expect(page.locator("main thead").first).to_contain_text(head)
    expect(page.locator(".on-paper")).to_contain_text("Điện Biên")
    paper, *ink = page.evaluate(LOOK)
    assert (paper, {*ink}) == ("rgb(255, 255, 255)", {"rgb(0, 0, 0)"}), path
    assert pages(page) <= 3, path
    page.emulate_media(media="screen")


def test_every_list_is_a_table_on_paper(waiting, desk):
    waiting(10)
    page = desk()
    for path, title, head in LISTS:
        print_and_look(page, path, title, head)
    page.goto(re.sub(r"/so/.*", "/so/duyet", page.url))
    expect(page.get_by_role("link", name=TITLES[9])).to_be_visible()
    page.emulate_media(media="print")
    assert pages(page) == 1


def test_paper_is_white_where_the_screen_is_dark(waiting, desk):
    waiting(1)
    page = desk()
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect(page.locator("table.queue")).to_be_visible()
    page.evaluate("() => document.documentElement.setAttribute('data-look', 'dark')")
    page.emulate_media(media="print", color_scheme="dark")
    paper, *ink = page.evaluate(LOOK)
    assert (paper, {*ink}) == ("rgb(255, 255, 255)", {"rgb(0, 0, 0)"})
