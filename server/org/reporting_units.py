"""Whom a register, or one of its measures, concerns: the units whose people fill it in, of the levels that it names."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, true

from server.models.org import Unit
from server.org.people import ROLES_IN
from server.platform.clock import HERE
from sync.registers import Register


def kinds_of(register: Register) -> list[str]:
    """The kinds of units whose people fill the register in."""
    return sorted(kind for kind, roles in ROLES_IN.items() if roles & set(register.by))


def concerned(register: Register, since: date, levels: Collection[str] = ()) -> ColumnElement[bool]:
    """The units that are to answer for a period that began on that day, as a condition on ``Unit``: those that had not
    ended before it. ``levels``: in place of the register's own."""
    begun = datetime.combine(since, time(), HERE)
    there = or_(Unit.ended.is_(None), Unit.ended > begun)
    return and_(Unit.kind.in_(kinds_of(register)), there, of_levels(levels or register.applies_to))


def of_levels(levels: Collection[str]) -> ColumnElement[bool]:
    """The units of these levels or kinds; all, if there are none."""
    return or_(Unit.level.in_(levels), Unit.kind.in_(levels)) if levels else true()


def among(column: Any, units: Select[str]) -> ColumnElement[bool]:
    """That a column's unit is one of these; nothing is asked where they are all the units there are."""
    return true() if units.whereclause is None else column.in_(units)
