"""The answers of a record as values of a workbook's cells: choices as labels, ids as names, days as dates, times as
times."""

from collections.abc import Callable
from datetime import date, datetime, time

from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue
from server.platform.clock import HERE
from server.platform.texts import phrase
from sync.registers import Field

STYLE = {"integer": "whole", "decimal": "part", "date": "day", "photos": "count"}
STYLE |= {"time": "clock", "datetime": "moment", "barcode": "code"}


def style(field: Field) -> str:
    """The name of the cell style (see ``cell_styles``) for a column that holds the values of a field."""
    return STYLE.get(field.type, "text")


def value(field: Field, raw: object, named: dict[str, str], notation: Notation, language: str) -> CellValue:
    """The answer ``raw`` to a field, as a cell of a workbook shows it; None if there is no answer.

    Several choices become one text with ``;`` between, photos their number. ``named``: the id of a person, unit or
    record → its name; an id or a choice that is not known is shown as it is.
    """
    if raw is None:
        return None
    if field.type in ("integer", "decimal") and isinstance(raw, int | float):
        return raw
    if field.type in READ:
        return _read(field, raw)
    if field.type == "yesno":
        return phrase("yes" if raw else "no", language)
    if field.type == "place" and isinstance(raw, list):
        return ", ".join(str(part) for part in raw)
    if field.type == "photos" and isinstance(raw, list):
        return len(raw)
    if isinstance(raw, list):
        return "; ".join(_label(field, one, named, notation, language) for one in raw)
    return _label(field, raw, named, notation, language)


def _label(field: Field, raw: object, named: dict[str, str], notation: Notation, language: str) -> str:
    for choice in field.choices:
        if choice.value == raw:
            return choice.label[language]
    name = named.get(raw, str(raw)) if isinstance(raw, str) else str(raw)
    return notation.unit(name) if field.choices_from else name


def _read(field: Field, raw: object) -> CellValue:
    try:
        return READ[field.type](str(raw))
    except ValueError:
        return str(raw)


def _moment(raw: str) -> datetime:
    return datetime.fromisoformat(raw).replace(tzinfo=HERE)


READ: dict[str, Callable[[str], CellValue]] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": _moment,
}
"""Type of what stands on a clock or calendar → what a cell holds of it."""
