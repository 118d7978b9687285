"""An officer looks at a figure beside the year before: month by month, added up to the same day, of one row alone."""

import re

from tests.figures.test_overview_stays_fresh import assert_no_barrier, enter

START = "/so/kham-pha?register=activity&measure=activities&period=2026-2027&rows=kind"


def digits(text):
    return int(re.sub(r"\D", "", text.rsplit(":", 1)[-1]))


def test_a_figure_stands_beside_the_year_before(page, live_server):
    page.set_viewport_size({"width": 360, "height": 740})
    enter(page, live_server, "so.demo", START)
    page.get_by_text("So với năm trước, từng tháng và cộng dồn").click()
    before = page.locator(".both div", has_text="2025–2026").locator("dd")
    before.wait_for()
    page.get_by_text("Xem bảng").click()
    row = page.locator(".years tbody tr", has_text="T11").locator("td")
    sums = [digits(text) for text in page.locator(".years tbody tr td:nth-child(5)").all_inner_texts() if text]
    assert digits(before.inner_text()) == sums[-1] > 0
    assert digits(row.nth(1).inner_text()) > 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert_no_barrier(page)
    whole = digits(before.inner_text())
    page.get_by_label("Xem riêng").select_option(index=1)
    page.get_by_role("heading", name=re.compile("Số hoạt động, .+"), level=3).wait_for()
    assert 0 < digits(page.locator(".both div", has_text="2025–2026").locator("dd").inner_text()) < whole


def test_the_overview_and_a_school_have_it_too(page, live_server):
    enter(page, live_server, "so.demo", "/so?register=activity&period=2025-2026")
    page.get_by_text("So với năm trước, từng tháng và cộng dồn").click()
    page.locator(".years .both dd").first.wait_for()
    page.locator(".years").get_by_text("Kỳ trước chưa có số liệu để so.").wait_for()
    assert_no_barrier(page)
