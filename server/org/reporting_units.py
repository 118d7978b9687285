"""Who is to answer for a register and a period: one rule for counts, names, deadlines, reminders and denominators.

A period is answered for by the units that existed in it, each as it was in it. So what becomes of units later, a new
school, a merger, another level, place or name, changes no figure of a period that is over.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from server.models.org import Unit, units_at
from server.models.unit_states import UnitState, states_at
from server.org.people import ROLES_IN
from server.platform.clock import end_of_day
from sync.registers import Register, concerns

LAST_INSTANT = timedelta(microseconds=1)


def kinds_of(register: Register) -> list[str]:
    """The kinds of units (school, commune, ...) in which people have a role that fills the register in, sorted."""
    return sorted(kind for kind, roles in ROLES_IN.items() if roles & set(register.by))


def counted_at(ends: date, now: datetime) -> datetime:
    """The moment as of which units answer for a period: its last one or, while the period runs, ``now``.

    ``ends``: the last day of the period, in Việt Nam.
    """
    return min(end_of_day(ends) - LAST_INSTANT, now)


def to_report(register: Register, at: datetime, levels: Collection[str] = ()) -> ColumnElement[bool]:
    """The units that are to answer for a register, as they were at a moment; an SQL condition on ``Unit``.

    Those that the register concerned (it names their kind's roles in ``by``, and their level or kind of then in
    ``applies_to``) and that existed then. ``at``: what ``counted_at`` says of a period. Who is merged or split in the
    middle of a period answers until that day; who begins in it answers from that day on.

    ``levels``: those of a measure, in place of the register's own ``applies_to``. A figure of ``n`` units of ``d``
    counts both among these units, or ``n`` outgrows ``d``. Twin of ``is_to_report``.
    """
    levels = levels or register.applies_to
    concerned = Unit.id.in_(units_of_levels(levels, at)) if levels else true()
    return and_(Unit.kind.in_(kinds_of(register)), units_at(at), concerned)


def is_to_report(register: Register, unit: Unit, states: Iterable[UnitState], at: datetime) -> bool:
    """Whether one unit is to answer for a register, as it was at a moment; ``states``: all of this unit.

    Twin of ``to_report``.
    """
    levels = [part for state in states if state.holds_at(at) for part in (state.level, state.kind) if part]
    return unit.existed_at(at) and unit.kind in kinds_of(register) and concerns(register.applies_to, levels)


def units_of_levels(levels: Collection[str], at: datetime) -> Select[str]:
    """A query for the ids of the units that were of one of these levels or kinds at a moment."""
    named = or_(UnitState.level.in_(levels), UnitState.kind.in_(levels))
    return select(UnitState.unit).where(states_at(at), named)


def among(column: ColumnElement[str] | InstrumentedAttribute[str], units: Select[str]) -> ColumnElement[bool]:
    """An SQL condition: that a column of unit ids holds one of ``units``, a sub-query. It is simply true if the
    sub-query has no condition, since then it holds all units."""
    return true() if units.whereclause is None else column.in_(units)
