"""A sheet of XLSForm as rows of named cells, in whatever way its headings are written."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from server.platform.workbook import Sheet
from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform.cells import decode, is_bilingual, text
from server.registers.xlsform.language import ALIKE_COLUMNS, OWN
from server.registers.xlsform.messages import fault, of_language
from sync.registers.fits import Fits
from sync.registers.tables import Member

LANGUAGES = (
    ("vi", re.compile(r"(.*\(vi\)|vi|vietnamese.*|tiếng việt.*)")),
    ("en", re.compile(r"(.*\(en\)|en|english.*|tiếng anh.*)")),
)


class Column(NamedTuple):
    """A column's name, and its language: ``vi``, ``en``, None if the heading has none, ``?`` for any other language."""

    name: str
    language: str | None


class Row:
    """A row of a table, with its number in the sheet; ``cells``: column → text, empty cells left out."""

    def __init__(self, table: "Table", number: int, cells: dict[Column, str]):
        self.table, self.number, self.cells = table, number, cells

    def get(self, name: str) -> str:
        """The text of a column: the one without a language, else the Vietnamese, else the English.

        Empty if there is none.
        """
        cells = (self.cells.get(Column(name, language)) for language in (None, "vi", "en"))
        return next((text for text in cells if text), "")

    def texts(self, name: str) -> dict[str, str]:
        """Language → text of a column; the same in both languages if the table has only one of them."""
        texts = {language: self.cells.get(Column(name, language), "") for language in ("vi", "en")}
        plain = self.cells.get(Column(name, None), "")
        first = next((language for language in ("vi", "en") if Column(name, language) not in self.table.columns), None)
        if plain and first:
            texts[first] = plain
        known = {language for language in texts if self.table.has_language(name, language)}
        if len(known) == 1:
            (only,) = known
            return dict.fromkeys(texts, texts[only]) if texts[only] else {}
        return {language: text for language, text in texts.items() if text}

    def member(self, column: str, fits: Fits) -> object:
        """The value of a definition's member, from its column; ``fits`` says what the member may be.

        It is ``{vi, en}`` if the member is a text in both languages; None if the cell is empty.
        """
        if is_bilingual(fits) and (texts := self.texts(column)):
            return texts
        text = self.get(column)
        return decode(text, fits) if text else None

    def members(self, shapes: Mapping[str, Member], prefix: str = "") -> Definition:
        """Member → value for those of ``shapes`` that the row has.

        The column's name is ``prefix`` and the member's name.
        """
        members = {name: self.member(f"{prefix}{name}", shape.fits) for name, shape in shapes.items()}
        return {name: value for name, value in members.items() if value is not None}

    def fault(self, reason: str, **named: object) -> Fault:
        """A fault of this row: ``reason`` is a key of ``messages.REASONS``, ``named`` are values for its text."""
        return fault(reason, self.table.name, self.number, **named)


class Table:
    """The rows of a sheet under its headings; without a sheet it is empty. ``faults``: headings that occur twice.

    ``columns``: column → its heading as it is written.
    """

    def __init__(self, sheet: Sheet | None, name: str):
        self.name, self.faults, self.rows = name, list(sheet.faults) if sheet else [], []
        lines = sheet.rows if sheet else []
        headings = [_column(text(cell)) for cell in lines[0].cells] if lines else []
        self.columns: dict[Column, str] = {}
        for heading, cell in zip(headings, lines[0].cells if lines else (), strict=True):
            if heading and heading in self.columns:
                self.faults.append(fault("twice_column", name, lines[0].row, name=text(cell)))
            elif heading:
                self.columns[heading] = text(cell)
        for line in lines[1:]:
            pairs = zip(headings, map(text, line.cells), strict=False)
            if cells := {heading: text for heading, text in pairs if heading and text}:
                self.rows.append(Row(self, line.row, cells))

    def has(self, name: str) -> bool:
        """Whether there is a column of that name, in any language."""
        return any(column.name == name for column in self.columns)

    def has_language(self, name: str, language: str) -> bool:
        """Whether the column exists in that language.

        A column without a language is taken as Vietnamese, and as English if there is also a Vietnamese one.
        """
        if Column(name, language) in self.columns:
            return True
        other = "en" if language == "vi" else "vi"
        return Column(name, None) in self.columns and (language == "vi" or Column(name, other) in self.columns)

    def only_language(self, name: str) -> list[Fault]:
        """A remark if a column's text is given in one language only, else an empty list."""
        languages = [language for language in ("vi", "en") if self.has_language(name, language)]
        return [of_language("one_language", languages[0], self.name)] if len(languages) == 1 and self.rows else []


def _column(heading: str) -> Column | None:
    """The column that a heading means: ``label::Tiếng Việt (vi)`` is ``label`` in Vietnamese.

    None if the heading is empty.
    """
    name, _, language = (part.strip().lower() for part in heading.partition("::" if "::" in heading else ":"))
    if not name:
        return None
    name = ALIKE_COLUMNS.get(name, name)
    if name == "bind" and language:  # bind::relevant is how relevant was once called
        return Column(language, None) if language in ("relevant", "required", "constraint") else Column(name, None)
    if not language:
        return Column(name, None)
    return Column(name, next((short for short, pattern in LANGUAGES if pattern.fullmatch(language)), "?"))


def is_own(name: str) -> bool:
    """Whether a column or sheet is this project's addition to XLSForm: its name begins with ``lt_``."""
    return name.startswith(OWN)
