"""Behind a figure stand its records, each with what it adds; all of them add up to the figure, and so does a file."""

import pytest

from tests.exports.clerk import Clerk
from tests.exports.test_exported_files import cells, column, find
from tests.figures.test_figures_add_up import events, figures
from tests.village import Village

pytestmark = pytest.mark.slow

STATUS = "approved,submitted"


@pytest.fixture
def officer(village: Village):
    return events(village)


def asked(client, path, **params):
    query = "&".join(f"{name}={value}" for name, value in ({"register": "probe_direct"} | params).items())
    return client.get(f"/api/{path}?{query}")


def pages(client, **params):
    """All records of a list, read two at a time."""
    found, cursor = [], None
    while True:
        page = asked(client, "records", limit=2, **params, **({"cursor": cursor} if cursor else {})).json
        found += page["records"]
        cursor = page["next"]
        if not cursor:
            return found


@pytest.mark.parametrize("measure", ["count", "n", "m", "rate", "units"])
def test_the_sum_is_the_figure_and_each_says_what_it_adds(officer, measure):
    figure = figures(officer, register="probe_direct", status=STATUS, measure=measure, by="pick")
    total = next(one["total"] for one in figure["measures"] if one["key"] == measure)
    rows = {f"pick:{row['key']}": row for row in figure["rows"]}
    for where, one in {None: total, **rows}.items():
        narrowed = {"measure": measure, "status": STATUS} | ({"where": where} if where else {})
        added = asked(officer, "records/sum", **narrowed).json
        assert added["value"] == pytest.approx(one["value"]), (where, added)
        listed = pages(officer, **narrowed)
        assert len(listed) == added["records"]
        if measure == "rate":
            assert [sum(record["adds"][name] for record in listed) for name in "nd"] == [added["n"], added["d"]]
            assert (added["n"], added["d"]) == (one["n"], one["d"])
        elif measure != "units":
            assert sum(record["adds"]["value"] for record in listed) == added["value"]


def test_they_are_sorted_by_what_they_add_page_by_page(officer):
    for sort, wanted in (("value", [1, 3, 5, 7, 100]), ("-value", [100, 7, 5, 3, 1])):
        listed = pages(officer, measure="n", status=STATUS, sort=sort)
        assert [record["adds"]["value"] for record in listed] == wanted
    for params in ({"sort": "value"}, {"sort": "value", "measure": "count"}):
        assert asked(officer, "records", **params).json["fields"] == {"sort": {"rule": "choices"}}


def test_only_a_figure_is_added_up(officer):
    refused = asked(officer, "records/sum")
    assert (refused.status_code, refused.json["fields"]) == (400, {"measure": {"rule": "required"}})


def test_this_very_list_comes_as_a_file_whose_total_is_the_figure(village, officer, tmp_path):
    village.app.config["EXPORTS"] = str(tmp_path / "exports")
    narrowed = {"register": "probe_direct", "status": STATUS, "measure": "n", "where": "pick:a", "month": "2026-09"}
    sheet = cells(Clerk(village).make(kind="records", format="xlsx", **narrowed))
    added = asked(officer, "records/sum", **narrowed).json
    assert sorted(cell.value for cell in column(sheet, "Tử số")[:2]) == [1, 3]
    assert sheet.cell(find(sheet, "Tổng cộng").row, find(sheet, "Tử số").column).value == 4 == added["value"]
    wrong = village.client("so").post("/api/exports", {"kind": "records", "format": "xlsx", **narrowed, "month": "x"})
    assert wrong.json["fields"] == {"month": {"rule": "type"}}
