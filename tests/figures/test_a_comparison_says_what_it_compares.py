"""A comparison with what was signed says what it compares: of a rate both numbers of both sides, and the change in
percentage points; of anything else how much more it is now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.figures.snapshot_differences import differences
from tests.figures.test_overview_stays_fresh import DESK, enter

LABEL = {"vi": "Đạt", "en": "Met"}


def report(total):
    measure = {"key": "rate", "label": LABEL, "kind": "ratio", "flow": "stock", "total": total, "rows": {}}
    return {"registers": [{"key": "register", "by": {}, "measures": [measure]}]}


def rate(n, d):
    return {"value": n / d if d else None, "n": n, "d": d}


@pytest.mark.parametrize(
    ("then", "now", "change", "in_points"),
    [
        (rate(306, 306), rate(306, 307), -0.325733, True),
        (rate(3, 4), rate(4, 4), 25, True),
        (rate(1, 2), rate(2, 4), 0, True),  # another count of the same rate
        (rate(0, 0), rate(1, 2), None, True),
        ({"value": 12}, {"value": 12.5}, 0.5, False),
        ({"value": 12}, {"value": None}, None, False),
    ],
)
def test_the_change_of_a_figure(then, now, change, in_points):
    [found] = differences(report(then), report(now))
    assert (found["change"], found["in_points"]) == (change, in_points)
    assert (found["frozen"], found["live"]) == (then, now)


@given(*(st.integers(1, 10**6) for _ in range(4)))
def test_a_rate_moves_the_way_that_its_points_say(n, d, other, of):
    for found in differences(report(rate(n, d)), report(rate(other, of))):
        moved = other * d - n * of
        assert found["change"] == pytest.approx(100 * moved / (d * of), abs=1e-6)


def test_the_desk_says_both_numbers_and_the_points(page, live_server):
    """The screen is told of a rate that fell from 306/306 to 306/307, and of one that came to be of other numbers."""
    told = differences(report(rate(306, 306)), report(rate(306, 307)))
    told += [one | {"measure": "same"} for one in differences(report(rate(1, 2)), report(rate(2, 4)))]
    told += [one | {"measure": "sum"} for one in differences(report({"value": 12}), report({"value": 11.5}))]
    answer = {"frozen_at": "2026-07-20T03:00:00Z", "as_of": "2026-11-28T03:00:00Z", "differences": told}
    page.route("**/differences", lambda route: route.fulfill(json=answer))
    page.set_viewport_size(DESK)
    enter(page, live_server, "so.demo", "/so/bao-cao?phan=chot")
    stored = page.locator("li", has_text="Học kỳ I năm học 2025–2026")
    stored.get_by_role("button", name="So với").click()
    rows = stored.locator(".compared tbody tr")
    rows.first.wait_for()
    assert [row.locator("td").all_inner_texts() for row in rows.all()] == [
        ["306/306 (100 %)", "306/307 (99,67 %)", "−0,33 điểm phần trăm"],
        ["1/2 (50 %)", "2/4 (50 %)", "0 điểm phần trăm"],
        ["12", "11,5", "−0,5"],
    ]
