"""Who is to answer for a register and a period: who existed in it, as it was in it. What becomes of units later changes
nothing of what was over by then, and the rule in SQL is the rule in Python."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from server.models.org import Unit
from server.models.unit_states import ALWAYS, FOREVER, UnitState
from server.org.people import add_unit
from server.org.reporting_units import counted_at, is_to_report, to_report
from server.platform.clock import HERE, end_of_day, start_of_day
from server.platform.database import read, write
from tests.fixtures.applications import open_app

DAY = date(2026, 3, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
JUNE = date(2026, 6, 30)


def asked(village, ends, today):
    """The names of the schools that are asked at noon of ``today`` for a period."""
    register = village.app.extensions["registers"].latest("probe")
    at = counted_at(ends, datetime.combine(today, time(12), HERE))
    with village.app.app_context(), read() as session:
        return set(session.scalars(select(Unit.name).where(to_report(register, at), Unit.kind == "school")))


@pytest.mark.parametrize(
    ("ends", "today", "expected"),
    [
        (JUNE, BEFORE, True),  # a merger to come, the period runs
        (JUNE, DAY, False),  # on its day
        (JUNE, AFTER, False),
        (BEFORE, AFTER, True),  # over before the merger: it stays as it was
        (DAY, AFTER, False),
    ],
)
def test_a_merged_school_answers_until_its_day(village, ends, today, expected):
    with village.app.app_context(), write() as session:
        session.get_one(Unit, village.school.id).ended = start_of_day(DAY)
    assert village.other.name in asked(village, ends, today)
    assert (village.school.name in asked(village, ends, today)) is expected


@pytest.mark.parametrize(
    ("ends", "today", "expected"),
    [
        (JUNE, BEFORE, False),  # it will begin within the period, which runs
        (JUNE, DAY, True),  # from its day on
        (DAY, AFTER, True),  # it began on the last day
        (BEFORE, AFTER, False),  # over before it began
        (BEFORE, JUNE, False),  # and stays so
    ],
)
def test_a_new_school_answers_from_its_day_on(village, ends, today, expected):
    with village.app.app_context(), write() as session:
        add_unit(session, kind="school", name="Mới", parent=village.commune, begins=start_of_day(DAY))
    assert ("Mới" in asked(village, ends, today)) is expected


def test_states_of_a_unit_cover_all_time_and_are_kept_by_whoever_changes_it(village):
    with village.app.app_context(), write() as session:
        unit = session.get_one(Unit, village.school.id)
        for level, name in (("TH", unit.name), ("TH", "TH số 1"), (None, "TH số 1")):
            unit.level, unit.name = level, name
            session.flush()
            unit.aliases = [*unit.aliases, name]  # changes nothing that states have
            session.flush()
        query = select(UnitState).where(UnitState.unit == unit.id).order_by(UnitState.since)
        states = session.scalars(query).all()
        assert [(one.level, one.name) for one in states] == [
            (None, "TH Sín Thầu"),
            ("TH", "TH Sín Thầu"),
            ("TH", "TH số 1"),
            (None, "TH số 1"),
        ]
        assert [one.since for one in states] == [ALWAYS, *(one.until for one in states[:-1])]
        assert states[-1].until == FOREVER


DAYS = st.dates(date(2025, 12, 1), date(2026, 12, 31))


@pytest.mark.lengthy
def test_the_rule_in_sql_is_the_rule_in_python(database_url):
    levels = (None, "MN", "TH", "THCS", "THPT", "LC")
    hours = (0, 1, 10, 23)
    with open_app(database_url) as app, app.app_context():
        registers = app.extensions["registers"].all_latest()
        with write() as session:
            province = add_unit(session, kind="province", name="P")
            communes = [add_unit(session, kind="commune", name=f"X{n}", parent=province) for n in range(4)]
            for n in range(60):
                at = datetime.combine(date(2026, 1, 1) + timedelta(days=5 * n), time(hours[n % 4]), HERE)
                parent, level = communes[n % 4], levels[n % 6]
                begins = at - timedelta(days=90) if n % 4 else None
                unit = add_unit(session, kind="school", name=f"T{n}", parent=parent, level=level, begins=begins)
                unit.ended = at if n % 3 else None
                session.flush()
                if n % 5:
                    unit.level = levels[n % 4]
                    session.flush()
                    changed = at - timedelta(days=n)
                    for state in session.scalars(select(UnitState).where(UnitState.unit == unit.id)):
                        state.since, state.until = (ALWAYS, changed) if state.since == ALWAYS else (changed, FOREVER)
        with read() as session:
            units = list(session.scalars(select(Unit)))
            states = {unit.id: [] for unit in units}
            for state in session.scalars(select(UnitState)):
                states[state.unit].append(state)

            @given(st.sampled_from(registers), DAYS, st.sampled_from([start_of_day, end_of_day]), st.integers(-1, 1))
            def agree(register, day, edge, microseconds):
                at = edge(day) + timedelta(microseconds=microseconds)
                named = set(session.scalars(select(Unit.id).where(to_report(register, at))))
                assert named == {unit.id for unit in units if is_to_report(register, unit, states[unit.id], at)}

            agree()
