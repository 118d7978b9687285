"""What waits for an office is of the units below it; what a leader wrote or handed in waits for another who leads."""

import pytest
from sqlalchemy import select

from server.access.departures import has_left
from server.access.viewer import viewer_of
from server.models.log import Record
from server.models.org import Person
from server.records.review_queue import awaiting
from sync.protocol.transitions import SUBMITTED
from tests.access.places import UNITS, Held, World, built


def record(turn, scope, **more):
    common = {"register": "grown", "version": 2, "persons": [], "status": SUBMITTED, "deleted_by": None}
    return common | {"turn": turn, "scope": scope, "author": "binh"} | more


def held(person, role, unit, since=-30, until=None):
    return Held(person, role, unit, since, until, deputy=False)


def waiting(session, person):
    """The numbers of the records that wait for a person."""
    found = session.scalars(select(Record.id).where(awaiting(session, viewer_of(session, person))))
    return {int(id_.removeprefix("r")) for id_ in found}


def test_an_office_decides_for_the_units_that_report_to_it_and_no_others(app):
    scopes = ("a", "b", "c", "d", "x", "y")
    roles = [held("an", "commune", "x"), held("binh", "commune", "y"), held("chi", "department", "p")]
    with app.app_context(), built(World({}, roles, [record("commune", scope) for scope in scopes])) as session:
        found = {name: {scopes[number] for number in waiting(session, name)} for name in ("an", "binh", "chi")}
    assert found == {"an": {"a", "b"}, "binh": {"c"}, "chi": {"d", "x", "y"}}


@pytest.mark.parametrize(
    ("since", "until", "active", "waits"),
    [(-30, None, True, False), (-30, None, False, True), (-30, -2, True, True), (5, None, True, True)],
    ids=["there", "account closed", "gone", "to come"],
)
def test_the_department_decides_for_an_office_without_an_officer_now(app, since, until, active, waits):
    roles = [held("an", "commune", "x", since, until), held("chi", "department", "p")]
    with app.app_context(), built(World({}, roles, [record("commune", "a")])) as session:
        session.get_one(Person, "an").active = active
        session.flush()
        assert waiting(session, "chi") == ({0} if waits else set())


PAIRS = [(author, by) for author in ("an", "binh", "chi", "dung") for by in ("an", "binh", "chi", None)]
FOREIGN = {(author, by) for author, by in PAIRS if "an" not in (author, by)}


@pytest.mark.parametrize(
    ("leaders", "waits"),
    [
        (("an",), set(PAIRS)),
        (("an", "binh"), FOREIGN | {("an", "binh"), ("binh", "an")}),
        (("an", "binh", "chi"), FOREIGN),
    ],
)
def test_a_leader_verifies_what_is_another_hands_while_one_is_left_to_verify_the_own(app, leaders, waits):
    roles = [held(name, "leader", "a") for name in leaders]
    records = [record("leader", "a", author=author, submitted_by=by) for author, by in PAIRS]
    with app.app_context(), built(World({}, roles, records)) as session:
        assert {PAIRS[number] for number in waiting(session, "an")} == waits


@pytest.mark.parametrize(
    ("now_there", "left"), [((), True), (("admin",), True), (("leader",), False), (("admin", "teacher"), False)]
)
def test_who_only_administers_a_unit_has_left_it_all_the_same(app, now_there, left):
    roles = [held("an", "teacher", "a", until=-2), *(held("an", role, "a") for role in now_there)]
    with app.app_context(), built(World({}, roles, [])) as session:
        assert has_left(session, "an", "a", UNITS["a"][2]) is left
