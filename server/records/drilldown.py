"""SQL conditions on ``Record`` that select the records behind a number or a bar of a chart, to list them."""

import json
import re
from calendar import monthrange
from datetime import date, datetime

from sqlalchemy import ColumnElement, Text, and_, case, cast, false, func, literal, or_, select, true

from server.models.figures import Cell
from server.models.log import Record
from server.models.org import Unit
from server.models.periods import Period
from server.models.unit_states import UnitState, states_at
from server.org.reporting_units import to_report, units_of_levels
from server.records.answer_conditions import has, shown
from sync.registers import Measure, Register

UNDATED = "none"
"""The month of the records without a day."""
_NEXT = re.compile(r",(?=[a-z][a-z0-9_.]*:)")  # a comma within a value is followed by no name


def month(text: str) -> ColumnElement[bool] | None:
    """The records whose day lies in a month (``YYYY-MM``) or in a range of months (``YYYY-MM..YYYY-MM``, inclusive).

    ``UNDATED`` selects those without a day. None if ``text`` has no such form. Twin of ``month_cells``.
    """
    if text == UNDATED:
        return Record.day.is_(None)
    first, _, last = text.partition("..")
    try:
        begins, ends = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last or first}-01")
    except ValueError:
        return None
    return Record.day.between(begins, ends.replace(day=monthrange(ends.year, ends.month)[1]))


def month_cells(text: str) -> ColumnElement[bool]:
    """The cells of the records that ``month`` selects, as an SQL condition on ``Cell``; ``text`` has one of its forms.

    A cell's month is one of the calendar, or the part of one in which a period begins.
    """
    if text == UNDATED:
        return Cell.month == ""
    first, _, last = text.partition("..")
    return func.substr(Cell.month, 1, 7).between(first, last or first)


def conditions(text: str) -> list[tuple[str, str]]:
    """Read ``field:value``, or several with commas between them, as pairs; a value is "" where no colon stands."""
    return [(name, wanted) for name, _, wanted in (part.partition(":") for part in _NEXT.split(text))]


def values(register: Register, text: str, at: datetime) -> ColumnElement[bool] | None:
    """The records that have all the values that ``text`` names (see ``conditions``), as an SQL condition.

    A value is that of a field (see ``has``), or of the record's unit as it was at the moment ``at``:
    ``unit_level:value``, of units of that school level or, without one, of that kind; ``unit:id``, of a unit and all
    below it; ``reporting_unit:id``, of a unit itself. None if one of them has no colon or is of no field.
    """
    if ":" not in _NEXT.split(text)[0]:
        return None
    found = [_value(register, name, wanted, at) for name, wanted in conditions(text)]
    known = [condition for condition in found if condition is not None]
    return and_(*known) if len(known) == len(found) else None


def _value(register: Register, name: str, wanted: str, at: datetime) -> ColumnElement[bool] | None:
    if name == "reporting_unit":
        return Record.scope == wanted
    of_unit = {
        "unit": UnitState.place.contains(f"/{wanted}/", autoescape=True),
        "unit_level": func.coalesce(UnitState.level, UnitState.kind) == wanted,
    }
    if name in of_unit:
        return Record.scope.in_(select(UnitState.unit).where(states_at(at), of_unit[name]))
    try:
        return and_(shown(register, name), has(register, name, wanted))
    except (KeyError, ValueError):  # no such field, or no number for one
        return None


def measure(register: Register, key: str, period: Period | None, at: datetime) -> ColumnElement[bool]:
    """The records that the figure of the measure ``key`` is made of, as an SQL condition; none for an unknown key.

    For a count, sum or number of rows: those that meet its condition (a sum's with a number other than 0), of units
    of the levels that it applies to. For ``units`` or a share: the records of the count or sum that it is made of. For
    a ratio: those of its denominator or, where that is a measure of another register, of its numerator. For a share
    with a ``period``, only those of units that have to report for it. ``at``: the moment as of which units are counted.
    """
    named = found = register.measure(key)
    while found and (made_of := found.of or (found.n if found.d and "." in found.d else found.d)):
        found = register.measure(made_of)
    if named is None or found is None:
        return false()
    adds = _where(register, found), _adds(register, found)
    return and_(*adds, _concerns(register, found, at), _counts(register, named, period, at))


def amount(register: Register, key: str) -> ColumnElement[float] | None:
    """What a record adds to the measure ``key``, or to a ratio's numerator, as an SQL expression to sort by.

    None if that is no sum of plain number fields: then records cannot be sorted by it.
    """
    found = register.measure(key)
    found = register.measure(found.n) if found and found.kind == "ratio" and found.n else found
    if found is None or found.kind != "sum" or found.rows:
        return None
    return sum((_number(register, name) for name in found.fields), literal(0.0))


def _number(register: Register, name: str) -> ColumnElement[float]:
    stored = (Record.computed if register.fields[name].derived else Record.data)[name]
    return case((shown(register, name), func.coalesce(stored.as_float(), 0.0)), else_=0.0)


def _where(register: Register, found: Measure) -> ColumnElement[bool]:
    """The records that meet the measure's own condition."""
    if found.where is None:
        return true()
    name = found.where.field
    return and_(shown(register, name), or_(*(has(register, name, wanted) for wanted in found.where.among)))


def _adds(register: Register, found: Measure) -> ColumnElement[bool]:
    """The records that add something to the measure: of a sum, those with a number other than 0 in its fields."""
    if found.kind != "sum":
        return true()
    return or_(*(_not_zero(register, name) for name in found.fields))


def _not_zero(register: Register, name: str) -> ColumnElement[bool]:
    """The records with a number other than 0 in a field; of a column of rows, those with the column in any row."""
    head, _, column = name.partition(".")
    stored = (Record.computed if register.fields[head].derived else Record.data)[head]
    given = cast(stored, Text).contains(json.dumps(column)) if column else stored.as_float() != 0
    return and_(shown(register, head), given)


def _concerns(register: Register, found: Measure, at: datetime) -> ColumnElement[bool]:
    """The records of units of the levels or kinds that the measure, else its register, applies to."""
    levels = found.applies_to or register.applies_to
    return Record.scope.in_(units_of_levels(levels, at)) if levels else true()


def _counts(register: Register, named: Measure, period: Period | None, at: datetime) -> ColumnElement[bool]:
    """For a share and a period, the records of units that have to report for it; else all records."""
    if named.kind != "share" or period is None:
        return true()
    return Record.scope.in_(select(Unit.id).where(to_report(register, at, named.applies_to)))
