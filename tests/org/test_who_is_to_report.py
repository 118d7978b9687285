"""Who is to answer for a register and a period: a merger in the future changes nothing before its day, one in the past
changes nothing of what was over by then, and the rule in SQL is the rule in Python."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from server.models.org import Unit
from server.org.people import add_unit
from server.org.reporting_units import is_to_report, to_report
from server.platform.clock import HERE
from server.platform.database import read, write
from tests.fixtures.applications import open_app

MERGED = date(2026, 3, 1)
BEFORE, AFTER = MERGED - timedelta(days=1), MERGED + timedelta(days=1)


@pytest.fixture
def one_merged(village):
    """The day on which a school of the village is no more."""
    with village.app.app_context(), write() as session:
        session.get_one(Unit, village.school.id).ended = datetime.combine(MERGED, time(), HERE)
    return village


@pytest.mark.parametrize(
    ("ends", "today", "asked"),
    [
        (date(2026, 6, 30), BEFORE, True),  # a merger to come, the period runs
        (date(2026, 6, 30), MERGED, False),  # on its day
        (date(2026, 6, 30), AFTER, False),
        (BEFORE, AFTER, True),  # over before the merger: it stays as it was
        (MERGED, AFTER, False),
    ],
)
def test_a_merged_school_answers_until_its_day(one_merged, ends, today, asked):
    register = one_merged.app.extensions["registers"].latest("probe")
    with one_merged.app.app_context(), read() as session:
        named = set(session.scalars(select(Unit.id).where(to_report(register, ends, today))))
        assert one_merged.other.id in named
        assert (one_merged.school.id in named) is asked


DAYS = st.dates(date(2025, 12, 1), date(2026, 12, 31))


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
                unit = add_unit(session, kind="school", name=f"T{n}", parent=parent, level=level)
                unit.ended = at if n % 3 else None
        with read() as session:
            units = list(session.scalars(select(Unit)))

            @given(st.sampled_from(registers), DAYS, DAYS)
            def agree(register, ends, today):
                named = set(session.scalars(select(Unit.id).where(to_report(register, ends, today))))
                assert named == {unit.id for unit in units if is_to_report(register, unit, ends, today)}

            agree()
