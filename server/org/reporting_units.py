"""The units that have to report for a register and a period: one rule for counts, names, deadlines, reminders and
denominators."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from server.models.org import Unit
from server.org.people import ROLES_IN
from server.platform.clock import HERE
from sync.registers import Register, concerns


def kinds_of(register: Register) -> list[str]:
    """The kinds of units (school, commune, ...) in which people have a role that fills the register in, sorted."""
    return sorted(kind for kind, roles in ROLES_IN.items() if roles & set(register.by))


def to_report(register: Register, ends: date, today: date, levels: Collection[str] = ()) -> ColumnElement[bool]:
    """An SQL condition on ``Unit`` for the units that have to report for a register and a period whose last day is
    ``ends``.

    They are those that the register concerns (by the roles that it names in ``by``, and the levels or kinds in
    ``applies_to``) and that existed on that last day, or on ``today`` while the period still runs. A school that is to
    be merged or split has to report until it ends; from then on its successors have to. A period that was over by then
    still counts it.

    ``levels``: levels or kinds of units that a measure names, in place of the register's. Days are those of Việt Nam.
    In a ratio of units, numerator and denominator must both be counted among these units. ``is_to_report`` is the same
    rule for one unit.
    """
    existed = or_(Unit.ended.is_(None), Unit.ended >= _end_of(min(ends, today)))
    return and_(Unit.kind.in_(kinds_of(register)), existed, of_levels(levels or register.applies_to))


def is_to_report(register: Register, unit: Unit, ends: date, today: date) -> bool:
    """Whether one unit has to report for a register and a period whose last day is ``ends``; the same rule as
    ``to_report``."""
    existed = unit.ended is None or unit.ended >= _end_of(min(ends, today))
    about = [part for part in (unit.level, unit.kind) if part]
    return existed and unit.kind in kinds_of(register) and concerns(register.applies_to, about)


def of_levels(levels: Collection[str]) -> ColumnElement[bool]:
    """An SQL condition on ``Unit`` for the units of these levels or kinds; true for all units if none are given."""
    return or_(Unit.level.in_(levels), Unit.kind.in_(levels)) if levels else true()


def among(column: ColumnElement[str] | InstrumentedAttribute[str], units: Select[str]) -> ColumnElement[bool]:
    """An SQL condition: that a column of unit ids holds one of ``units``, a sub-query. It is simply true if the
    sub-query has no condition, since then it holds all units."""
    return true() if units.whereclause is None else column.in_(units)


def _end_of(day: date) -> datetime:
    """The moment at which a day in Việt Nam ends: the midnight after it."""
    return datetime.combine(day + timedelta(days=1), time(), HERE)
