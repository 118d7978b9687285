"""Month by month and up to the same day of both years: each figure is what the log adds up to by hand."""

from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from server.figures.explore import units_counted
from tests.figures.by_hand import written
from tests.fixtures.applications import REGISTERS, open_app

FOLDERS = [*REGISTERS, Path(__file__).parent / "explore_registers"]
DAYS = ["09-07", "10-05", "10-06", "11-02", "11-20", "11-21", "11-30", "12-05", "01-18"]
TODAY = date(2026, 11, 20)
"""In the year 2026-2027; the year before is 2025-2026."""


@pytest.fixture
def world(database_url, settle):
    """A village of two schools in different communes, on each database."""
    with open_app(database_url, REGISTERS=FOLDERS) as app:
        yield settle(app, database_url)


@pytest.fixture
def years(world, monkeypatch):
    """The same with records on days of two years, of which the second runs until ``TODAY``."""
    monkeypatch.setattr("server.api.figures.now", lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 5, tzinfo=UTC))
    authors = [world.client("gv"), world.client("gv2")]
    authors[1].unit = world.other.id
    number = 0
    for began in (2025, 2026):
        for at, day in enumerate(DAYS):
            whole = f"{began + (day < '08')}-{day}"
            if whole > TODAY.isoformat():
                continue
            for author in authors[: 1 + (at + began) % 2]:
                number += 1
                answers = {"day": whole, "n": number, "m": 10, "pick": "ab"[number % 3 == 0], "note": "Thử"}
                mutation = author.mutation("put", form="probe_pair@1", set=answers, then="submit")
                assert "refused" not in author.do(mutation)
    return world


def ask(client, **params):
    asked = {"register": "probe_pair", "measure": "n", "period": "2026-2027"} | params
    answer = client.get(f"/api/figures/years?{urlencode(asked)}")
    assert answer.status_code == 200, answer.text
    return answer.json


def by_hand(world, first, last, amount=lambda record: record.data["n"], among=lambda record: True):
    return sum(
        amount(record)
        for record in written(world.app)
        if first <= record.data["day"] <= last and record.status == "submitted" and among(record)
    )


def held(found, world, amount=lambda record: record.data["n"], among=lambda record: True, part="value"):
    """Each month of both years and each sum up to it is what the log adds up to."""

    def sums(first, last):
        return by_hand(world, first, last, amount, among)

    cut, cut_before = found["this"]["until"], found["before"]["until"]
    assert cut[4:] == cut_before[4:]
    for row in found["months"]:
        month, before = row["key"], f"{int(row['key'][:4]) - 1}{row['key'][4:]}"
        if "now" in row:
            assert row["now"][part] == sums(f"{month}-01", f"{month}-31")
        assert row["before"][part] == sums(f"{before}-01", f"{before}-31")
        if "sum" in row:
            assert row["sum"][part] == sums("2026-09-01", min(f"{month}-31", cut))
            assert row["sum_before"][part] == sums("2025-09-01", min(f"{before}-31", cut_before))
    assert found["this"]["sum"][part] == sums("2026-09-01", cut)
    assert found["before"]["sum"][part] == sums("2025-09-01", cut_before)
    assert found["before"]["total"][part] == sums("2025-09-01", "2026-08-31")
    assert found["this"]["sum"][part] > 0
    assert found["before"]["sum"][part] > 0


def test_months_and_sums_to_the_day_are_what_the_log_adds_up_to(years):
    found = ask(years.client("so"))
    assert (found["this"]["until"], found["before"]["until"], found["running"]) == ("2026-11-20", "2025-11-20", True)
    assert [row["key"] for row in found["months"]][0::11] == ["2026-09", "2027-08"]
    assert ["now" in row for row in found["months"]] == [True] * 3 + [False] * 9
    assert ["sum" in row for row in found["months"]] == [True] * 3 + [False] * 9
    held(found, years)


def test_a_school_a_commune_and_one_value_are_told_alike(years):
    so = years.client("so")
    for unit in (years.school.id, years.commune.id):
        held(ask(so, unit=unit), years, among=lambda record: record.unit == years.school.id)
    held(ask(years.client("ht")), years, among=lambda record: record.unit == years.school.id)
    held(ask(so, where="pick:a"), years, among=lambda record: record.data["pick"] == "a")
    held(ask(so, measure="count"), years, amount=lambda record: 1)


def test_a_rate_is_all_that_is_above_over_all_that_is_below(years):
    found = ask(years.client("so"), measure="rate")
    held(found, years, part="n")
    held(found, years, part="d", amount=lambda record: 10)
    for side in (found["this"], found["before"]):
        assert side["sum"]["value"] == side["sum"]["n"] / side["sum"]["d"]


def test_units_are_counted_up_to_the_end_of_a_month_and_never_added_up(years):
    found = ask(years.client("so"), measure="units")
    assert (found["this"]["until"], found["before"]["until"]) == ("2026-10-31", "2025-10-31")
    for side, first in ((found["this"], "2026-09-01"), (found["before"], "2025-09-01")):
        some = [
            one
            for one in (years.school.id, years.other.id)
            if by_hand(years, first, side["until"], among=lambda record, one=one: record.unit == one)
        ]
        assert side["sum"]["value"] == len(some) > 0
    assert not [row for row in found["months"] if "sum" in row]


def test_of_many_records_the_day_is_the_end_of_the_month_before(years, monkeypatch):
    monkeypatch.setattr(units_counted, "MOST_RECORDS", 1)
    found = ask(years.client("so"))
    assert (found["this"]["until"], found["before"]["until"]) == ("2026-10-31", "2025-10-31")
    held(found, years)


def test_a_year_that_is_over_is_compared_whole(years):
    found = ask(years.client("so"), period="2025-2026")
    assert (found["running"], found["this"]["until"]) == (False, "2026-08-31")
    assert found["this"]["sum"] == found["this"]["total"]
    assert found["this"]["total"]["value"] == by_hand(years, "2025-09-01", "2026-08-31")


def test_a_stock_is_a_state_and_is_not_added_up(years):
    found = ask(years.client("so"), register="school_profile", measure="pupils", period="2025-2026")
    assert (found["measure"]["flow"], found["months"]) == ("stock", [])
    assert "sum" not in found["this"]


def test_what_is_not_there_is_refused(years):
    so = years.client("so")
    for params, fault in (
        ({"where": "pick"}, {"where": "choices"}),
        ({"where": "unit:x"}, {"where": "choices"}),
        ({"measure": "none"}, {"measure": "choices"}),
        ({"zz": "1"}, {"zz": "unknown"}),
    ):
        answer = so.get(f"/api/figures/years?{urlencode({'register': 'probe_pair'} | params)}")
        assert answer.status_code == 400, params
        assert {name: one["rule"] for name, one in answer.json["fields"].items()} == fault
