"""A sheet of XLSForm as rows of named cells."""

from collections.abc import Mapping

from server.platform.workbook import Sheet
from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform.cells import decode, is_bilingual, text
from server.registers.xlsform.headings import DEFAULT, Column, column, is_own, spelled, with_languages
from server.registers.xlsform.messages import fault, of_language
from sync.registers.fits import Fits
from sync.registers.tables import Member
from sync.registers.text_language import OURS, text_language


class Row:
    """A row of a table, with its number in the sheet; ``cells``: column → text, empty cells left out."""

    def __init__(self, table: "Table", number: int, cells: dict[Column, str]):
        self.table, self.number, self.cells = table, number, cells

    def get(self, name: str) -> str:
        """The text of a column: the one without a language, else the Vietnamese, the English, any other.

        Empty if there is none.
        """
        return next((text for language in self.table.languages(None, *OURS) if (text := self._in(name, language))), "")

    def texts(self, name: str) -> dict[str, str]:
        """``vi`` and ``en`` → text of a column; what a language lacks is taken from another. Empty if there is none."""
        orders = {language: self.table.languages(language, None, DEFAULT, *OURS) for language in OURS}
        found = {
            language: next((text for one in order if (text := self._in(name, one))), "")
            for language, order in orders.items()
        }
        return found if all(found.values()) else {}

    def all_texts(self, name: str) -> dict[str, str]:
        """The same, and beside it what the row has in further languages."""
        texts = self.texts(name)
        return texts and texts | {one: text for one in self.table.further if (text := self._in(name, one))}

    def is_foreign(self, name: str) -> bool:
        """Whether the row has a text of that name in further languages alone."""
        return not any(self._in(name, one) for one in (None, *OURS))

    def lacks(self, name: str) -> list[str]:
        """Which of ``vi`` and ``en`` have a column of that name, and nothing in this row, though another has."""
        if not self.texts(name):
            return []
        return [one for one in OURS if Column(name, one) in self.table.columns and not self._in(name, one)]

    def _in(self, name: str, language: str | None) -> str:
        return self.cells.get(Column(name, language), "")

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

    ``default``: the language of texts whose heading names none, as it is written; without one they are Vietnamese, or
    English where there is a Vietnamese column beside theirs. ``columns``: column → its heading as it is written;
    ``further``: languages beside Vietnamese and English, the default first → each as it is written. ``remarks``:
    columns of one language that are there twice. ``marked``: its texts may have marks of bold, colour and the like;
    ``of_others``: its workbook was not downloaded here.
    """

    def __init__(self, sheet: Sheet | None, name: str, default: str = ""):
        self.name, self.faults, self.rows = name, list(sheet.faults) if sheet else [], []
        self.columns: dict[Column, str] = {}
        self.remarks: list[Fault] = []
        self.marked = self.of_others = False
        lines = sheet.rows if sheet else []
        worded = ("title",) if is_own(name) else ()
        headings = [column(text(cell), worded) for cell in lines[0].cells] if lines else []
        for heading, cell in zip(headings, lines[0].cells if lines else (), strict=True):
            if heading and heading in self.columns:
                self.faults.append(_twice(heading, text(cell), self.columns[heading], name, lines[0].row))
            elif heading:
                self.columns[heading] = text(cell)
        named = with_languages(self.columns, text_language(default) if default else None)
        for line in lines[1:]:
            pairs = zip(headings, map(text, line.cells), strict=False)
            if cells := {heading: text for heading, text in pairs if heading and text}:
                own = {named[one]: text for one, text in cells.items() if one in named}
                self.rows.append(Row(self, line.row, own | {one: cells[one] for one in cells if one not in named}))
        self._name(named, default)

    def _name(self, named: Mapping[Column, Column], default: str) -> None:
        """Let columns whose heading names no language be of the one that is meant. ``named``: old → new."""
        self._assumed = set() if default else set(named.values())
        written: dict[str | None, str] = {}
        for one, heading in self.columns.items():
            written.setdefault(one.language, spelled(heading))
        for old, new in named.items():
            heading = self.columns.pop(old)
            if new in self.columns:
                self.remarks.append(fault("same_language", self.name, name=heading, other=self.columns[new]))
            self.columns.setdefault(new, heading)
        first = {text_language(default): default} if default else {}
        languages = [*first, *(one.language for one in self.columns if one.language)]
        present = {one.language for one in self.columns} - {*OURS}
        self.further = {one: written.get(one, first.get(one, one)) for one in languages if one in present}

    def languages(self, *first: str | None) -> list[str | None]:
        """The languages in the order in which a text is looked for: ``first``, then all others of the sheet."""
        return list(dict.fromkeys([*first, *self.further]))

    def has(self, name: str) -> bool:
        """Whether there is a column of that name, in any language."""
        return any(column.name == name for column in self.columns)

    def about_languages(self, name: str) -> list[Fault]:
        """What there is to say of the languages of a column: which alone is shown."""
        written = {one.language: heading for one, heading in self.columns.items() if one.name == name}
        own = [one for one in OURS if one in written]
        if not self.rows or not written or len(own) == len(OURS):
            return self.remarks
        if own and Column(name, own[0]) in self._assumed:
            return [*self.remarks, fault("unnamed_language", self.name)]
        if own:
            return [*self.remarks, of_language("one_language", own[0], self.name)]
        shown = next(one for one in self.further if one in written)
        return [*self.remarks, fault("foreign_language", self.name, name=written[shown])]


def _twice(column: Column, heading: str, above: str, sheet: str, row: int) -> Fault:
    """Why there cannot be a column that there is already, under the heading ``above``."""
    if column.language and heading != above:
        return fault("twice_language", sheet, row, name=heading, other=above)
    return fault("twice_column", sheet, row, name=heading)
