"""What one record adds to the figures, exactly, in integer thousandths."""

from collections.abc import Iterator, Mapping

from sync.protocol.answers import Answers
from sync.registers.answers import matches, visible_answers
from sync.registers.measure import STORED, Measure
from sync.registers.register import Register
from sync.registers.values import thousandths

THOUSAND = 1000

Cell = tuple[str, str, str]
"""A measure's key, a dimension, and the dimension's key there; the last two empty for the measure's total."""


def contributions(register: Register, data: Mapping[str, object]) -> dict[Cell, int]:
    """What a record's answers add to each cell, in thousandths, without zeros.

    A dimension is the name of a field or of a column of rows (``rows.column``), its key that one's value as text.
    Hidden fields count nothing, computed ones count. The dimensions unit, level and month are the caller's to add;
    ``units``, ``share`` and ``ratio`` are worked out from other measures.
    """
    seen = visible_answers(register, data)
    added: dict[Cell, int] = {}
    for measure in register.measures:
        for part, amount in _amounts(measure, seen):
            for cell in _cells(measure, part):
                added[cell] = added.get(cell, 0) + amount
    return {cell: amount for cell, amount in added.items() if amount}


def _cells(measure: Measure, part: Answers) -> Iterator[Cell]:
    yield measure.key, "", ""
    for dimension in measure.by:
        for key in _keys(part.get(dimension)):
            yield measure.key, dimension, key


def _amounts(measure: Measure, seen: Answers) -> Iterator[tuple[Answers, int]]:
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


def _holds(measure: Measure, part: Answers) -> bool:
    return measure.where is None or matches(part.get(measure.where.field), measure.where.among)


def _amount(measure: Measure, seen: Answers) -> int:
    if measure.kind == "count":
        return THOUSAND
    if measure.kind == "rows":
        return THOUSAND * sum(len(value) for value in map(seen.get, measure.fields) if isinstance(value, list))
    return sum(thousandths(seen.get(name)) for name in measure.fields)


def _keys(value: object) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {key for key in map(_key, values) if key}


def _key(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None
