"""A number of the overview opens its records under its own name: each says what it adds, and the sum is the number."""

import re

from tests.figures.test_overview_stays_fresh import assert_no_barrier, enter

LIST = "/so/duyet?for=all&register=activity&period=2025-2026&status=approved&measure=students"


def test_title_column_sum_and_order(page, live_server):
    page.set_viewport_size({"width": 1280, "height": 800})
    enter(page, live_server, "so.demo", LIST)
    page.get_by_role("heading", level=1, name="Lượt học sinh, trẻ tham gia").wait_for()
    total = page.locator(".queue tfoot .amount").inner_text()
    assert page.locator(".behind .sum").inner_text() == total
    assert re.fullmatch(r"[\d.]+ lượt", total)
    assert page.locator(".queue input[type=checkbox]").count() == 0
    page.locator("th.amount a").click()
    page.locator("th.amount[aria-sort=descending]").wait_for()
    page.locator(".queue.asking").wait_for(state="detached")
    shown = [
        int(re.sub(r"\D", "", text)) for text in page.locator(".queue tbody .amount").all_inner_texts() if text.strip()
    ]
    assert shown == sorted(shown, reverse=True)
    assert_no_barrier(page)
