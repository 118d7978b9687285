"""What a record can be found and sorted by: its texts, the labels of its choices, its title; all folded."""

from typing import Any

from sync.folding import fold
from sync.protocol.answers import Answers
from sync.registers import Field, Register

TEXTS = ("text", "longtext", "date")
TITLE = 80  # characters of a title that sort


def search_text(register: Register, data: Answers) -> str:
    """The texts of a record's answers, folded, in the order of the fields: a search looks for its terms there."""
    texts = [text for name, field in register.fields.items() if name in data for text in _texts(field, data[name])]
    return fold(" ".join(texts))


def sort_title(register: Register, data: Answers) -> str:
    """What lists sort a record by, folded: the field that its register names, else the register's own title."""
    value = data.get(register.list.get("title", ""))
    return fold(str(value or register.title["vi"]))[:TITLE]


def _texts(field: Field, value: Any) -> list[str]:
    if field.type in TEXTS:
        return [value]
    if field.type in ("choice", "choices"):
        chosen = value if isinstance(value, list) else [value]
        return [choice.label["vi"] for choice in field.choices if choice.value in chosen]
    if field.type == "rows":
        # In the order of the columns: that of a row's members is only how somebody's phone wrote them.
        return [
            text
            for row in value
            for name, column in field.fields.items()
            if name in row
            for text in _texts(column, row[name])
        ]
    return []
