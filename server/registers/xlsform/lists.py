"""The lists of choices in XLSForm's sheet ``choices``."""

from collections import defaultdict
from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform.language import OF_CHOICE, OWN, YESNO
from server.registers.xlsform.messages import of_language
from server.registers.xlsform.table import Row, Table


class Listed(NamedTuple):
    """A choice of a list, and the number of the row that it is in."""

    row: int
    choice: Definition


class Lists:
    """The lists of choices of a workbook.

    ``by_name``: list name → its choices with their rows. ``faults`` and ``remarks``: of the whole sheet.
    """

    def __init__(self, table: Table):
        self.faults: list[Fault] = [*table.faults]
        self.remarks: list[Fault] = table.only_language("label")
        self._taken: set[tuple[str, str]] = set()
        self.by_name: dict[str, list[Listed]] = defaultdict(list)
        for row in table.rows:
            name = row.get("list_name")
            if name and name != YESNO:
                self._take(row, name)

    def _take(self, row: Row, name: str) -> None:
        value = row.get("name")
        if not value:
            self.faults.append(row.fault("choice_name"))
            return
        if (name, value) in self._taken:
            self.faults.append(row.fault("choice_twice", name=value, list=name))
            return
        self._taken.add((name, value))
        choice: Definition = {"value": value, "label": labelled(row, self.faults)}
        choice |= row.members(OF_CHOICE, OWN)
        self.by_name[name].append(Listed(row.number, choice))


def labelled(row: Row, faults: list[Fault], column: str = "label") -> dict[str, str]:
    """A row's text in both languages, from its label or another ``column``.

    If one is missing, a fault is added to ``faults`` and the text is a dash.
    """
    texts = row.texts(column)
    for language in (one for one in ("vi", "en") if one not in texts):
        faults.append(of_language("label", language, row.table.name, row.number))
    for part in {part for text in texts.values() for part in _substituted(text)}:
        faults.append(row.fault("substitution", name=part))
    return {"vi": "–", "en": "–"} | texts


def _substituted(text: str) -> list[str]:
    """The first ``${name}`` in a label, in a list; empty if there is none. XLSForm would put an answer there."""
    start = text.find("${")
    end = text.find("}", start)
    return [text[start : end + 1]] if start >= 0 and end > start else []
