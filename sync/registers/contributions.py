"""What one record adds to the figures: exact integers, in thousandths."""

from collections.abc import Iterator, Mapping

from sync.protocol.answers import Answers
from sync.registers.answers import matches, visible_answers
from sync.registers.measure import Measure
from sync.registers.register import Register
from sync.registers.values import THOUSAND, thousandths

Cell = tuple[str, str, str]
"""A cell of the figures: a measure's key, a dimension, and the value in that dimension; the last two are empty for the
measure's total."""


def contributions(register: Register, data: Mapping[str, object]) -> dict[Cell, int]:
    """What a record's answers add to each cell, in thousandths; cells to which it adds 0 are left out.

    A dimension is the name of a field or column (``rows.column``), its value the answer there as text. Hidden fields
    add nothing, computed ones do. The dimensions unit, level and month are added by the caller; measures of the kinds
    ``units``, ``share`` and ``ratio`` are worked out later, from other measures.
    """
    seen = visible_answers(register, data)
    added: dict[Cell, int] = {}
    for measure in register.stored:
        for part, amount in _amounts(measure, seen):
            for cell in _cells(measure, part) if amount else ():
                added[cell] = added.get(cell, 0) + amount
    return {cell: amount for cell, amount in added.items() if amount}


def _cells(measure: Measure, part: Answers) -> Iterator[Cell]:
    yield measure.key, "", ""
    for dimension in measure.by:
        for key in _keys(part.get(dimension)):
            yield measure.key, dimension, key


def _amounts(measure: Measure, seen: Answers) -> Iterator[tuple[Answers, int]]:
    """The parts of a record that a measure counts, each with its amount in thousandths.

    A part is all answers, or for a measure over rows one row: the answers with the row's columns as ``rows.column``.
    """
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
    if isinstance(value, list):
        return {key for key in map(_key, value) if key}
    key = _key(value)
    return {key} if key else set()


def _key(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None
