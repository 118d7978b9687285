"""What one record adds to the figures, exactly, in integer thousandths."""

from decimal import Decimal
from typing import Any

from .answers import matches, visible
from .definition import MOST_COUNTED, STORED, Measure, Register
from .values import is_number

THOUSAND = 1000


def contributions(register: Register, data: dict[str, Any]) -> dict[tuple[str, str, str], int]:
    """``{(measure, dimension, key): thousandths}`` of a record's data, without zeros.

    The total stands under dimension and key ``""``; a dimension is a field's name, its key that field's value as text.
    Hidden fields count nothing. Unit and month are the caller's; ``units`` and ``ratio`` are worked out from others.
    """
    seen = {name: data.get(name) for name in visible(register, data)}
    found: dict[tuple[str, str, str], int] = {}
    for measure in register.measures:
        amount = _amount(measure, seen)
        if amount:
            found[measure.key, "", ""] = amount
            for dimension in measure.by:
                for key in _keys(seen.get(dimension)):
                    found[measure.key, dimension, key] = amount
    return found


def _amount(measure: Measure, seen: dict[str, Any]) -> int:
    if measure.kind not in STORED:
        return 0
    if measure.where and not matches(seen.get(measure.where.field), measure.where.among):
        return 0
    if measure.kind == "count":
        return THOUSAND
    if measure.kind == "rows":
        return THOUSAND * sum(len(value) for value in map(seen.get, measure.fields) if isinstance(value, list))
    return sum(_thousandths(seen.get(name)) for name in measure.fields)


def _thousandths(value: Any) -> int:
    if not is_number(value) or abs(value) > MOST_COUNTED:
        return 0
    return value * THOUSAND if isinstance(value, int) else int(Decimal(str(value)) * THOUSAND)


def _keys(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {key for key in map(_key, values) if key}


def _key(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None
