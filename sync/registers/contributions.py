"""What one record adds to the figures: exact integers, in thousandths."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from sync.protocol.answers import Answers
from sync.registers.answers import matches, visible_answers
from sync.registers.measure import Measure, Where, paired
from sync.registers.register import Register
from sync.registers.values import THOUSAND, thousandths

Cell = tuple[str, str, str]
"""A cell of the figures: a measure's key, a dimension, and the value in that dimension; the last two are empty for the
measure's total. Of a pair of fields both are ``paired``."""


def contributions(register: Register, data: Mapping[str, object]) -> dict[Cell, int]:
    """What a record's answers add to each cell, in thousandths; cells to which it adds 0 are left out.

    A dimension is the name of a field or column (``rows.column``), its value the answer there as text. Hidden fields
    add nothing, computed ones do. The dimensions unit, level and month are added by the caller; measures of the kinds
    ``units``, ``share`` and ``ratio`` are worked out later, from other measures.
    """
    seen = visible_answers(register, data)
    added: dict[Cell, int] = {}
    split = {dimension: _keys(seen.get(dimension)) for dimension in register.dimensions}
    for where, counted, summed in register.stored_under:
        if not _holds(where, seen):
            continue
        for measure in counted:
            if amount := _amount(measure, seen):
                _add(added, measure, split, amount)
        # Of all that can be added up, a record has answers to few.
        for name, measures in summed.items():
            if (value := seen.get(name)) and (amount := thousandths(value)):
                for measure in measures:
                    _add(added, measure, split, amount)
    for measure in register.stored_by_row:
        for part, amount in _rows(measure, measure.rows or "", seen):
            _add(added, measure, {dimension: _keys(part.get(dimension)) for dimension in measure.by}, amount)
    return {cell: amount for cell, amount in added.items() if amount}


def split_amounts(
    register: Register, keys: Collection[str], dimensions: Sequence[str], data: Mapping[str, object]
) -> dict[tuple[str, ...], int]:
    """What a record's answers add to some measures by several dimensions at once, in thousandths.

    ``keys``: of measures that records add to. Each amount stands under the measure's key and a value of each dimension,
    in their order. Nothing is added to a measure that has not all of them in its ``by``. With no or one dimension these
    are the amounts of ``contributions``.
    """
    seen = visible_answers(register, data)
    added: dict[tuple[str, ...], int] = {}
    for key in keys:
        measure = register.measure(key)
        if measure is None or not set(dimensions) <= set(measure.by):
            continue
        for part, amount in _parts(measure, seen):
            for values in product(*(_keys(part.get(dimension)) for dimension in dimensions)):
                added[key, *values] = added.get((key, *values), 0) + amount
    return {cell: amount for cell, amount in added.items() if amount}


def _parts(measure: Measure, seen: Answers) -> Iterator[tuple[Answers, int]]:
    """The parts of a record that a measure counts, each with its amount: its rows, or else the whole record."""
    if measure.rows:
        yield from _rows(measure, measure.rows, seen)
    elif _holds(measure.where, seen):
        yield seen, _amount(measure, seen)


def _add(added: dict[Cell, int], measure: Measure, split: Mapping[str, Collection[str]], amount: int) -> None:
    """Add an amount, in thousandths, to the cells of a measure; ``split``: dimension → the values of it that a part of
    a record has."""
    total = (measure.key, "", "")
    added[total] = added.get(total, 0) + amount
    for dimension in measure.by:
        for key in split[dimension]:
            cell = (measure.key, dimension, key)
            added[cell] = added.get(cell, 0) + amount
    for first, second in measure.pairs:
        for values in product(split[first], split[second]):
            cell = (measure.key, paired(first, second), paired(*values))
            added[cell] = added.get(cell, 0) + amount


def _rows(measure: Measure, rows: str, seen: Answers) -> Iterator[tuple[Answers, int]]:
    """The rows of a record that a measure counts, each with its amount in thousandths: the record's answers with the
    row's columns as ``rows.column``."""
    for row in seen.get(rows) or []:
        part = {**seen, **{f"{rows}.{name}": value for name, value in row.items()}}
        if _holds(measure.where, part):
            yield part, THOUSAND if measure.kind == "rows" else _amount(measure, part)


def _holds(where: Where | None, part: Answers) -> bool:
    return where is None or matches(part.get(where.field), where.among)


def _amount(measure: Measure, seen: Answers) -> int:
    if measure.kind == "count":
        return THOUSAND
    if measure.kind == "rows":
        return THOUSAND * sum(len(value) for value in map(seen.get, measure.fields) if isinstance(value, list))
    amount = 0
    for name in measure.fields:
        if value := seen.get(name):
            amount += thousandths(value)
    return amount


def _keys(value: object) -> Collection[str]:
    if isinstance(value, list):
        return {key for key in map(_key, value) if key}
    key = _key(value)
    return (key,) if key else ()


def _key(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None
