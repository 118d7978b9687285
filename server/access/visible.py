"""Which records somebody sees, as conditions on lists: the SQL twins of the rules in ``server.access.records``."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, not_, or_, true

from server.access.tokens import narrowed
from server.access.viewer import ALL_BUT_ADMIN, Grant, Viewer, units_reached
from server.models.log import Record
from server.platform.person_index import names
from sync.protocol.transitions import DELETED, DRAFT
from sync.registers import Register


class Visible(NamedTuple):
    """The records that somebody sees, as SQL conditions on ``Record`` of which each record meets one at most.

    ``drafts``: those that name the viewer and, if there are any such, those that they share. The database finds them
    by what they are, as one condition it would look at everybody's. ``near`` and ``elsewhere``: neither draft nor
    deleted, of units that the viewer belongs to, and of others, if there are any, those that name them.
    """

    drafts: tuple[ColumnElement[bool], ...]
    near: ColumnElement[bool]
    elsewhere: tuple[ColumnElement[bool], ...]
    deleted: ColumnElement[bool]

    @property
    def sent(self) -> ColumnElement[bool]:
        """Neither draft nor deleted."""
        return or_(self.near, *self.elsewhere)

    def of(self, statuses: Collection[str]) -> tuple[ColumnElement[bool], ...]:
        """The conditions of which one holds for each record seen that has one of ``statuses``; without any, of all."""
        drafts = self.drafts if not statuses or DRAFT in statuses else ()
        deleted = (self.deleted,) if not statuses or DELETED in statuses else ()
        sent = (self.near, *self.elsewhere) if not statuses or set(statuses) - {DRAFT, DELETED} else ()
        return (*drafts, *sent, *deleted)


def visible(viewer: Viewer, registers: Iterable[Register]) -> ColumnElement[bool]:
    """An SQL condition on ``Record`` for the records that the viewer sees; the same rule as ``sees``.

    ``registers``: the latest version of each register. Records of a register that is not among them are never seen by
    way of ``shares``.
    """
    return or_(*visible_parts(viewer, registers).of(()))


def visible_parts(viewer: Viewer, registers: Iterable[Register]) -> Visible:
    """The rule ``visible`` in its parts. Parameters as ``visible``."""
    registers = list(registers)
    near = _lies_in(viewer.reading)
    own = written_by(viewer, registers, near)
    roles = {grant.role for grant in viewer.grants}
    shared = [
        and_(Record.register == register.key, _lies_in(viewer.grants, register.creators))
        for register in registers
        if register.natural_key and not roles.isdisjoint(register.creators)
    ]
    deleted = and_(Record.status == DELETED, Record.deleted_by == viewer.account)
    if viewer.left:
        deleted = and_(deleted, or_(Record.scope.not_in([left.unit for left in viewer.left]), own, near))
    draft = Record.status == DRAFT
    drafts = (and_(draft, own, not_(or_(*shared))), and_(draft, or_(*shared))) if shared else (and_(draft, own),)
    sent = Record.status.not_in((DRAFT, DELETED))
    # What one shares is of a unit in which one creates, and belongs to.
    elsewhere = () if viewer.has("department") else (and_(sent, own, not_(near)),)
    return _within(viewer, Visible(drafts, and_(sent, near), elsewhere, deleted))


def _within(viewer: Viewer, seen: Visible) -> Visible:
    """What is left of the records that somebody sees, where a token narrows their view."""
    if viewer.within is None:
        return seen
    limit = narrowed(viewer)
    drafts, elsewhere = (tuple(and_(limit, part) for part in parts) for parts in (seen.drafts, seen.elsewhere))
    return Visible(drafts, and_(limit, seen.near), elsewhere, and_(limit, seen.deleted))


def _lies_in(grants: Iterable[Grant], roles: Collection[str] = ALL_BUT_ADMIN) -> ColumnElement[bool]:
    """The records of units that grants with one of ``roles`` reach, as an SQL condition on ``Record``.

    The department's reach every unit: asking of each record whether it lies there would cost as much as reading it.
    """
    held = [grant for grant in grants if grant.role in roles and grant.role != "admin"]
    if any(grant.role == "department" for grant in held):
        return true()
    return Record.scope.in_(units_reached(held, roles)) if held else false()


def named(viewer: Viewer) -> ColumnElement[bool]:
    """The records that name somebody as author or co-author, as an SQL condition on ``Record``."""
    return or_(Record.author == viewer.account, names(Record.persons, viewer.account))


def written_by(viewer: Viewer, registers: Iterable[Register], near: ColumnElement[bool]) -> ColumnElement[bool]:
    """The records that are one's own to see, as an SQL condition on ``Record``. Twin of ``wrote``.

    ``registers``: one version of each register that there is; ``near``: the records of units that one ``belongs`` to.
    """
    if not viewer.left:
        return named(viewer)
    of_the_unit = Record.register.in_([register.key for register in registers if register.natural_key])
    units = Record.scope.in_([left.unit for left in viewer.left])
    hidden = Record.scope.in_([left.unit for left in viewer.left if left.hidden])
    return and_(named(viewer), not_(hidden), or_(not_(units), not_(of_the_unit), near))
