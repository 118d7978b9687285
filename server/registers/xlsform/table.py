"""A sheet with headings as rows that are asked by column, whatever the columns are called in detail."""

import re
from typing import Any, NamedTuple

from server.platform.workbook import Fault, Sheet
from server.registers.xlsform.cells import decode, text, worded
from server.registers.xlsform.language import ALIKE_COLUMNS, OWN
from server.registers.xlsform.messages import of_language, say
from sync.registers.fits import Fits

SPOKEN = (
    ("vi", re.compile(r"(.*\(vi\)|vi|vietnamese.*|tiếng việt.*)")),
    ("en", re.compile(r"(.*\(en\)|en|english.*|tiếng anh.*)")),
)


class Column(NamedTuple):
    """``language``: vi or en, None where the column is of no language, ``?`` where it is of another."""

    name: str
    language: str | None


class Row:
    """One line of a table. Its cells are text; an empty one is as good as none."""

    def __init__(self, table: "Table", number: int, cells: dict[Column, str]):
        self.table, self.number, self.cells = table, number, cells

    def get(self, name: str) -> str:
        """The cell of a column that is of no language, else of one in Vietnamese or English; empty if none."""
        return next((said for language in (None, "vi", "en") if (said := self.cells.get(Column(name, language)))), "")

    def words(self, name: str) -> dict[str, str]:
        """What is said in each language; in one alone where the table has but one."""
        said = {language: self.cells.get(Column(name, language), "") for language in ("vi", "en")}
        plain = self.cells.get(Column(name, None), "")
        first = next((language for language in ("vi", "en") if Column(name, language) not in self.table.columns), None)
        if plain and first:
            said[first] = plain
        known = {language for language in said if self.table.speaks(name, language)}
        if len(known) == 1:
            (only,) = known
            return dict.fromkeys(said, said[only]) if said[only] else {}
        return {language: words for language, words in said.items() if words}

    def member(self, column: str, fits: Fits) -> Any:
        """The member of a definition that a column tells, or two where it is said in both languages; None: nothing."""
        if worded(fits) and (words := self.words(column)):
            return words
        said = self.get(column)
        return decode(said, fits) if said else None

    def fault(self, reason: str, **said: object) -> Fault:
        return say(reason, self.table.name, self.number, **said)


class Table:
    """The rows of a sheet under its headings. ``faults``: headings that are there twice."""

    def __init__(self, sheet: Sheet | None, name: str):
        self.name, self.faults, self.rows = name, list(sheet.faults) if sheet else [], []
        lines = sheet.lines if sheet else []
        headings = [_column(text(cell)) for cell in lines[0].cells] if lines else []
        self.columns: dict[Column, str] = {}
        for heading, cell in zip(headings, lines[0].cells if lines else (), strict=True):
            if heading and heading in self.columns:
                self.faults.append(say("twice_column", name, lines[0].row, name=text(cell)))
            elif heading:
                self.columns[heading] = text(cell)
        for line in lines[1:]:
            pairs = zip(headings, map(text, line.cells), strict=False)
            if cells := {heading: said for heading, said in pairs if heading and said}:
                self.rows.append(Row(self, line.row, cells))

    @property
    def heading(self) -> int:
        return 1

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)

    def speaks(self, name: str, language: str) -> bool:
        """Whether a column is there in that language; one of no language is in Vietnamese, if that is not there."""
        if Column(name, language) in self.columns:
            return True
        other = "en" if language == "vi" else "vi"
        return Column(name, None) in self.columns and (language == "vi" or Column(name, other) in self.columns)

    def only_language(self, name: str) -> list[Fault]:
        """A remark where a text is there in one language alone."""
        spoken = [language for language in ("vi", "en") if self.speaks(name, language)]
        return [of_language("one_language", spoken[0], self.name)] if len(spoken) == 1 and self.rows else []


def _column(heading: str) -> Column | None:
    """``label::Tiếng Việt (vi)`` is the label in Vietnamese; ``Label`` is one in no language."""
    name, _, language = (part.strip().lower() for part in heading.partition("::" if "::" in heading else ":"))
    if not name:
        return None
    name = ALIKE_COLUMNS.get(name, name)
    if name == "bind" and language:  # bind::relevant is how relevant was once called
        return Column(language, None) if language in ("relevant", "required", "constraint") else Column(name, None)
    if not language:
        return Column(name, None)
    return Column(name, next((short for short, spoken in SPOKEN if spoken.fullmatch(language)), "?"))


def is_own(name: str) -> bool:
    return name.startswith(OWN)
