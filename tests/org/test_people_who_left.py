"""What somebody made while still a member waits for the unit's leader; clocks and later work do not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from server.models.log import LogEntry
from server.models.org import Person, Role
from server.platform.clock import now
from server.platform.database import read, write
from tests.village import code


def leave(village, name, ago):
    with village.app.app_context(), write() as session:
        person = session.scalar(select(Person.id).where(Person.username == village.people[name]))
        role = session.scalar(select(Role).where(Role.person == person))
        role.until = now() - ago


def stamp(when):
    return when.isoformat(timespec="seconds")


@pytest.fixture
def left(village):
    """A teacher who left the school an hour ago, and what the phone says of the time."""
    gv = village.client("gv")
    old = gv.put()
    gv.do(old)
    leave(village, "gv", timedelta(hours=1))
    gv.old = old["id"]
    return gv


def test_work_made_while_a_member_is_kept_for_the_leader(village, left):
    made = left.put(at=stamp(datetime.now(UTC) - timedelta(hours=2)))
    edit = left.put(record=left.old, set={"n": 3}, at=stamp(datetime.now(UTC) - timedelta(hours=2)))
    left.sync()
    outcomes = left.sync(made, edit, now=stamp(datetime.now(UTC)))["outcomes"]
    assert {code(outcome) for outcome in outcomes.values()} == {"moved"}
    with village.app.app_context(), read() as session:
        kept = session.scalars(select(LogEntry).where(LogEntry.mutation == made["id"])).one()
    assert kept.scope == village.school.id
    assert b"probe_direct@1" in kept.body


def test_work_made_after_leaving_is_forbidden(left):
    made = left.put(at=stamp(datetime.now(UTC)))
    left.sync()
    assert code(left.do(made)) == "forbidden"


@pytest.mark.parametrize("years", [-10, 10])
def test_a_wrong_clock_does_not_make_a_difference(left, years):
    phone_time = datetime.now(UTC) + timedelta(days=365 * years)
    made = left.put(at=stamp(phone_time - timedelta(hours=2)))
    left.sync()
    assert code(left.sync(made, now=stamp(phone_time))["outcomes"][made["id"]]) == "moved"


def test_the_phone_drops_its_copies_and_is_told_why(village, left):
    assert left.sync()["reset"] == {village.school.id: "view"}
    assert "reset" not in left.sync()


def test_what_one_wrote_stays_ones_own_to_read(left):
    assert left.read(left.old)["data"]["n"] == 1
