"""What a role lets one do, asked rule by rule: who creates, who moved away, who restores, whose work is taken in."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from server.access.departures import as_last_there
from server.access.jobs import imports_workbooks
from server.access.records import creates, may_do
from server.access.units import freezes, publishes, reminds
from server.access.viewer import Grant, Viewer
from server.models.log import Record
from server.records.review_queue import awaiting
from sync.protocol.transitions import SUBMITTED
from tests.access.places import REGISTERS, UNITS, Held, World, built

BY_COMMUNE, BY_DEPARTMENT = REGISTERS.get("grown@2"), REGISTERS.get("narrowed@2")


def person(role, unit="a", **more):
    return Viewer("an", "An", (Grant(unit, role, UNITS[unit][2]),), **more)


def test_creating_asks_for_the_role_and_for_the_unit():
    register = next(one for one in REGISTERS.all_latest() if "teacher" in one.by)
    assert creates(person("teacher"), register, "a", UNITS["a"][2])
    assert not creates(person("teacher"), register, "c", UNITS["c"][2])
    assert not creates(person("admin"), register, "a", UNITS["a"][2])


@pytest.mark.parametrize(("deleted_by", "may"), [("an", True), ("ba", False)])
def test_who_deleted_a_record_restores_it_and_nobody_else(deleted_by, may):
    record = SimpleNamespace(scope="a", author="ba", persons=[], status="deleted", deleted_by=deleted_by)
    register = next(one for one in REGISTERS.all_latest() if "teacher" in one.by)
    assert may_do(person("teacher"), "restore", record, register, UNITS["a"][2]) is may


@pytest.mark.parametrize(
    ("role", "publishing", "bringing"),
    [("teacher", False, False), ("leader", False, True), ("department", True, True), ("admin", True, True)],
)
def test_who_publishes_registers_and_who_brings_workbooks(role, publishing, bringing):
    assert publishes(person(role)) is publishing
    assert imports_workbooks(person(role)) is bringing


@pytest.mark.parametrize(
    ("role", "unit", "reminded"),
    [
        ("department", "p", {"x", "y", "a", "b", "c", "d"}),
        ("commune", "x", {"a", "b"}),
        ("leader", "a", set()),
        ("teacher", "a", set()),
        ("admin", "p", set()),
    ],
)
def test_those_above_remind_a_unit_and_never_it_itself(role, unit, reminded):
    assert {id_ for id_, (_, _, path) in UNITS.items() if reminds(person(role, unit), id_, path)} == reminded


def test_who_closes_a_period():
    assert freezes(person("department", "p"), BY_DEPARTMENT, "a")
    assert freezes(person("commune", "x"), BY_COMMUNE, "x")
    assert not freezes(person("commune", "x"), BY_COMMUNE, "a")
    assert not freezes(person("commune", "x"), BY_DEPARTMENT, "x")
    assert not freezes(person("leader"), BY_COMMUNE, "a")


def world(roles, *records):
    common = {"version": 2, "author": "binh", "persons": [], "status": SUBMITTED, "deleted_by": None}
    kept = [common | {"register": key, "scope": scope, "turn": "commune"} for key, scope in records]
    return World({}, [Held("an", role, unit, -30, until, False) for role, unit, until in roles], kept)


def test_work_is_taken_in_by_the_role_last_held_there_but_never_by_an_administrators(app):
    held = [("admin", "p", -2), ("teacher", "a", -2), ("leader", "a", -10), ("teacher", "c", -2)]
    with app.app_context(), built(world(held)) as session:
        assert {(grant.role, grant.unit) for grant in as_last_there(session, "an", "a").grants} == {("teacher", "a")}
        assert as_last_there(session, "an", "p").grants == ()


def test_an_offices_own_records_wait_for_the_department_where_nobody_stands_above_it(app):
    department = person("department", "p")
    with (
        app.app_context(),
        built(world([("commune", "x", None)], ("grown", "x"), ("grown", "a"), ("grown", "c"))) as session,
    ):
        waiting = session.scalars(select(Record.scope).where(awaiting(session, department)))
        assert set(waiting) == {"x", "c"}
