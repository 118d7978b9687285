"""The lists of the sheet ``choices``."""

from collections import defaultdict
from typing import Any, NamedTuple

from server.platform.workbook import Fault
from server.registers.xlsform.language import OF_CHOICE, OWN, YESNO
from server.registers.xlsform.messages import of_language
from server.registers.xlsform.table import Row, Table

Raw = dict[str, Any]


class Listed(NamedTuple):
    row: int
    choice: Raw


class Lists:
    """Each list's choices with their rows; ``faults`` of all of them."""

    def __init__(self, table: Table):
        self.faults: list[Fault] = [*table.faults]
        self.remarks: list[Fault] = table.only_language("label")
        self._taken: set[tuple[str, str]] = set()
        self.found: dict[str, list[Listed]] = defaultdict(list)
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
        choice: Raw = {"value": value, "label": labelled(row, self.faults)}
        for member, shape in OF_CHOICE.items():
            said = row.member(f"{OWN}{member}", shape.fits)
            if said is not None:
                choice[member] = said
        self.found[name].append(Listed(row.number, choice))


def labelled(row: Row, faults: list[Fault], column: str = "label") -> dict[str, str]:
    """What a row is called in both languages; what is missing is told and stands as a dash, so that it is told once."""
    words = row.words(column)
    for language in (one for one in ("vi", "en") if one not in words):
        faults.append(of_language("label", language, row.table.name, row.number))
    for said in {part for text in words.values() for part in _substituted(text)}:
        faults.append(row.fault("substitution", name=said))
    return {"vi": "–", "en": "–"} | words


def _substituted(text: str) -> list[str]:
    start = text.find("${")
    end = text.find("}", start)
    return [text[start : end + 1]] if start >= 0 and end > start else []
