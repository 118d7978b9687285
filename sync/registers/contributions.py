"""What one record adds to the figures, exactly, in integer thousandths."""

from collections.abc import Iterator
from typing import Any

from sync.protocol.canonical import Json
from sync.registers.answers import matches, visible_answers
from sync.registers.measure import STORED, Measure
from sync.registers.register import Register
from sync.registers.values import thousandths

THOUSAND = 1000


def contributions(register: Register, data: Json) -> dict[tuple[str, str, str], int]:
    """``{(measure, dimension, key): thousandths}`` of a record's data, without zeros.

    The total stands under dimension and key ``""``; a dimension is the name of a field or of a column of rows, its
    key that one's value as text. Hidden fields count nothing, computed ones count. Unit, level and month are the
    caller's; ``units``, ``share`` and ``ratio`` are worked out from others.
    """
    seen = visible_answers(register, data)
    found: dict[tuple[str, str, str], int] = {}
    for measure in register.measures:
        for part, amount in _amounts(measure, seen):
            for place in _places(measure, part):
                found[place] = found.get(place, 0) + amount
    return {place: amount for place, amount in found.items() if amount}


def _places(measure: Measure, part: Json) -> Iterator[tuple[str, str, str]]:
    yield measure.key, "", ""
    for dimension in measure.by:
        for key in _keys(part.get(dimension)):
            yield measure.key, dimension, key


def _amounts(measure: Measure, seen: Json) -> Iterator[tuple[Json, int]]:
    """What is counted: the answers, or each row beside them with its columns' names as the measure has them."""
    if measure.kind not in STORED:
        return
    if measure.rows is None:
        if _holds(measure, seen):
            yield seen, _amount(measure, seen)
        return
    for row in seen.get(measure.rows) or []:
        part = {**seen, **{f"{measure.rows}.{name}": value for name, value in row.items()}}
        if _holds(measure, part):
            yield part, THOUSAND if measure.kind == "rows" else _amount(measure, part)


def _holds(measure: Measure, part: Json) -> bool:
    return measure.where is None or matches(part.get(measure.where.field), measure.where.among)


def _amount(measure: Measure, seen: Json) -> int:
    if measure.kind == "count":
        return THOUSAND
    if measure.kind == "rows":
        return THOUSAND * sum(len(value) for value in map(seen.get, measure.fields) if isinstance(value, list))
    return sum(thousandths(seen.get(name)) for name in measure.fields)


def _keys(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {key for key in map(_key, values) if key}


def _key(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None
