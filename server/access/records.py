"""Who may see, write and decide on a record: protocol.md, "Who sees and who writes"."""

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
"""Whose registers each role has to do with: its own, and those of whom it reviews."""


class Seeable(Protocol):
    """What of a record decides who sees it."""

    scope: str
    author: str
    persons: list
    status: str
    deleted_by: str | None


def creates(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Whether one may start a record of this register in this unit."""
    return any(grant.role in register.by and reaches(grant, unit, path) for grant in viewer.grants)


def works_with(viewer: Viewer, register: Register) -> bool:
    """Whether one writes records of this register, or decides on those that others write."""
    roles = {role for grant in viewer.grants for role in MEETS.get(grant.role, ())}
    return not roles.isdisjoint(register.by)


def sees(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """``path`` is that of the record's unit. Twin of ``visible``, which says the same in SQL."""
    if record.status == DELETED:
        return record.deleted_by == viewer.account
    return sees_undeleted(viewer, record, register, path)


def sees_undeleted(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """The same, leaving aside that it may be deleted."""
    if viewer.account == record.author or viewer.account in record.persons:
        return True
    if register.natural_key and creates(viewer, register, record.scope, path):
        return True
    return record.status != DRAFT and belongs(viewer, record.scope, path)


def visible(viewer: Viewer, registers: Iterable[Register]) -> ColumnElement[bool]:
    """The records that one sees, as a condition on ``Record``."""
    own = or_(Record.author == viewer.account, cast(Record.persons, Text).like(f'%"{viewer.account}"%'))
    shared = [
        and_(Record.register == register.key, Record.scope.in_(units_reached(viewer, register.by)))
        for register in registers
        if register.natural_key
    ]
    # The department reaches every unit: asking of each record whether it lies there would cost as much as reading it.
    near = None if viewer.has("department") else Record.scope.in_(units_reached(viewer))
    sent = Record.status != DRAFT if near is None else and_(Record.status != DRAFT, near)
    alive = or_(sent, own, *shared)
    return or_(
        and_(Record.status == DELETED, Record.deleted_by == viewer.account),
        and_(Record.status != DELETED, alive),
    )


def puts(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Author, co-authors, the unit's leader; of a record that a unit has once, whoever may create it."""
    return (
        viewer.account == record.author
        or viewer.account in record.persons
        or viewer.has("leader", record.scope)
        or (register.natural_key and creates(viewer, register, record.scope, path))
    )


def may_do(
    viewer: Viewer, verb: str, record: Seeable, register: Register, path: str, leaders: Iterable[str] = ()
) -> bool:
    """Whether a verb (not ``put``) on a record that one sees is one's to say. ``leaders``: accounts, of its unit."""
    parts = {"reader"}
    if viewer.account == record.author:
        parts.add("author")
    if viewer.account == record.deleted_by:
        parts.add("deleter")
    if viewer.has("leader", record.scope):
        parts.add("leader")
    if decides(viewer, register, record.scope, path):
        parts.add("officer")
    if verb == "verify" and "author" in parts and set(leaders) - {viewer.account}:
        return False
    return not ACTORS[verb].isdisjoint(parts)


def decides(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Officer: of the department; or of the commune above the unit, where the review ends there."""
    for grant in viewer.grants:
        if grant.role == "department":
            return True
        below = grant.role == "commune" and path.startswith(grant.path) and grant.unit != unit
        if below and register.review[-1] == "commune":
            return True
    return False


def takes_in(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether one decides what becomes of work that its unit could not take: its leaders, and the department.

    An office of officers has no leader: there it is the officers themselves.
    """
    for grant in viewer.reading:
        led = grant.unit == unit and grant.role in ("leader", "commune")
        if grant.role == "department" or led:
            return True
    return False


def units_in_charge(viewer: Viewer) -> ColumnElement[bool]:
    """The units of which one ``takes_in``, as a condition on ``Unit``."""
    if viewer.has("department"):
        return Unit.id.is_not(None)
    return Unit.id.in_([grant.unit for grant in viewer.reading if grant.role in ("leader", "commune")])


def nameable(register: Register, registers: Iterable[Register]) -> bool:
    """Whether everybody may know of a register's approved records: what others may refer to must have a name."""
    return any(field.across and field.to == register.key for other in registers for field in other.fields.values())


def may_name_records(viewer: Viewer) -> ColumnElement[bool]:
    """Whether one may look for the names of records that may be named across units: whoever works with records."""
    return true() if any(grant.role != "admin" for grant in viewer.grants) else false()
