"""What a record's values are in a cell: choices by their words, people and units by their names, days as days."""

from datetime import date
from typing import Any

from server.platform.texts import phrase
from sync.registers import Field

STYLE = {"integer": "whole", "decimal": "part", "date": "day"}


def style(field: Field) -> str:
    return STYLE.get(field.type, "text")


def value(field: Field, raw: Any, named: dict[str, str], language: str) -> Any:
    """As a cell holds it. ``named``: id → name. What is kept but no longer known stands as it is kept."""
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
        return "; ".join(_word(field, one, named, language) for one in raw)
    return _word(field, raw, named, language)


def _word(field: Field, raw: Any, named: dict[str, str], language: str) -> str:
    for choice in field.choices:
        if choice.value == raw:
            return choice.label[language]
    return named.get(raw, str(raw)) if isinstance(raw, str) else str(raw)


def _day(raw: Any) -> Any:
    try:
        return date.fromisoformat(raw)
    except (ValueError, TypeError):
        return str(raw)
