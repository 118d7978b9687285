"""Who is to answer for a register and a period: one rule for counts, names, deadlines, reminders and denominators."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from server.models.org import Unit
from server.org.people import ROLES_IN
from server.platform.clock import HERE
from sync.registers import Register, concerns


def kinds_of(register: Register) -> list[str]:
    """The kinds of units (school, commune, ...) whose people fill the register in, sorted."""
    return sorted(kind for kind, roles in ROLES_IN.items() if roles & set(register.by))


def to_report(register: Register, ends: date, today: date, levels: Collection[str] = ()) -> ColumnElement[bool]:
    """The units that are to answer for a register and a period, as an SQL condition on ``Unit``.

    Those that the register concerns (it names their kind's roles in ``by``, and their level or kind in ``applies_to``)
    and that existed on the day in question: the period's last day ``ends``, or ``today`` while the period still runs.
    Who is merged or split on a day in the future answers until that day; from that day on its successors do, so it
    counts no more in what still runs. What was over by then stays as it was: it had existed when the period ended.

    ``levels``: those of a measure, in place of the register's own ``applies_to``. Days are those of Việt Nam. A figure
    of ``n`` units of ``d`` counts both among these units, or ``n`` outgrows ``d``. Twin of ``is_to_report``.
    """
    existed = or_(Unit.ended.is_(None), Unit.ended >= _end_of(min(ends, today)))
    return and_(Unit.kind.in_(kinds_of(register)), existed, of_levels(levels or register.applies_to))


def is_to_report(register: Register, unit: Unit, ends: date, today: date) -> bool:
    """Whether one unit is to answer for a register and a period that ends on ``ends``. Twin of ``to_report``."""
    existed = unit.ended is None or unit.ended >= _end_of(min(ends, today))
    about = [part for part in (unit.level, unit.kind) if part]
    return existed and unit.kind in kinds_of(register) and concerns(register.applies_to, about)


def of_levels(levels: Collection[str]) -> ColumnElement[bool]:
    """The units of these levels or kinds, as a condition on ``Unit``; all units, if no levels are given."""
    return or_(Unit.level.in_(levels), Unit.kind.in_(levels)) if levels else true()


def among(column: ColumnElement[str] | InstrumentedAttribute[str], units: Select[str]) -> ColumnElement[bool]:
    """That a column of unit ids holds one of ``units``; nothing is asked where these are all the units there are."""
    return true() if units.whereclause is None else column.in_(units)


def _end_of(day: date) -> datetime:
    """The moment at which a day of Việt Nam is over."""
    return datetime.combine(day + timedelta(days=1), time(), HERE)
