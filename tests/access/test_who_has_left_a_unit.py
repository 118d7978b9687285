"""Whom a unit counts as gone: what they held there has ended, whatever they hold elsewhere or administer."""

import pytest

from server.access.departures import as_last_there, has_left
from server.access.viewer import viewer_of
from server.models.org import Person
from tests.access.places import UNITS, Held, World, built

FORMER = ("teacher", "a", -30, -2)
HOLDING = {
    "what ended there": ([FORMER], True),
    "a role there again": ([FORMER, ("teacher", "a", -1, None)], False),
    "another role there": ([FORMER, ("leader", "a", -30, None)], False),
    "only its administration": ([FORMER, ("admin", "a", -30, None)], True),
    "nothing there ever": ([("teacher", "b", -30, None)], True),
    "an office above it": ([("commune", "x", -30, None)], False),
    "an office elsewhere": ([("commune", "y", -30, None)], True),
    "the department": ([("department", "p", -30, None)], False),
    "an office above it since": ([FORMER, ("commune", "x", -1, None)], True),
    "what is yet to come": ([("teacher", "a", 5, None)], True),
}


def world(held):
    return World({}, [Held("an", *parts, deputy=False) for parts in held], [])


@pytest.mark.parametrize("holding", HOLDING)
def test_whoever_holds(app, holding):
    held, gone = HOLDING[holding]
    with app.app_context(), built(world(held)) as session:
        assert has_left(session, "an", "a", UNITS["a"][2]) is gone
        if any(parts[3] for parts in held):
            assert (viewer_of(session, "an").left_of("a") is not None) is gone


def test_what_somebody_had_begun_is_taken_in_after_their_account_was_closed(app):
    with app.app_context(), built(world([FORMER, ("leader", "b", -30, None)])) as session:
        session.get_one(Person, "an").active = False
        session.flush()
        viewer = as_last_there(session, "an", "a")
        assert [(grant.unit, grant.role) for grant in viewer.grants] == [("a", "teacher")]
        assert has_left(session, "an", "a", UNITS["a"][2])


@pytest.mark.parametrize("hidden", [(True, False), (False, True), (False, False)])
def test_what_one_hidden_role_hides_no_other_shows(app, hidden):
    roles = [
        Held("an", "teacher", "a", -30, -10, deputy=False, hidden=hidden[0]),
        Held("an", "leader", "a", -9, -2, deputy=False, hidden=hidden[1]),
    ]
    with app.app_context(), built(World({}, roles, [])) as session:
        assert viewer_of(session, "an").left_of("a").hidden is any(hidden)
