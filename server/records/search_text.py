"""The texts stored with a record for search and for sorting by title.

Both are folded, as search terms are too: see ``sync.folding``.
"""

from typing import Any

from sync.folding import fold
from sync.protocol.answers import Answers
from sync.registers import Field, Register
from sync.registers.field import MOMENTS, TEXTS

AS_IT_IS = (*TEXTS, *MOMENTS)  # types of fields whose values are searched as they are
TITLE = 80  # characters of a title that are stored for sorting


def search_text(register: Register, data: Answers) -> str:
    """The text in which a search looks for its terms, made of a record's answers ``data`` and folded.

    Texts, barcodes, days, times and the Vietnamese labels of choices, those in rows too, in the order of the
    register's fields.
    """
    texts = [text for name, field in register.fields.items() if name in data for text in _texts(field, data[name])]
    return fold(" ".join(texts))


def sort_title(register: Register, data: Answers) -> str:
    """The folded title by which lists sort a record, at most 80 characters.

    The answer to the field that the register uses as title, else the Vietnamese title of the register.
    """
    value = data.get(register.list.get("title", ""))
    return fold(str(value or register.title["vi"]))[:TITLE]


def _texts(field: Field, value: Any) -> list[str]:
    """The texts in one answer that can be searched; none for numbers, persons and other types of fields."""
    if field.type in AS_IT_IS:
        return [value]
    if field.type == "choice":
        return [field.labels[value]["vi"]] if value in field.labels else []
    if field.type == "choices":
        return [label["vi"] for chosen, label in field.labels.items() if chosen in value]
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
