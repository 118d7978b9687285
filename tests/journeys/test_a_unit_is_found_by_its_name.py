"""Of hundreds of units one is found by a few letters, by keyboard alone; those taken last stand first."""

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import barriers


@pytest.mark.browser
def test_a_few_letters_without_signs_find_it_and_it_stands_first_next_time(place, phone):
    page = phone("so", at="/so/duyet", viewport={"width": 1280, "height": 800}).page
    box, options = page.get_by_role("combobox", name="Đơn vị"), page.get_by_role("listbox").get_by_role("option")
    box.focus()
    expect(options.first).to_have_text("Tất cả")
    assert barriers(page) == []
    box.fill("tua th")
    expect(options).to_have_count(2)
    page.keyboard.press("Enter")
    expect(box).to_have_value("TH Tủa Thàng")
    assert f"unit={place.other.id}" in page.url
    page.get_by_role("searchbox").focus()
    box.focus()
    expect(options.nth(1)).to_contain_text("TH Tủa Thàng")
    box.fill("khong co")
    expect(page.get_by_text("Không có đơn vị nào như vậy")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_have_value("TH Tủa Thàng")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "unit=" not in url)
