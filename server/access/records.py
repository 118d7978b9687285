"""Rights over records: who may see, create and change a record, and who may decide on it."""

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
"""A role → the roles whose records it creates or reviews: its own role, and the roles below it."""


class Seeable(Protocol):
    """The columns of a record that decide who sees it and who may do what to it.

    ``scope``: the id of its unit. ``author``, ``deleted_by``, ``submitted_by``: accounts. ``persons``: the accounts of
    its co-authors.
    """

    scope: str
    author: str
    persons: list[str]
    status: str
    deleted_by: str | None
    submitted_by: str | None


def creates(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Whether the viewer may create a record in a unit with this version of a register: one of their roles there is
    among those that the register names in ``by``. ``path``: the unit's ``Unit.path``."""
    return any(grant.role in register.by and reaches(grant, unit, path) for grant in viewer.grants)


def shares(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Whether the viewer sees and changes every record of a register in a unit, other people's drafts too.

    So it is for registers of which each unit has one record a period (``natural_key``), for everybody who could create
    that record by any version of the register; never for other registers. ``path``: the unit's ``Unit.path``.
    """
    return register.natural_key and any(
        grant.role in register.creators and reaches(grant, unit, path) for grant in viewer.grants
    )


def works_with(viewer: Viewer, register: Register) -> bool:
    """Whether the viewer has a role that creates records of this register, or one that reviews what a lower role
    creates."""
    roles = {role for grant in viewer.grants for role in MEETS.get(grant.role, ())}
    return not roles.isdisjoint(register.by)


def sees(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether the viewer sees a record; a deleted one is seen only by whoever deleted it.

    ``register``: the version that the record was written by. ``path``: the ``Unit.path`` of the record's unit.
    ``visible`` is the same rule in SQL.
    """
    if record.status == DELETED:
        return record.deleted_by == viewer.account
    return sees_undeleted(viewer, record, register, path)


def sees_undeleted(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether the viewer would see a record if it were not deleted: its author and co-authors always, whoever
    ``shares`` it, and, once it is no draft, everybody with a role that acts in its unit. Parameters as ``sees``."""
    if viewer.account == record.author or viewer.account in record.persons:
        return True
    if shares(viewer, register, record.scope, path):
        return True
    return record.status != DRAFT and belongs(viewer, record.scope, path)


def visible(viewer: Viewer, registers: Iterable[Register]) -> ColumnElement[bool]:
    """An SQL condition on ``Record`` for the records that the viewer sees; the same rule as ``sees``.

    ``registers``: the latest version of each register. Records of a register that is not among them are never seen by
    way of ``shares``.
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
    """Whether the viewer may change the answers of a record that they see (the verb ``put``): its author, its
    co-authors, a leader of its unit, and whoever ``shares`` it. Parameters as ``sees``."""
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
    """Whether the viewer may do ``verb``, any but ``put``, to a record that they see; its status is not looked at.

    ``leaders``: the accounts of all leaders of the record's unit now: whoever wrote or submitted a record may not
    verify it if there is a leader who did neither. ``author_left``: the author has left the unit, so whoever ``puts``
    to the record may submit it too. Other parameters as ``sees``.
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
    """Whether the viewer is an officer who approves or rejects a unit's records of a register.

    The department's officers always are. Those of the commune above the unit are, if the register's review ends at the
    commune; never on records of the commune office itself. ``path``: the unit's ``Unit.path``.
    """
    for grant in viewer.grants:
        if grant.role == "department":
            return True
        below = grant.role == "commune" and path.startswith(grant.path) and grant.unit != unit
        if below and register.review[-1] == "commune":
            return True
    return False


def takes_in(viewer: Viewer, unit: str) -> bool:
    """Whether the viewer may take in or refuse mutations that wait in the quarantine of ``unit``, an id: its leaders,
    and the department. For a commune office, which has no leader, its officers may. ``units_in_charge`` is the same
    rule in SQL."""
    for grant in viewer.reading:
        led = grant.unit == unit and grant.role in ("leader", "commune")
        if grant.role == "department" or led:
            return True
    return False


def units_in_charge(viewer: Viewer) -> ColumnElement[bool]:
    """An SQL condition on ``Unit`` for the units whose quarantined mutations the viewer may take in or refuse; the same
    rule as ``takes_in``."""
    if viewer.has("department"):
        return Unit.id.is_not(None)
    return Unit.id.in_([grant.unit for grant in viewer.reading if grant.role in ("leader", "commune")])


def nameable(register: Register, registers: Iterable[Register]) -> bool:
    """Whether the titles of a register's approved records may be shown to everybody: so it is if a field of one of
    ``registers`` may refer to any unit's records of it (``across``)."""
    return any(field.across and field.to == register.key for other in registers for field in other.fields.values())


def may_name_records(viewer: Viewer) -> ColumnElement[bool]:
    """An SQL condition, true or false as a whole: whether the viewer may look up the titles of other units'
    ``nameable`` records. Everybody may who has a role other than administrator."""
    return true() if any(grant.role != "admin" for grant in viewer.grants) else false()
