"""SQL conditions on ``Record`` about its answers: which value one has, and whether its form shows it."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, false, func, literal, not_, or_, true

from server.models.log import Record
from sync.registers import Register, field_of
from sync.registers.conditions import EQUAL, ORDERED, SELECTED, Tree, counted, named
from sync.registers.dependencies import Reckoned, condition_of, met
from sync.registers.field import NUMBERS


def has(register: Register, name: str, wanted: str | int | float | bool) -> ColumnElement[bool]:
    """The records in which a field has the value ``wanted``, as an SQL condition.

    A field of several choices or persons must contain it; for a column of rows, named ``rows.column``, at least one
    row must have it. Raises KeyError if the register has no such field.
    """
    head, _, column = name.partition(".")
    field = field_of(register, name)
    stored = _stored(register, head)
    if column:
        return _in_a_row(stored, column, wanted in (True, "true") if field.type == "yesno" else wanted)
    if field.type in ("choices", "persons"):
        return or_(*(cast(stored, Text).contains(part, autoescape=True) for part in _as_stored(str(wanted))))
    same: ColumnElement[bool] = stored.as_string() == str(wanted)
    if field.type == "yesno":
        same = stored.as_boolean().is_(wanted in (True, "true"))
    elif field.type in ("integer", "decimal"):
        same = stored.as_float() == float(wanted)
    return same


def _stored(register: Register, name: str) -> Any:
    """Where the value of a field stands: what is computed, or counts otherwise than it was typed, stands beside the
    answers."""
    return (Record.computed if register.fields[name].derived else Record.data)[name]


def _in_a_row(stored: Any, column: str, wanted: object) -> ColumnElement[bool]:
    """The records in whose stored rows at least one has the value ``wanted`` in a column; searched in the JSON's text.

    JSON escapes quotes within a text, so no text can look like a member of a row. Whether a space follows the colon
    depends on the database and on the release that wrote the record.
    """
    members = (f"{json.dumps(column)}:{space}{text}" for text in _as_stored(wanted) for space in ("", " "))
    return or_(*(cast(stored, Text).contains(part, autoescape=True) for part in members))


def _as_stored(wanted: object) -> set[str]:
    """How a value may stand in stored JSON: records that an earlier release wrote have letters beyond ASCII escaped."""
    return {json.dumps(wanted, ensure_ascii=escaped) for escaped in (False, True)}


def shown(register: Register, name: str) -> ColumnElement[bool]:
    """The records whose form shows a field or the rows of a column: what a form hides counts nowhere."""
    field = register.fields[name.split(".")[0]]
    condition = condition_of(field)
    if isinstance(condition, Reckoned):
        kept: ColumnElement[bool] = Record.computed[met(field.name)].as_boolean().is_(True)
        return kept
    if isinstance(condition, list):
        return _holds(register, condition)
    if field.show_when is None:
        return true()
    return and_(shown(register, field.show_when.field), has(register, field.show_when.field, field.show_when.equals))


def value_of(register: Register, name: str) -> ColumnElement[Any]:
    """What a record answers to a field that holds one text, number, day, choice, or yes or no, as a value of SQL; NULL
    where it has no answer, or its form hides it."""
    field = register.fields[name]
    if not field.computed:
        return _operand(register, {"field": name})
    stored = Record.computed[name]
    value: ColumnElement[Any] = stored.as_float() if field.type in NUMBERS else stored.as_string()
    if field.type == "yesno":
        value = stored.as_boolean()
    return value


def _holds(register: Register, tree: Tree) -> ColumnElement[bool]:
    """The records for whose answers a tree of conditions holds. Twin of ``sync.registers.conditions.holds``."""
    what, *parts = tree
    if what in ("and", "or", "not"):
        inner = [_holds(register, part) for part in parts if isinstance(part, list)]
        return not_(inner[0]) if what == "not" else (and_ if what == "and" else or_)(*inner)
    if what == SELECTED:
        return _known(_equal(register, named(parts[0]) or "", parts[1]))
    if what in EQUAL:
        same = _known(_same(register, *parts))
        return same if what == "=" else not_(same)
    left, right = (_operand(register, part) for part in parts)
    return _known(and_(left.is_not(None), right.is_not(None), ORDERED[str(what)](left, right)))


def _known(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition, false where SQL does not know: ``not`` of it then holds."""
    return func.coalesce(condition, false())


def _same(register: Register, left: object, right: object) -> ColumnElement[bool]:
    """The records in which two operands are the same; two that have no answer are."""
    if named(left) is None:
        left, right = right, left
    name = named(left)
    if name and named(right) is None and not isinstance(right, list):
        return _equal(register, name, right)
    one, other = _operand(register, left), _operand(register, right)
    return or_(one == other, and_(one.is_(None), other.is_(None)))


def _equal(register: Register, name: str, value: object) -> ColumnElement[bool]:
    """The records whose field has the value, and shows it; with the empty text, those in which it has no answer."""
    if value == "":
        answered = and_(shown(register, name), _answered(register, name))
        return not_(_known(answered))
    assert isinstance(value, str | int | float | bool)
    return and_(shown(register, name), has(register, name, value))


def _answered(register: Register, name: str) -> ColumnElement[bool]:
    text = cast(_stored(register, name), Text)
    return and_(text.is_not(None), text.not_in(("null", '""', "[]")))


def _operand(register: Register, operand: object) -> ColumnElement[Any]:
    """An operand as a value of SQL; NULL where it has no answer."""
    if name := counted(operand):
        return func.coalesce(case((shown(register, name), _entries(name)), else_=0), 0)
    if name := named(operand):
        stored, kind = _stored(register, name), register.fields[name].type
        value: ColumnElement[Any] = stored.as_float() if kind in NUMBERS else func.nullif(stored.as_string(), "")
        if kind == "yesno":
            value = stored.as_boolean()
        return case((shown(register, name), value))
    return literal(operand)


def _entries(name: str) -> ColumnElement[int]:
    """How many entries a stored list has; its texts hold no comma, as values of choices have none."""
    text = cast(Record.data[name], Text)
    commas = func.length(text) - func.length(func.replace(text, ",", ""))
    return case((or_(text.is_(None), text.in_(("null", "[]"))), 0), else_=commas + 1)
