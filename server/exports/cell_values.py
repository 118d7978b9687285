"""A record's values as cells hold them: choices by their labels, people and units by their names, days as days."""

from datetime import date

from server.exports.sheet_writer import CellValue
from server.platform.texts import phrase
from sync.registers import Field

STYLE = {"integer": "whole", "decimal": "part", "date": "day"}


def style(field: Field) -> str:
    """The style of a field's column."""
    return STYLE.get(field.type, "text")


def value(field: Field, raw: object, named: dict[str, str], language: str) -> CellValue:
    """A value of a field for its cell. ``named``: id → name; an id or choice that is not known stays as it is."""
    if raw is None:
        return None
    if field.type in ("integer", "decimal") and isinstance(raw, int | float):
        return raw
    if field.type == "date":
        return _day(raw)
    if field.type == "yesno":
        return phrase("yes" if raw else "no", language)
    if field.type == "place" and isinstance(raw, list):
        return ", ".join(str(part) for part in raw)
    if isinstance(raw, list):
        return "; ".join(_label(field, one, named, language) for one in raw)
    return _label(field, raw, named, language)


def _label(field: Field, raw: object, named: dict[str, str], language: str) -> str:
    for choice in field.choices:
        if choice.value == raw:
            return choice.label[language]
    return named.get(raw, str(raw)) if isinstance(raw, str) else str(raw)


def _day(raw: object) -> date | str:
    if not isinstance(raw, str):
        return str(raw)
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return raw
