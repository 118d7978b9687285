"""Rights that follow from a role alone, for each of the roles."""

from types import SimpleNamespace

import pytest

from server.access.backups import keeps_backups
from server.access.examples import keeps_examples, publishes_example
from server.access.jobs import heads_reports, heads_units, viewer_of_unit
from server.access.records import creates, may_do, puts, sees, works_with
from server.access.units import arranges, compares, reads_audit
from server.access.viewer import Grant, Left, Viewer
from server.platform.clock import now
from tests.access.places import REGISTERS, UNITS

PLACE = {"teacher": "a", "leader": "a", "commune": "x", "department": "p", "admin": "p"}
EVENT, GROWN, OFFICE = (REGISTERS.get(form) for form in ("event@1", "grown@2", "office@2"))


def person(role, **more):
    unit = PLACE[role]
    return Viewer("an", "An", (Grant(unit, role, UNITS[unit][2]),), **more)


def record(**more):
    common = {"scope": "a", "author": "binh", "persons": [], "status": "submitted", "submitted_rev": 1}
    return SimpleNamespace(**common | {"deleted_by": None, "submitted_by": None} | more)


def who(may):
    return {role for role in PLACE if may(person(role))}


def test_each_right_has_its_roles():
    path = UNITS["a"][2]
    assert who(reads_audit) == {"leader", "commune", "department", "admin"}
    assert who(keeps_backups) == {"admin"}
    assert who(keeps_examples) == {"department", "admin"}
    assert who(lambda viewer: publishes_example(viewer, "binh", 1)) == {"department", "admin"}
    assert who(lambda viewer: publishes_example(viewer, "an", 1)) == set()
    assert who(lambda viewer: publishes_example(viewer, "an", 0)) == {"department", "admin"}
    assert who(lambda viewer: heads_reports(viewer, "a", path)) == {"leader", "commune", "department"}
    assert who(lambda viewer: heads_reports(viewer, "c", UNITS["c"][2])) == {"department"}
    assert who(heads_units) == {"leader", "commune", "department"}
    assert heads_reports(viewer_of_unit("a", "school", path), "a", path)
    assert who(arranges) == {"department", "admin"}
    assert who(lambda viewer: compares(viewer, ["a", "c"])) == {"teacher", "leader", "department"}
    assert who(lambda viewer: compares(viewer, ["b", "c"])) == {"department"}
    assert who(lambda viewer: works_with(viewer, EVENT)) == {"teacher", "leader", "commune", "department"}
    assert who(lambda viewer: works_with(viewer, OFFICE)) == {"commune", "department"}
    assert who(lambda viewer: creates(viewer, EVENT, "a", path)) == {"teacher", "leader"}
    assert who(lambda viewer: puts(viewer, record(), EVENT, path)) == {"leader"}
    assert who(lambda viewer: puts(viewer, record(), GROWN, path)) == {"teacher", "leader"}
    assert who(lambda viewer: puts(viewer, record(author="an"), EVENT, path)) == set(PLACE)
    assert who(lambda viewer: sees(viewer, record(), EVENT, path)) == {"teacher", "leader", "commune", "department"}
    assert who(lambda viewer: may_do(viewer, "verify", record(), EVENT, path)) == {"leader"}
    assert who(lambda viewer: may_do(viewer, "approve", record(), EVENT, path)) == {"commune", "department"}
    assert who(lambda viewer: may_do(viewer, "withdraw", record(), EVENT, path)) == set()
    assert who(lambda viewer: may_do(viewer, "consent", record(), EVENT, path)) == {"leader", "commune", "department"}
    assert who(lambda viewer: may_do(viewer, "consent", record(persons=["an"]), EVENT, path)) == set(PLACE)
    assert who(lambda viewer: may_do(viewer, "consent", record(author="an"), EVENT, path)) == set(PLACE)


@pytest.mark.parametrize(("unit", "may"), [("a", {"commune", "department"}), ("c", {"department"})])
def test_an_office_creates_in_the_units_below_it(unit, may):
    assert who(lambda viewer: creates(viewer, OFFICE, unit, UNITS[unit][2])) == may


def test_what_its_author_left_behind_is_theirs_to_finish_and_what_the_unit_shares_is_not():
    draft = record(author="an", status="draft", submitted_rev=None)
    left = (Left("a", UNITS["a"][2], now()),)
    for role in ("commune", "department"):
        assert puts(person(role, left=left), draft, EVENT, UNITS["a"][2])
        assert not puts(person(role, left=left), draft, GROWN, UNITS["a"][2])
    hidden = (Left("a", UNITS["a"][2], now(), hidden=True),)
    assert not puts(person("commune", left=hidden), draft, EVENT, UNITS["a"][2])
    assert not puts(person("commune", left=left), record(author="an"), EVENT, UNITS["a"][2])


def test_who_has_left_a_unit_puts_down_no_consent_there():
    left = (Left("a", UNITS["a"][2], now()),)
    own = record(author="an", persons=["an"])
    for role in ("teacher", "leader"):
        unit = UNITS["c"]
        viewer = Viewer("an", "An", (Grant("c", role, unit[2]),), left=left)
        assert not may_do(viewer, "consent", own, EVENT, UNITS["a"][2])


def test_who_deleted_a_record_sees_it_after_leaving_if_they_still_read_there():
    gone = record(status="deleted", deleted_by="an")
    left, path = (Left("b", UNITS["b"][2], now()),), UNITS["b"][2]
    gone.scope = "b"
    heir = (Grant("b", "leader", path),)
    assert sees(person("leader", left=left, heirs=heir), gone, EVENT, path)
    assert not sees(person("leader", left=left), gone, EVENT, path)
    assert sees(person("commune", left=left), gone, EVENT, path)
    assert not sees(person("commune", left=left), record(status="deleted", deleted_by="binh"), EVENT, path)
