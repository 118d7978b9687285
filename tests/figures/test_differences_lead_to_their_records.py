"""What changed since the figures were frozen opens the records behind it; the ranking is read on paper, too."""

import re
from urllib.parse import urlencode

import pytest

from tests.figures.test_overview_stays_fresh import DESK, enter
from tests.figures.test_what_was_frozen_never_changes import YEAR, approved, frozen


def listed(officer, behind, **narrowed):
    return officer.get(f"/api/records?{urlencode(behind | narrowed)}").json["records"]


@pytest.mark.slow
def test_each_difference_names_the_records_behind_it(village):
    before = approved(village, 5)
    made, officer = frozen(village), village.client("so")
    later = approved(village, 7)
    found = officer.get(f"/api/snapshots/{made['id']}/differences").json["differences"]
    total = next(one for one in found if not one["by"] and one["live"].get("value") == 12)
    assert total["behind"]["period"] == YEAR
    assert {record["id"] for record in listed(officer, total["behind"])} == {before, later}
    (unit,) = [one for one in found if one["by"] == "unit" and one["measure"] == total["measure"]]
    assert {record["id"] for record in listed(officer, unit["behind"], unit=unit["key"])} == {before, later}
    assert listed(officer, unit["behind"], unit=village.other.id) == []
    assert all(
        listed(officer, one["behind"], where=f"{one['by']}:{one['key']}") for one in found if one["by"] == "pick"
    )


def test_a_level_of_schools_opens_its_records(village):
    record, officer = approved(village), village.client("so")
    params = {"register": "probe_direct"}
    assert [one["id"] for one in listed(officer, params, where="unit_level:school")] == [record]
    assert listed(officer, params, where="unit_level:MN") == []


@pytest.fixture
def desk(page, live_server):
    page.set_viewport_size(DESK)

    def open_(username, address):
        enter(page, live_server, username, address)
        return page

    return open_


def test_a_difference_is_opened_on_the_screen(desk):
    page = desk("so.demo", "/so/bao-cao?phan=chot")
    stored = page.locator("li", has_text="Học kỳ I năm học 2025–2026")
    stored.get_by_role("button", name="So với").click()
    row = stored.locator(".compared tbody tr", has_text="Số hoạt động").first
    now = row.locator("td").nth(1).inner_text().split()[-1]
    # On the number: Playwright would take the pixel above it in which a screen reader's words lie.
    row.locator("a.opens").first.click(position={"x": 9, "y": 9})
    page.locator(".note.behind").wait_for()
    page.get_by_text(f"{now} bản ghi", exact=True).wait_for()


def test_a_school_finds_itself_in_the_ranking_and_the_paper_says_of_when_it_is(desk):
    page = desk("ht.demo", "/so/bao-cao?phan=cum&period=2024-2025-HK2")
    mine = page.locator(".standings .mine")
    mine.get_by_text("Trường của thầy/cô").wait_for()
    assert mine.count() == 1
    page.emulate_media(media="print")
    scored = page.locator(".standings .meta").filter(has_text=re.compile(r"\d\d/\d\d/\d{4}")).first
    assert scored.is_visible(), "the day and year on which the scores were read"
    assert not page.locator(".desk .filters").is_visible()
    # In one call: between two, the page may be laid out anew for paper.
    edges = page.locator(".standings thead th").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])"
    )
    assert all(left <= before + 1 for (_, left), (before, _) in zip(edges, edges[1:], strict=False)), edges
