"""The records that stand behind one bar of a chart, as conditions on ``Record``."""

import json
from calendar import monthrange
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, or_, select, true

from server.models.log import Record
from server.models.org import Unit
from server.org.reporting_units import of_levels
from sync.registers import Measure, Register, field_of

OF_UNITS = "unit_level"  # a dimension that is no field of a record


def month(text: str) -> ColumnElement[bool] | None:
    """``YYYY-MM``, or ``YYYY-MM..YYYY-MM`` with both ends; None if it is neither."""
    first, _, last = text.partition("..")
    try:
        begins, ends = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last or first}-01")
    except ValueError:
        return None
    return Record.day.between(begins, ends.replace(day=monthrange(ends.year, ends.month)[1]))


def value(register: Register, text: str) -> ColumnElement[bool] | None:
    """``field:value``: records that have the value there, alone, among others or in a row; ``unit_level:value``: those
    of units of that level. None if there is no such field."""
    name, separator, wanted = text.partition(":")
    if name == OF_UNITS and separator:
        return Record.scope.in_(select(Unit.id).where(func.coalesce(Unit.level, Unit.kind) == wanted))
    try:
        return has(register, name, wanted) if separator else None
    except KeyError:
        return None


def has(register: Register, name: str, wanted: Any) -> ColumnElement[bool]:
    """Whether a field's value is ``wanted``, or holds it; of a column, whether a row has it. KeyError for neither."""
    head, _, column = name.partition(".")
    field = field_of(register, name)
    stored = (Record.computed if field.computed else Record.data)[head]
    if column:
        return _in_a_row(stored, column, wanted in (True, "true") if field.type == "yesno" else wanted)
    if field.type in ("choices", "persons"):
        # As the JSON has it, escapes and all.
        return cast(stored, Text).contains(json.dumps(str(wanted)), autoescape=True)
    if field.type == "yesno":
        return stored.as_boolean().is_(wanted in (True, "true"))
    if field.type in ("integer", "decimal"):
        return stored.as_float() == float(wanted)
    return stored.as_string() == str(wanted)


def _in_a_row(stored: Any, column: str, wanted: Any) -> ColumnElement[bool]:
    """Quotes within a text are escaped in JSON, so no text can look like a member of a row; databases write the space
    after the colon or not."""
    member, text = json.dumps(column), json.dumps(wanted)
    both = (f"{member}:{text}", f"{member}: {text}")
    return or_(*(cast(stored, Text).contains(part, autoescape=True) for part in both))


def measure(register: Register, key: str) -> ColumnElement[bool]:
    """Records that add to a measure: of a ratio, to what it is divided by, if that is this register's."""
    found = register.measure(key)
    while found and (made_of := found.of or (found.n if found.d and "." in found.d else found.d)):
        found = register.measure(made_of)
    return and_(_where(register, found), _adds(register, found), _concerns(register, found)) if found else false()


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
