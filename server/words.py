"""What a record can be found by: its texts and the words of its choices, folded."""

from typing import Any

from sync.folding import fold
from sync.registers import Field, Register

TEXTS = ("text", "longtext", "date")


def words(register: Register, data: dict[str, Any]) -> str:
    """One folded line in the order of the fields; a search finds the record if each of its words stands in it."""
    said = [text for name, field in register.fields.items() if name in data for text in _said(field, data[name])]
    return fold(" ".join(said))


def _said(field: Field, value: Any) -> list[str]:
    if field.type in TEXTS:
        return [value]
    if field.type in ("choice", "choices"):
        chosen = value if isinstance(value, list) else [value]
        return [choice.label["vi"] for choice in field.choices if choice.value in chosen]
    if field.type == "rows":
        columns = field.fields
        return [
            text
            for row in value
            for name, item in row.items()
            if name in columns
            for text in _said(columns[name], item)
        ]
    return []
