"""Entries that the first release made hold names and addresses themselves: an erasure takes them out, and says so."""

import pytest
from sqlalchemy import or_, select

from server.models.audit import AuditEntry
from server.models.org import Person
from server.platform.database import read
from tests.upgrades.first_release import TAG

USERNAME = f"gv.{TAG}"


@pytest.fixture
def person(upgraded):
    with upgraded.app_context(), read() as session:
        return session.scalars(select(Person).where(Person.username == USERNAME)).one()


def entries(app, person):
    """What the chain's entries by somebody and about them hold."""
    theirs = or_(AuditEntry.actor == person.id, AuditEntry.target == person.id)
    with app.app_context(), read() as session:
        return [dict(row) for row in session.execute(select(AuditEntry.__table__).where(theirs)).mappings()]


def test_their_entries_name_them_no_more_and_the_chain_is_whole(upgraded, person):
    before = entries(upgraded, person)
    assert any(row["address"] and USERNAME in row["words"] for row in before)
    done = upgraded.test_cli_runner().invoke(args=["erase", USERNAME, "--yes"])
    assert done.exit_code == 0, done.output
    *after, noted = entries(upgraded, person)
    assert [row["digest"] for row in after] == [row["digest"] for row in before]
    assert {(row["address"], row["device"], row["words"]) for row in after if row["actor"] == person.id} == {
        (None, None, "")
    }
    assert USERNAME not in str(after)
    assert noted["action"] == "person.erase"
    assert upgraded.test_cli_runner().invoke(args=["check"]).stdout == "0 differences\n"
