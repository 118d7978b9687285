"""Rights over records: who may see, create and change a record, and who may decide on it."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import ColumnElement, false, true

from server.access.officers import decides
from server.access.tokens import reads_within
from server.access.viewer import Viewer, belongs, reaches
from sync.protocol.transitions import ACTORS, DELETED, DRAFT, RETURNED, SUBMITTED
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

    @property
    def scope(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def persons(self) -> list[str]: ...
    @property
    def status(self) -> str: ...
    @property
    def submitted_rev(self) -> int | None: ...
    @property
    def deleted_by(self) -> str | None: ...
    @property
    def submitted_by(self) -> str | None: ...


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
    ``server.access.visible`` is the same rule in SQL.
    """
    if not reads_within(viewer, register.key, path):
        return False
    if record.status != DELETED:
        return sees_undeleted(viewer, record, register, path)
    if record.deleted_by != viewer.account:
        return False
    left = viewer.left_of(record.scope) is not None
    return not left or wrote(viewer, record, register, path) or belongs(viewer, record.scope, path)


def sees_undeleted(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether the viewer would see a record if it were not deleted: whoever ``wrote`` it, whoever ``shares`` it, and,
    once it is no draft, everybody with a role that acts in its unit. Parameters as ``sees``."""
    if wrote(viewer, record, register, path) or shares(viewer, register, record.scope, path):
        return True
    return record.status != DRAFT and belongs(viewer, record.scope, path)


def wrote(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether the viewer sees a record as its author or co-author. Parameters as ``sees``; the same rule in SQL
    is ``written_by`` in ``server.access.visible``.

    In a unit that the viewer has left, a record of which each unit and period has one belongs to the unit and goes on
    under others, so that the viewer needs a role that acts there; and nothing is seen after a one-time code printed by
    somebody who does not reach the unit.
    """
    if viewer.account != record.author and viewer.account not in record.persons:
        return False
    left = viewer.left_of(record.scope)
    if left is None:
        return True
    return not left.hidden and (not register.natural_key or belongs(viewer, record.scope, path))


def copies(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether the viewer's phone copies a record of one of their own scopes: one that they see; in a unit that they
    have left one that they wrote, whatever other roles let them see over the network. Parameters as ``sees``."""
    left = viewer.left_of(record.scope)
    if left is None:
        return sees(viewer, record, register, path)
    shown = record.status != DELETED or record.deleted_by == viewer.account
    return shown and left.copied and not register.natural_key and wrote(viewer, record, register, path)


def puts(viewer: Viewer, record: Seeable, register: Register, path: str) -> bool:
    """Whether the viewer may change the answers of a record that they see (the verb ``put``): whoever ``wrote`` it, a
    leader of its unit, and whoever ``shares`` it. In a unit that they have left its authors may only finish what is a
    draft or was returned. Parameters as ``sees``."""
    left = viewer.left_of(record.scope)
    own = wrote(viewer, record, register, path)
    if left is not None:
        own = own and left.copied and not register.natural_key and record.status in (DRAFT, RETURNED)
    return own or viewer.has("leader", record.scope) or shares(viewer, register, record.scope, path)


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
    parts = _own_parts(viewer, verb, record, register, path)
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


def _own_parts(viewer: Viewer, verb: str, record: Seeable, register: Register, path: str) -> set[str]:
    """The parts in a record (see ``ACTORS``) that the viewer has by seeing it and by what they did to it."""
    left = viewer.left_of(record.scope)
    parts: set[str] = set()
    if left is None or belongs(viewer, record.scope, path):
        parts.add("reader")
        if viewer.account == record.deleted_by:
            parts.add("deleter")
    if left is None:
        if viewer.account == record.author:
            parts.add("author")
        if viewer.account in record.persons:
            parts.add("co_author")
    elif left.copied and not register.natural_key and wrote(viewer, record, register, path):
        parts.add("reader")
        if viewer.account == record.author and _may_finish(verb, record):
            parts.add("author")
    return parts


def _may_finish(verb: str, record: Seeable) -> bool:
    """Whether an author may do this in a unit that they have left: hand in what is a draft or was returned (again, if
    another phone of theirs has done it meanwhile), and delete a draft that nobody else has seen."""
    if verb == "submit":
        return record.status in (DRAFT, RETURNED, SUBMITTED)
    return verb == "delete" and record.submitted_rev is None and record.status in (DRAFT, DELETED)


def nameable(register: Register, registers: Iterable[Register]) -> bool:
    """Whether the titles of a register's approved records may be shown to everybody: so it is if a field of one of
    ``registers`` may refer to any unit's records of it (``across``)."""
    return any(field.across and field.to == register.key for other in registers for field in other.fields.values())


def may_name_records(viewer: Viewer) -> ColumnElement[bool]:
    """An SQL condition, true or false as a whole: whether the viewer may look up the titles of other units'
    ``nameable`` records. Everybody may who has a role other than administrator."""
    return true() if any(grant.role != "admin" for grant in viewer.grants) else false()
