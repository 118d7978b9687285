"""A role counts from when it begins until it ends: one that never began was never left, and work that arrives later is
taken in by the last role that its author held."""

from datetime import timedelta

import pytest

from server.access.departures import as_last_there
from server.access.viewer import viewer_of
from server.models.org import Role
from server.platform.clock import now
from server.platform.database import read, write
from tests.village import Village

DAY = timedelta(days=1)


@pytest.fixture
def held(village: Village):
    """Gives ``gv`` a part in the other school, from and until some days from now; their account."""

    def give(role: str, since: int, until: int | None) -> str:
        account, moment = village.accounts["gv"], now()
        with village.app.app_context(), write() as session:
            ends = None if until is None else moment + until * DAY
            session.add(Role(person=account, unit=village.other.id, role=role, since=moment + since * DAY, until=ends))
        return account

    return give


@pytest.mark.parametrize(
    ("since", "until", "has", "left"),
    [
        (-9, None, True, False),
        (-9, 2, True, False),
        (-9, -2, False, True),
        (-9, -9, False, False),  # it was taken back before it began
        (3, None, False, False),
        (3, 3, False, False),
    ],
)
def test_a_role_that_never_began_was_never_left(village: Village, held, since, until, has, left):
    account = held("teacher", since, until)
    with village.app.app_context(), read() as session:
        viewer = viewer_of(session, account)
    assert (village.other.id in viewer.scopes) is has
    assert (village.other.id in [one.unit for one in viewer.left]) is left


@pytest.mark.parametrize(
    ("since", "until", "may"), [(-9, -2, True), (-900, -800, True), (-9, -9, False), (3, None, False)]
)
def test_what_somebody_might_do_before_they_left(village: Village, held, since, until, may):
    account = held("leader", since, until)
    with village.app.app_context(), read() as session:
        then = as_last_there(session, account, village.other.id)
    assert then.has("leader", village.other.id) is may
    assert then.has("teacher", village.school.id)  # what they are now they are in any case


def test_an_administrators_role_that_ended_is_no_unit_left(village: Village, held):
    account = held("admin", -9, -2)
    with village.app.app_context(), read() as session:
        assert viewer_of(session, account).left == ()
