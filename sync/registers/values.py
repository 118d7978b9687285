"""One value of one field: what a put may carry, made clean, or what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from sync.registers.field import LENGTHS, MOST_ENTRIES, NUMBER_RANGE, Field
from sync.registers.measure import MOST_COUNTED

Fault = dict[str, Any]
"""``{"rule": "type|unknown|range|length|choices|required|period|copy|ref|places|count|computed", ...arguments}``."""
Options = Mapping[str, set[str]]
"""The values that ``choices_from`` allows now: source name -> values."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLACE_RANGE = ((-90, 90), (-180, 180))
LONGEST_ID = 64


class Wrong(Exception):
    """Carries the fault out of the check of one value."""

    def __init__(self, rule: str, **arguments: Any):
        super().__init__(rule)
        self.fault: Fault = {"rule": rule, **arguments}


def clean_value(field: Field, value: Any, options: Options | None) -> Any:
    """The value as it is kept: text in NFC, whole numbers as ``int``. Raises Wrong for what no put may carry."""
    return _CHECKS[field.type](field, value, options)


def too_short(field: Field, value: Any) -> bool:
    """Whether a text that is there stays under its lower length."""
    return field.length is not None and isinstance(value, str) and len(value) < field.length[0]


def missing(value: Any) -> bool:
    """Absent, blank text and an empty list are all the same to ``required``."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _text(field: Field, value: Any, _options: Options | None) -> str:
    if not isinstance(value, str):
        raise Wrong("type", type=field.type)
    text = unicodedata.normalize("NFC", value)
    low, high = field.length or LENGTHS[field.type]
    if len(text) > high:
        raise Wrong("length", length=[low, high])
    return text


def whole(value: int | float) -> int | float:
    """24.0 is 24: JSON knows one kind of number, and so does a record."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_number(value: Any) -> bool:
    return not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, float) and isfinite(value)))


def thousandths(value: Any) -> int:
    """A number, exactly; 0 for what is none, or too large to be added up."""
    if not is_number(value) or abs(value) > MOST_COUNTED:
        return 0
    return value * 1000 if isinstance(value, int) else int(Decimal(str(value)) * 1000)


def _number(field: Field, value: Any, _options: Options | None) -> int | float:
    number = whole(value) if is_number(value) else None
    if number is None or (field.type == "integer" and not isinstance(number, int)):
        raise Wrong("type", type=field.type)
    low, high = field.range or NUMBER_RANGE
    if not low <= number <= high:
        raise Wrong("range", range=[low, high])
    if field.places is not None and _places(number) > field.places:
        raise Wrong("places", places=field.places)
    return number


def _places(value: int | float) -> int:
    """Digits after the decimal point of the number's shortest writing."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _date(field: Field, value: Any, _options: Options | None) -> str:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise Wrong("type", type=field.type)
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Wrong("type", type=field.type) from None
    return value


def _known(field: Field, value: Any, options: Options | None) -> str:
    if not isinstance(value, str):
        raise Wrong("type", type=field.type)
    chosen = unicodedata.normalize("NFC", value)
    if field.choices_from is None:
        allowed = chosen in field.values
    else:
        source = (options or {}).get(field.choices_from)
        allowed = 0 < len(chosen) <= LONGEST_ID if source is None else chosen in source
    if not allowed:
        raise Wrong("choices")
    return chosen


def _account(field: Field, value: Any, _options: Options | None) -> str:
    if not isinstance(value, str) or not UUID.fullmatch(value):
        raise Wrong("type", type=field.type)
    return value


def _yesno(field: Field, value: Any, _options: Options | None) -> bool:
    if not isinstance(value, bool):
        raise Wrong("type", type=field.type)
    return value


def _place(field: Field, value: Any, _options: Options | None) -> list[int | float]:
    if not isinstance(value, list) or len(value) != 2 or not all(map(is_number, value)):
        raise Wrong("type", type=field.type)
    if not all(low <= number <= high for number, (low, high) in zip(value, PLACE_RANGE, strict=True)):
        raise Wrong("range", range=[list(pair) for pair in PLACE_RANGE])
    return [whole(number) for number in value]


def _entries(field: Field, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Wrong("type", type=field.type)
    if len(value) > MOST_ENTRIES:
        raise Wrong("count", most=MOST_ENTRIES)
    return value


def _several(one: Callable[[Field, Any, Options | None], str]) -> Callable[[Field, Any, Options | None], list[str]]:
    def check(field: Field, value: Any, options: Options | None) -> list[str]:
        clean = [one(field, entry, options) for entry in _entries(field, value)]
        if len(set(clean)) < len(clean):
            raise Wrong("type", type=field.type)
        return clean

    return check


def _rows(field: Field, value: Any, options: Options | None) -> list[dict[str, Any]]:
    clean: list[dict[str, Any]] = []
    taken: set[str] = set()
    for index, row in enumerate(_entries(field, value)):
        if not isinstance(row, dict):
            raise Wrong("type", type=field.type, row=index)
        clean.append({"id": _row_id(row, index, taken), **_row(field, row, index, options)})
    return clean


def _row_id(row: dict[str, Any], index: int, taken: set[str]) -> str:
    name = row.get("id")
    if not isinstance(name, str) or not name or name in taken:
        raise Wrong("type", type="text", row=index, field="id")
    if len(name) > LONGEST_ID:
        raise Wrong("length", length=[1, LONGEST_ID], row=index, field="id")
    taken.add(name)
    return name


def _row(field: Field, row: dict[str, Any], index: int, options: Options | None) -> dict[str, Any]:
    clean = {}
    for name, value in row.items():
        if name == "id" or value is None:
            continue
        column = field.fields.get(name)
        try:
            if column is None:
                raise Wrong("unknown")
            clean[name] = clean_value(column, value, options)
        except Wrong as wrong:
            raise Wrong(**{**wrong.fault, "row": index, "field": name}) from None
    return clean


_CHECKS: dict[str, Callable[[Field, Any, Options | None], Any]] = {
    "text": _text,
    "longtext": _text,
    "integer": _number,
    "decimal": _number,
    "date": _date,
    "choice": _known,
    "choices": _several(_known),
    "yesno": _yesno,
    "place": _place,
    "person": _account,
    "persons": _several(_account),
    "ref": _account,
    "rows": _rows,
}
