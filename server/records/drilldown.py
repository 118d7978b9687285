"""The records that stand behind one bar of a chart, as conditions on ``Record``."""

import json
from calendar import monthrange
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, or_, select, true

from server.models.log import Record
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import of_levels, to_report
from server.platform.clock import today
from sync.registers import Measure, Register, field_of

OF_UNITS = "unit_level"  # a dimension that is no field of a record


def month(text: str) -> ColumnElement[bool] | None:
    """Records of days in ``YYYY-MM``, or in ``YYYY-MM..YYYY-MM`` with both ends; None if the text is neither."""
    first, _, last = text.partition("..")
    try:
        begins, ends = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last or first}-01")
    except ValueError:
        return None
    return Record.day.between(begins, ends.replace(day=monthrange(ends.year, ends.month)[1]))


def value(register: Register, text: str) -> ColumnElement[bool] | None:
    """Records that have a value in a field, alone, among others or in a row; or that are of units of a level.

    The text is ``field:value`` or ``unit_level:value``; None if it is neither, or the register has no such field.
    """
    name, separator, wanted = text.partition(":")
    if name == OF_UNITS and separator:
        return Record.scope.in_(select(Unit.id).where(func.coalesce(Unit.level, Unit.kind) == wanted))
    try:
        return has(register, name, wanted) if separator else None
    except KeyError:
        return None


def has(register: Register, name: str, wanted: str | int | float | bool) -> ColumnElement[bool]:
    """Records of which a field's value is ``wanted``, or holds it; of a column (``rows.column``), a row has it.

    Raises KeyError if the register has no such field.
    """
    head, _, column = name.partition(".")
    field = field_of(register, name)
    stored = (Record.computed if field.computed else Record.data)[head]
    if column:
        return _in_a_row(stored, column, wanted in (True, "true") if field.type == "yesno" else wanted)
    if field.type in ("choices", "persons"):
        # As the JSON has it, escapes and all.
        return cast(stored, Text).contains(json.dumps(str(wanted)), autoescape=True)
    same: ColumnElement[bool] = stored.as_string() == str(wanted)
    if field.type == "yesno":
        same = stored.as_boolean().is_(wanted in (True, "true"))
    elif field.type in ("integer", "decimal"):
        same = stored.as_float() == float(wanted)
    return same


def measure(register: Register, key: str, period: Period | None) -> ColumnElement[bool]:
    """Records that add to a measure; of a ratio, to what it is divided by, if that is this register's.

    Of a share those of the units that are to report for ``period``, as it counts no others; of any units without one.
    """
    named = found = register.measure(key)
    while found and (made_of := found.of or (found.n if found.d and "." in found.d else found.d)):
        found = register.measure(made_of)
    if named is None or found is None:
        return false()
    return and_(
        _where(register, found), _adds(register, found), _concerns(register, found), _counts(register, named, period)
    )


def _in_a_row(stored: Any, column: str, wanted: object) -> ColumnElement[bool]:
    """Records of which a row has ``wanted`` in a column, found in the text of the JSON.

    Quotes within a text are escaped in JSON, so no text can look like a member of a row; databases write the space
    after the colon or not.
    """
    member, text = json.dumps(column), json.dumps(wanted)
    both = (f"{member}:{text}", f"{member}: {text}")
    return or_(*(cast(stored, Text).contains(part, autoescape=True) for part in both))


def _where(register: Register, found: Measure) -> ColumnElement[bool]:
    if found.where is None:
        return true()
    return or_(*(has(register, found.where.field, wanted) for wanted in found.where.among))


def _adds(register: Register, found: Measure) -> ColumnElement[bool]:
    if found.kind != "sum":
        return true()
    return or_(*(_not_zero(register, name) for name in found.fields))


def _not_zero(register: Register, name: str) -> ColumnElement[bool]:
    head, _, column = name.partition(".")
    stored = (Record.computed if register.fields[head].computed else Record.data)[head]
    return cast(stored, Text).contains(json.dumps(column)) if column else stored.as_float() != 0


def _concerns(register: Register, found: Measure) -> ColumnElement[bool]:
    levels = found.applies_to or register.applies_to
    return Record.scope.in_(select(Unit.id).where(of_levels(levels))) if levels else true()


def _counts(register: Register, named: Measure, period: Period | None) -> ColumnElement[bool]:
    if named.kind != "share" or period is None:
        return true()
    return Record.scope.in_(select(Unit.id).where(to_report(register, period.ends, today(), named.applies_to)))
