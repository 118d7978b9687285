"""Each rule that access has twice, in Python for one thing and in SQL for a list, says the same in both: over units
that ended, will end and went on in each other, deputies, roles that ended or are to come, and versions of registers."""

from dataclasses import replace

import pytest
from sqlalchemy import and_, or_, select

from server.access.officers import decides, takes_in, units_in_charge
from server.access.people import looks_after, units_looked_after
from server.access.records import may_do, sees
from server.access.viewer import Within, belongs, reaches, units_reached, viewer_of
from server.access.visible import visible, visible_parts
from server.models.log import Record
from server.models.org import Unit
from server.org.leaders import leaders_of
from server.records.review_queue import awaiting
from sync.protocol.transitions import STATUSES
from tests.access.places import PEOPLE, REGISTERS, UNITS, World, built, holds_in_worlds

ROLES = ("teacher", "leader", "commune", "department")
MANY, FEW = 60, 10


def each_viewer(session):
    return [viewer_of(session, person) for person in PEOPLE]


def each_program(session):
    """Each viewer as a program reads in their name: by one register, by the units below each unit, by none of these."""
    key = REGISTERS.all_latest()[0].key
    limits = [Within(frozenset([key])), Within(None, ()), *(Within(None, (path,)) for _, _, path in UNITS.values())]
    limits.append(Within(frozenset([key]), tuple(path for _, _, path in UNITS.values())[-2:]))
    return [replace(viewer, within=limit) for viewer in each_viewer(session) for limit in limits]


def register_of(record):
    return REGISTERS.get(f"{record.register}@{record.version}")


def ids(session, table, condition):
    return set(session.scalars(select(table.id).where(condition)))


def records_are_listed_as_they_are_seen(world: World):
    with built(world) as session:
        records = list(session.scalars(select(Record)))
        for viewer in [*each_viewer(session), *each_program(session)]:
            seen = {one.id for one in records if sees(viewer, one, register_of(one), UNITS[one.scope][2])}
            assert ids(session, Record, visible(viewer, REGISTERS.all_latest())) == seen
            parts = visible_parts(viewer, REGISTERS.all_latest())
            assert sum(len(ids(session, Record, part)) for part in parts.of(())) == len(seen)
            of_each = (and_(Record.status == status, or_(*parts.of((status,)))) for status in STATUSES)
            assert ids(session, Record, or_(*of_each)) == seen


def units_are_listed_as_they_are_reached(world: World):
    with built(world) as session:
        paths = {id_: path for id_, (_, _, path) in UNITS.items()}

        def among(rule):
            return {id_ for id_, path in paths.items() if rule(id_, path)}

        for viewer in each_viewer(session):
            found = ids(session, Unit, Unit.id.in_(units_looked_after(viewer)))
            assert found == among(lambda id_, path, viewer=viewer: looks_after(viewer, id_, path))
            found = ids(session, Unit, Unit.id.in_(units_reached(viewer.reading)))
            assert found == among(lambda id_, path, viewer=viewer: belongs(viewer, id_, path))
            assert ids(session, Unit, units_in_charge(viewer)) == among(
                lambda id_, _, viewer=viewer: takes_in(viewer, id_)
            )
            for role in ROLES:
                held = [grant for grant in viewer.grants if grant.role == role]
                found = ids(session, Unit, Unit.id.in_(units_reached(viewer.grants, (role,))))
                assert found == among(lambda id_, path, held=held: any(reaches(grant, id_, path) for grant in held))


def what_waits_for_one_is_ones_to_decide(world: World):
    with built(world) as session:
        records = list(session.scalars(select(Record)))
        leading = {unit: leaders_of(session, unit) for unit in UNITS}
        officers = {held.unit for held in world.roles if held.role == "commune" and held.open()}
        for viewer in each_viewer(session):
            waiting = ids(session, Record, awaiting(session, viewer))
            for record in records:
                assert (record.id in waiting) is expected(viewer, record, leading, officers), (viewer, record.id)


def expected(viewer, record, leading, officers) -> bool:
    """Whether a record waits for somebody, by what they may do to it."""
    register, path = register_of(record), UNITS[record.scope][2]
    leaders = leading[record.scope]
    if record.turn == "leader":
        return may_do(viewer, "verify", record, register, path, leaders)
    if not record.turn or not may_do(viewer, "approve", record, register, path, leaders):
        return False
    if record.turn == "department":
        return viewer.has("department")
    own = any(grant.role == "commune" for grant in viewer.grants) and decides_as_commune(viewer, register, record, path)
    absent = not any(unit != record.scope and f"/{unit}/" in path for unit in officers)
    return own or (viewer.has("department") and absent)


def decides_as_commune(viewer, register, record, path) -> bool:
    below = [grant for grant in viewer.grants if grant.role == "commune"]
    return any(path.startswith(grant.path) and grant.unit != record.scope for grant in below) and decides(
        viewer, register, record.scope, path
    )


RULES = (
    records_are_listed_as_they_are_seen,
    units_are_listed_as_they_are_reached,
    what_waits_for_one_is_ones_to_decide,
)


@pytest.mark.lengthy
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_what_is_listed_is_what_one_may(rule, database_url):
    holds_in_worlds(rule, database_url, MANY, FEW)
