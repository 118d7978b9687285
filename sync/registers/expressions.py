"""Expressions as trees, of which ``check`` and ``compute`` are made: what they come to.

A tree is a constant (a text, number, true or false), ``{"field": name}``, or a list whose first entry is what it does.
Conditions are those of sync/registers/conditions.py, with expressions for operands. What has no answer is None, and so
is what is worked out of it. client/src/core/expressions.ts says the same on the phone, to the last digit:
both reckon with the same floating-point numbers in the same order.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from math import floor, fmod, isfinite, prod, trunc

from sync.registers import patterns
from sync.registers.conditions import COUNTED, JOINED, NOT, SELECTED, Lookup, holds
from sync.registers.expression_form import COMPARED, OF_ROWS, REGEX, TODAY, Tree, path
from sync.registers.field import LENGTHS, NUMBER_RANGE, NUMBERS, PLACES, TEXTS, Field
from sync.registers.letters import letters
from sync.registers.values import is_day

WRITTEN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
"""A number that was typed in, or chosen, as a text."""
EXACT = 1e12
"""Numbers from here on are not rounded: they have no places left."""
SETTLED = 6
"""Digits after the point by which numbers are compared: 0.1 + 0.2 is 0.3."""


def true(tree: Tree, answer: Lookup, today: date | None = None) -> bool:
    """Whether an expression is true."""
    return value(tree, answer, today) is True


def result(field: Field, answer: Lookup) -> object:
    """The value of a field with ``compute``, as such an answer is stored; None if there is none."""
    found = value(field.compute, answer)
    if field.type in NUMBERS:
        reckoned = _number(found)
        places = 0 if field.type == "integer" else PLACES if field.places is None else field.places
        rounded = None if reckoned is None else _within(_rounded(reckoned, places))
        return int(rounded) if rounded is not None and rounded.is_integer() else rounded
    if field.type in TEXTS and isinstance(found, str):
        return unicodedata.normalize("NFC", found)[: LENGTHS[field.type][1]]
    return found


def value(tree: Tree, answer: Lookup, today: date | None = None) -> object:
    """What a well-formed expression comes to: a text, a number (as float), true or false, None for nothing."""
    if isinstance(tree, dict):
        return _answered(answer(tree["field"]))
    if not isinstance(tree, list):
        return _answered(tree)
    what, *parts = tree

    def of(part: object) -> object:
        return value(part, answer, today)

    if what in JOINED:
        return (all if what == "and" else any)(of(part) is True for part in parts)
    if what == NOT:
        return of(parts[0]) is not True
    if what == "if":
        return of(parts[1] if of(parts[0]) is True else parts[2])
    if what == "coalesce":
        return next((found for part in parts if (found := of(part)) is not None), None)
    if what in (*OF_ROWS, COUNTED, SELECTED):
        return _of_answers(str(what), parts, answer)
    if what == TODAY:
        return today.isoformat() if today else None
    if what == REGEX:
        return patterns.matches(str(parts[1]), _text(of(parts[0])))
    found = [of(part) for part in parts]
    if what in COMPARED:
        return holds([what, *("" if (one := _settled(part)) is None else one for part in found)], answer)
    return _reckoned(str(what), found)


def _of_answers(what: str, parts: list[object], answer: Lookup) -> object:
    named = path(parts[0]) or ""
    head, _, column = named.partition(".")
    given = answer(head if what in OF_ROWS else named)
    entries = given if isinstance(given, list) else []
    if what == SELECTED:
        return parts[1] in (given if isinstance(given, list) else [given])
    if what != "sum":
        return float(len(entries))
    rows = (row for row in entries if isinstance(row, dict))
    return _within(_sum(*(_number(row.get(column)) or 0.0 for row in rows)))


def _reckoned(what: str, found: list[object]) -> object:
    if what == "concat":
        return _answered("".join(map(_text, found)))
    if what == "string-length":
        return float(letters(_text(found[0])))
    if what == "number":
        return _number(float(found[0]) if isinstance(found[0], str) and WRITTEN.fullmatch(found[0]) else found[0])
    if what == "days":
        first, second = map(_day, found)
        return None if first is None or second is None else float((first - second).days)
    numbers = [number for one in found if (number := _number(one)) is not None]
    if what in ("min", "max"):
        return (min if what == "min" else max)(numbers, default=None)
    return _within(OPERATIONS[what](*numbers)) if len(numbers) == len(found) else None


def _sum(*numbers: float) -> float:
    """One after another, as the phone does: from Python 3.12 on ``sum`` makes up for what rounding loses."""
    total = 0.0
    for one in numbers:
        total += one
    return total


def _rounded(number: float, places: float) -> float:
    """The number to so many digits after the point, halves upwards."""
    scale = 10.0 ** int(places)
    return floor(number * scale + 0.5) / scale if abs(number) < EXACT else number


OPERATIONS: dict[str, Callable[..., float | None]] = {
    "+": _sum,
    "-": lambda left, right: left - right,
    "*": lambda *numbers: prod(numbers),
    "div": lambda left, right: left / right if right else None,
    "mod": lambda left, right: fmod(left, right) if right else None,
    "int": lambda number: float(trunc(number)),
    "round": _rounded,
}


def _within(number: float | None) -> float | None:
    """The number, without the minus of 0; None if JSON does not carry it exactly."""
    return number + 0.0 if number is not None and isfinite(number) and abs(number) <= NUMBER_RANGE[1] else None


def _answered(given: object) -> object:
    """A constant or an answer: numbers as float, and nothing for the empty text and the empty list."""
    if isinstance(given, str | bool | list):
        return None if given in ("", []) else given
    return _number(given)


def _number(given: object) -> float | None:
    """A number that JSON carries exactly; None for anything else."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not abs(given) <= NUMBER_RANGE[1]:
        return None
    return float(given)


def _settled(given: object) -> object:
    return _rounded(given, SETTLED) if isinstance(given, float) else given


def _day(given: object) -> date | None:
    return date.fromisoformat(given) if isinstance(given, str) and is_day(given) else None


def _text(given: object) -> str:
    """A value as a text: a number to three digits after the point."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, float):
        rounded = _rounded(given, PLACES)
        return str(int(rounded)) if rounded.is_integer() else repr(rounded)
    return str(given)
