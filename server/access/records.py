"""Who may see, write and decide on a record."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import ColumnElement, Text, and_, cast, false, or_, true

from server.access.viewer import Viewer, belongs, reaches, units_reached
from server.models.log import Record
from server.models.org import Unit
from sync.protocol.transitions import ACTORS, DELETED, DRAFT
from sync.registers import Register

MEETS = {
    "teacher": ("teacher",),
    "leader": ("teacher", "leader"),
    "commune": ("teacher", "leader", "commune"),
    "department": ("teacher", "leader", "commune", "department"),
}
"""Role → the roles whose registers it works with: its own, and those of whom it reviews."""


class Seeable(Protocol):
    """What of a record decides who sees it and who may do what to it."""

    scope: str
    author: str
    persons: list[str]
    status: str
    deleted_by: str | None
    submitted_by: str | None


def creates(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Whether one may create a record in a unit by this version of a register; ``path``: the unit's."""
    return any(grant.role in register.by and reaches(grant, unit, path) for grant in viewer.grants)


def shares(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Whether one sees and writes all records of a register in a unit, drafts too: of a register that each unit and
    period has one record of, whoever may create that record by any version of the register."""
    return register.natural_key and any(
        grant.role in register.creators and reaches(grant, unit, path) for grant in viewer.grants
    )


def works_with(viewer: Viewer, register: Register) -> bool:
    """Whether one creates records of a register, or decides on those that others create."""
    roles = {role for grant in viewer.grants for role in MEETS.get(grant.role, ())}
    return not roles.isdisjoint(register.by)


def sees(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether one sees a record of a register; ``path``: that of the record's unit. Twin of ``visible``, in SQL."""
    if record.status == DELETED:
        return record.deleted_by == viewer.account
    return sees_undeleted(viewer, record, register, path)


def sees_undeleted(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether one would see a record if it were not deleted."""
    if viewer.account == record.author or viewer.account in record.persons:
        return True
    if shares(viewer, register, record.scope, path):
        return True
    return record.status != DRAFT and belongs(viewer, record.scope, path)


def visible(viewer: Viewer, registers: Iterable[Register]) -> ColumnElement[bool]:
    """The records that one sees, as an SQL condition on ``Record``. Twin of ``sees``.

    ``registers``: one version of each register that there is; others are not seen by way of ``shares``.
    """
    own = or_(Record.author == viewer.account, cast(Record.persons, Text).like(f'%"{viewer.account}"%'))
    shared = [
        and_(Record.register == register.key, Record.scope.in_(units_reached(viewer.grants, register.creators)))
        for register in registers
        if register.natural_key
    ]
    # The department reaches every unit: asking of each record whether it lies there would cost as much as reading it.
    near = None if viewer.has("department") else Record.scope.in_(units_reached(viewer.reading))
    sent = Record.status != DRAFT if near is None else and_(Record.status != DRAFT, near)
    return or_(
        and_(Record.status == DELETED, Record.deleted_by == viewer.account),
        and_(Record.status != DELETED, or_(sent, own, *shared)),
    )


def puts(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether one may put to a record that one sees: its author, co-authors, a leader of its unit, and whoever
    ``shares`` it."""
    return (
        viewer.account == record.author
        or viewer.account in record.persons
        or viewer.has("leader", record.scope)
        or shares(viewer, register, record.scope, path)
    )


def may_do(
    viewer: Viewer,
    verb: str,
    record: Seeable,
    register: Register,
    path: str,
    leaders: Iterable[str] = (),
    author_left: bool = False,
) -> bool:
    """Whether one may do a verb, any but ``put``, to a record that one sees, whatever its status.

    ``leaders``: the accounts of all who lead its unit now, as nobody verifies what they wrote or submitted where
    another can. ``author_left``: its author has left its unit, so that others hand it in.
    """
    parts = {"reader"}
    if viewer.account == record.author:
        parts.add("author")
    if viewer.account == record.deleted_by:
        parts.add("deleter")
    if viewer.has("leader", record.scope):
        parts.add("leader")
    if decides(viewer, register, record.scope, path):
        parts.add("officer")
    if author_left and puts(viewer, record, register, path):
        parts.add("stand_in")
    theirs = {record.author, record.submitted_by} if verb == "verify" else set()
    if viewer.account in theirs and set(leaders) - theirs:
        return False
    return not ACTORS[verb].isdisjoint(parts)


def decides(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Whether one is an officer who decides on a unit's records of a register: of the department, or of the commune
    above the unit where the register's review ends there; never on the records of one's own commune office."""
    for grant in viewer.grants:
        if grant.role == "department":
            return True
        below = grant.role == "commune" and path.startswith(grant.path) and grant.unit != unit
        if below and register.review[-1] == "commune":
            return True
    return False


def takes_in(viewer: Viewer, unit: str) -> bool:
    """Whether one decides what becomes of refused work that waits in a unit: its leaders, and the department.

    An office of officers has no leader: there it is the officers themselves. Twin of ``units_in_charge``.
    """
    for grant in viewer.reading:
        led = grant.unit == unit and grant.role in ("leader", "commune")
        if grant.role == "department" or led:
            return True
    return False


def units_in_charge(viewer: Viewer) -> ColumnElement[bool]:
    """The units whose refused work one ``takes_in``, as an SQL condition on ``Unit``."""
    if viewer.has("department"):
        return Unit.id.is_not(None)
    return Unit.id.in_([grant.unit for grant in viewer.reading if grant.role in ("leader", "commune")])


def nameable(register: Register, registers: Iterable[Register]) -> bool:
    """Whether everybody may know of a register's approved records: what others may refer to must have a name."""
    return any(field.across and field.to == register.key for other in registers for field in other.fields.values())


def may_name_records(viewer: Viewer) -> ColumnElement[bool]:
    """Whether one may look for the names of records that may be named across units: whoever works with records."""
    return true() if any(grant.role != "admin" for grant in viewer.grants) else false()
