"""What happens on a day counts in the semester that holds it, to the day, though semesters change within a month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.periods.periods import of_school_year, of_year
from server.periods.ranges import month_of
from tests.village import Village

PERIODS = [period for year in (2024, 2025, 2026) for made in (of_school_year, of_year) for period in made(year)]
STARTS = [starts for _, _, starts, _ in PERIODS]


@given(st.dates(date(2024, 9, 1), date(2027, 8, 31)), st.sampled_from(PERIODS))
def test_a_day_lies_in_a_period_where_its_month_does(day, period):
    _, _, starts, ends = period
    after = ends + timedelta(days=1)
    if all(one.day == 1 or one in STARTS for one in (starts, after)):
        inside = month_of(starts, STARTS) <= month_of(day, STARTS) <= month_of(ends, STARTS)
        assert inside == (starts <= day <= ends)


def count(client, period, **more):
    query = "".join(f"&{name}={value}" for name, value in more.items())
    answer = client.get(f"/api/figures?register=probe_direct&period={period}{query}")
    assert answer.status_code == 200, answer.text
    if "by" in more:
        return {row["key"]: row["value"] for row in answer.json["rows"] if row["value"]}
    return next(item["total"]["value"] for item in answer.json["measures"] if item["key"] == "n")


@pytest.fixture
def told(village: Village):
    """1 on the last day of the first semester, 10 on the first of the second, 100 earlier, 1000 later."""
    so, gv = village.client("so"), village.client("gv")
    for day, n in (("2027-01-17", 1), ("2027-01-18", 10), ("2026-12-31", 100), ("2027-02-01", 1000)):
        put = gv.put(set={"note": "Ghi", "day": day, "n": n}, then="submit")
        version = gv.do(put)["version"]
        so.do(so.mutation("approve", record=put["id"], unit=put["unit"], base=version))
    return so


def test_both_semesters_are_exact_and_add_up_to_the_year(told):
    assert count(told, "2026-2027-HK1") == 101
    assert count(told, "2026-2027-HK2") == 1010
    assert count(told, "2026-2027") == 1111
    assert count(told, "2027-H1") == count(told, "2027") == 1011


def test_the_month_between_them_is_one_month(told):
    by_month = {"measure": "n", "by": "month"}
    assert count(told, "2026-2027", **by_month) == {"2026-12": 100, "2027-01": 11, "2027-02": 1000}
    assert count(told, "2026-2027-HK1", **by_month) == {"2026-12": 100, "2027-01": 1}


def test_the_records_behind_are_those(told):
    found = told.get("/api/records?register=probe_direct&period=2026-2027-HK1&measure=n").json["records"]
    assert sorted(record["data"]["n"] for record in found) == [1, 100]
