"""What somebody sends after they have left waits for the unit's leader, whenever it was made; their own they finish."""

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
        role.since, role.until = min(role.since, now() - ago - timedelta(days=1)), now() - ago


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
    gv.sync()
    return gv


@pytest.mark.parametrize("hours", [-24 * 3650, -2, 0, 24 * 3650])
def test_a_new_record_is_kept_for_the_leader_whenever_it_was_made(village, left, hours):
    made = left.put(at=stamp(datetime.now(UTC) + timedelta(hours=hours)))
    assert code(left.sync(made, now=stamp(datetime.now(UTC)))["outcomes"][made["id"]]) == "moved"
    with village.app.app_context(), read() as session:
        kept = session.scalars(select(LogEntry).where(LogEntry.mutation == made["id"])).one()
    assert kept.scope == village.school.id
    assert b"probe_direct@1" in kept.body
    assert [item["mutation"] for item in left.get("/api/quarantine/mine").json["items"]] == [made["id"]]


def test_ones_own_draft_is_finished(left):
    edit = left.put(record=left.old, after=left.old, set={"n": 3}, then="submit")
    assert code(left.do(edit)) is None
    assert (left.read(left.old)["status"], left.read(left.old)["data"]["n"]) == ("submitted", 3)


def test_after_400_days_the_phone_lets_go_and_one_still_reads_ones_own(village, left):
    leave(village, "gv", timedelta(days=399, hours=23))
    assert "reset" not in left.sync()
    leave(village, "gv", timedelta(days=400))
    assert left.sync()["reset"] == {village.school.id: "view"}
    assert "reset" not in left.sync()
    assert left.read(left.old)["data"]["n"] == 1
    assert left.old in [one["id"] for one in left.get("/api/records").json["records"]]
    assert [unit["id"] for unit in left.get("/api/catalog").json["units"]] == []
    for late in (left.put(record=left.old, set={"n": 3}), left.mutation("comment", record=left.old, text="Em đây")):
        assert code(left.do(late)) == "moved"


def test_the_phone_is_told_why_it_drops_its_copies(village):
    gv = village.client("gv")
    old = gv.put()
    gv.do(old)
    leave(village, "gv", timedelta(hours=1))
    answer = gv.sync()
    assert answer["reset"] == {village.school.id: "view"}
    assert [one["id"] for one in answer["changes"]] == [old["id"]]
    assert "reset" not in gv.sync()
