"""Edges of sums: units that come to nothing, units without a level, dimensions that records do not have, and places
that are no more."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from server.figures import place_cache
from server.figures.figure import Sum
from server.figures.question import Question
from server.figures.rows import months
from server.figures.selection import Selection
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.org.people import add_unit
from server.periods.ranges import span
from server.platform.clock import now
from server.platform.database import read, write
from tests.figures.test_figures_add_up import figures, totals
from tests.village import Village, always


def add_cells(village, *cells):
    """(unit, register, measure, period, month, thousandths), approved."""
    names = ("unit", "register", "measure", "period", "month", "value")
    with village.app.app_context(), write() as session:
        for cell in cells:
            given = dict(zip(names, cell, strict=True))
            session.add(Cell(**given, dimension="", key="", status="approved"))


def test_a_unit_whose_sum_is_not_above_zero_is_not_counted(village: Village):
    with village.app.app_context(), write() as session:
        third = add_unit(session, kind="school", name="THCS Sín Thầu", parent=village.commune).id
    september, october = (("probe_direct", "count", "2026-2027", month) for month in ("2026-09", "2026-10"))
    below, none = village.school.id, village.other.id
    add_cells(village, (below, *september, -1000), (none, *september, 1000), (none, *october, -1000))
    add_cells(village, (third, *september, 1000))
    answer = figures(village.client("so"), register="probe_direct", measure="units", by="unit")
    assert totals(answer)["units"] == {"value": 1}
    assert {row["label"]: row["value"] for row in answer["rows"]} == {"Sín Thầu": 1, "Tủa Thàng": 0}


def test_a_stock_is_read_where_a_stock_was_told_whatever_else_came_later(village: Village):
    school = village.school.id
    add_cells(village, (school, "probe", "n", "2026-H1", "", 5000), (school, "probe", "count", "2026-H2", "", 1000))
    whole = totals(figures(village.client("so"), register="probe", period="2026", status="approved"))
    assert (whole["n"], whole["count"]) == ({"value": 5}, {"value": 1})


@pytest.mark.parametrize("last", ["2026-09", "2999-12"])
def test_a_period_without_an_end_has_months_from_the_first_told_to_the_last(village: Village, last):
    """``once`` is a thousand years: a chart of each of its months would be drawn for ever."""
    with village.app.app_context(), read() as session:
        register = village.app.extensions["registers"].latest("probe_direct")
        once, year = session.get_one(Period, "once"), session.get_one(Period, "2026")
        found = {}
        for period in (once, year):
            selection = Selection(register, select(Unit.id), span(session, register, period), (), date(2026, 9, 1))
            asked = Question(session.get_one(Unit, village.province.id), period, selection)
            found[period.key] = [
                sorted(months(asked, {("n", month): Sum(1, 1) for month in told}))
                for told in ((), ("2026-08", ""), ("2026-08", last))
            ]
    none, one, both = found["once"]
    assert (none, one, both[0], both[-1]) == ([], ["2026-08"], "2026-08", last)
    assert {len(each) for each in found["2026"]} == {12}


def test_a_unit_without_a_level_stands_under_its_kind(village: Village):
    with village.app.app_context(), write() as session:
        always(session, village.other.id, level="TH")
    for client, n in ((village.client("gv"), 3), (village.client("gv2"), 5)):
        client.do(client.put(set={"note": "Ghi", "day": "2026-10-05", "n": n, "m": 10}, then="submit"))
    officer, params = village.client("so"), {"register": "probe_direct", "measure": "n", "status": "submitted"}
    rows = figures(officer, by="unit_level", **params)["rows"]
    assert [(row["key"], row["label"], row["value"]) for row in rows] == [
        ("TH", "Tiểu học", 5),
        ("school", "Trường", 3),
    ]
    for level, unit in (("school", village.school.id), ("TH", village.other.id)):
        found = officer.get(f"/api/records?register=probe_direct&where=unit_level:{level}").json["records"]
        assert [record["unit"] for record in found] == [unit]


@pytest.mark.parametrize(("by", "parts"), [("unit", (80, 100)), ("unit_level", (80, 100)), ("month", (80, 0))])
def test_a_ratio_divides_by_another_register_only_where_both_are_of_units(village: Village, by, parts):
    """A month is when a record was of; the records of the other register have their own."""
    year, school = "2026-2027", village.school.id
    add_cells(
        village,
        (school, "teacher_pledge", "pledged", year, "2026-10", 80_000),
        (school, "school_profile", "staff", year, "2026-10", 100_000),
    )
    rows = figures(village.client("so"), register="teacher_pledge", period=year, measure="pledged_rate", by=by)["rows"]
    assert [(row["n"], row["d"]) for row in rows if row["n"]] == [parts]


@pytest.mark.parametrize("written", [False, True])
def test_a_place_that_is_no_more_adds_nothing_to_what_is_remembered(village: Village, written):
    def read_names(place, units):
        query = select(place, Unit.name).where(Unit.kind == "commune")
        return query if units is None else query.where(Unit.id.in_(units))

    def names(session, digests):
        places = replace(every, digests=digests)
        return sorted(name for (name,) in place_cache.remembered_rows(session, places, "names", read_names))

    with village.app.app_context(), read() as session:
        every = place_cache.places(session, session.get_one(Unit, village.province.id), now())
        assert names(session, every.digests) == ["Sín Thầu", "Tủa Thàng"]
        left = {place: digest for place, digest in every.digests.items() if place != village.commune.id}
        if written:
            left |= {"": b"another"}
        assert names(session, left) == ["Tủa Thàng"]
        assert names(session, every.digests) == ["Sín Thầu", "Tủa Thàng"]
