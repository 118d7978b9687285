"""The records that stand behind one bar of a chart, as conditions on ``Record``."""

import json
from calendar import monthrange
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, false, or_, true

from server.models import Record
from sync.registers import Field, Measure, Register


def month(text: str) -> ColumnElement[bool] | None:
    """``YYYY-MM``; None if it is not a month."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return Record.day.between(first, first.replace(day=monthrange(first.year, first.month)[1]))


def value(register: Register, text: str) -> ColumnElement[bool] | None:
    """``field:value``: records that have the value there, alone or among others. None if there is no such field."""
    name, separator, wanted = text.partition(":")
    field = register.fields.get(name)
    return has(field, wanted) if field and separator else None


def has(field: Field, wanted: Any) -> ColumnElement[bool]:
    """Whether a field's value is ``wanted``, or holds it."""
    stored = Record.data[field.name]
    if field.type in ("choices", "persons"):
        # As the JSON has it, escapes and all.
        return cast(stored, Text).contains(json.dumps(str(wanted)), autoescape=True)
    if field.type == "yesno":
        return stored.as_boolean().is_(wanted in (True, "true"))
    if field.type in ("integer", "decimal"):
        return stored.as_float() == float(wanted)
    return stored.as_string() == str(wanted)


def measure(register: Register, key: str) -> ColumnElement[bool]:
    """Records that add to a measure: of a ratio, to what it is divided by."""
    found = register.measure(key)
    while found and (made_of := found.of or found.d):
        found = register.measure(made_of)
    return and_(_where(register, found), _adds(found)) if found else false()


def _where(register: Register, found: Measure) -> ColumnElement[bool]:
    if found.where is None:
        return true()
    return or_(*(has(register.fields[found.where.field], wanted) for wanted in found.where.among))


def _adds(found: Measure) -> ColumnElement[bool]:
    if found.kind != "sum":
        return true()
    return or_(*(Record.data[name].as_float() != 0 for name in found.fields))
