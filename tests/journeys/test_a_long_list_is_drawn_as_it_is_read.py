"""Of a long list what the screen shows is drawn first, and whoever scrolls on comes to the end of it."""

import re

from playwright.sync_api import expect

from bench.client.many_records import many_records
from bench.client.waits import FILL

COUNT = 70
FULL = """() => {
  const last = document.querySelector('ul.lines li:last-child')
  return last && last.getBoundingClientRect().bottom >= innerHeight
}"""


def test_to_its_last_record(server, place, phone):
    teacher = phone("gv")
    page = teacher.page
    records = many_records(place.school.id, (place.accounts["gv"],) * 2, place.models["garden"], COUNT)
    records[COUNT // 2]["data"]["title"] = "Wfjz"
    page.evaluate(FILL, records)
    page.goto(f"{teacher.url}/so-tay")
    lines, more = page.locator("ul.lines > li"), page.locator("ul.lines + button")
    page.wait_for_function(FULL)
    assert lines.count() < COUNT / 2
    expect(more).to_have_count(0)
    found = int(re.search(r"\d+", page.locator("main p[role=status]").inner_text()).group())
    assert found >= COUNT

    for reached in (50, found):
        while (drawn := lines.count()) < reached:
            lines.last.scroll_into_view_if_needed()
            expect(lines).not_to_have_count(drawn)
        expect(lines).to_have_count(reached)
        if reached < found:
            expect(more).to_contain_text(str(found - reached))
            more.click()
    expect(more).to_have_count(0)

    page.locator("#find").fill("fjz")
    expect(lines).to_have_count(1)
    page.locator("#find").fill("")
    page.wait_for_function(FULL)
