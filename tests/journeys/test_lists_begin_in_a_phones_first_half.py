"""At the desk on a phone, what stands before the first row of a list takes less than half of the first screen."""

import pytest
from playwright.sync_api import expect

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
FIRST = {
    "/so/duyet": ".queue tbody tr",
    "/so/duyet?for=all": ".queue tbody tr",
    "/so/nguoi": ".office tbody tr",
    "/so/may": ".holders > li",
    "/so/nhat-ky": ".office tbody tr",
    "/so/chua-nop": ".dues tbody tr",
    "/so/kham-pha?status=submitted,verified,approved": ".crossed tbody tr, .bars tbody tr",
}


@pytest.fixture
def narrow(place, phone):
    author, leader = place.client("gv"), place.client("ht")
    author, leader = place.client("gv"), place.client("ht")
    for title in ("Dọn vệ sinh góc đọc sách", "Ngày hội trồng cây"):
        place.act(leader, "verify", place.activity(author, title))
    page = phone("so", at="/so", viewport=WIDE).page
    page.set_viewport_size(NARROW)
    return page


def test_records_are_seen_in_the_first_screen(narrow, server):
    low = {}
    narrow.goto(f"{server.url}/so/chua-nop")
    lacking = narrow.locator(".dues a").first.get_attribute("href")
    for address, row in {**FIRST, lacking: ".units li, .units .place"}.items():
        narrow.goto(server.url + address)
        expect(narrow.locator(row).first).to_be_visible()
        top = narrow.locator(row).first.evaluate("(row) => row.getBoundingClientRect().top + scrollY")
        if top >= NARROW["height"] / 2:
            low[address] = top
    assert not low


def test_further_filters_are_folded_away_and_counted(narrow, server):
    narrow.goto(f"{server.url}/so/duyet?for=all&sort=title")
    filters = narrow.get_by_role("search", name="Bộ lọc")
    expect(filters.locator("select[name=register]")).to_be_hidden()
    expect(filters.locator("select[name=status]")).to_be_visible()
    expect(filters.locator("summary")).to_have_text("Bộ lọc khác2")
    filters.locator("summary").click()
    filters.locator("select[name=for]").select_option("")
    expect(filters.locator("summary")).to_have_text("Bộ lọc khác1")
    expect(filters.locator("select[name=register]")).to_be_visible()
    narrow.set_viewport_size(WIDE)
    expect(filters.locator("select[name=for]")).to_be_visible()
    expect(filters.locator("summary")).to_have_text("Bộ lọc khác1")
