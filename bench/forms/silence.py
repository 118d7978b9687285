"""Which cells of a form are lost without a word: they can be taken away, and nothing that is read changes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from server.platform.workbook import Sheet, SheetRow
from server.registers.xlsform.cells import YES_OR_NO, text
from server.registers.xlsform.headings import column
from server.registers.xlsform.missing import Given
from server.registers.xlsform.reading import ReadDefinition, read_form

SHEETS = ("survey", "choices", "settings")
WHOLE_ROW = re.compile(
    r"^A question of|^The (calculated question|repeat) |^(A|This) row |^The choice .* is there twice|^“.*” was left out"
)
"""A remark that is of all that stands in its row."""
UNNAMED = ("begin", "end", "note")
"""Types of rows whose names nothing is kept under."""
COLUMN = re.compile(r"(?:The column )?“(.*)” was left out[.:].*")
MOST = 400  # cells of one form that are tried


def lost(sheets: list[Sheet], given: Given) -> list[str]:
    """Cells as ``survey!constraint 4 (. > 0)`` whose loss makes no difference to the definition, faults and remarks."""
    made = read_form(sheets, given)
    rows = {(one.sheet, one.row) for one in made.remarks if one.row and WHOLE_ROW.search(one.en)}
    columns = {(one.sheet, found[1]) for one in made.remarks if (found := COLUMN.fullmatch(one.en))}
    return [
        one.name
        for one in _each(sheets)
        if _said(read_form(one.without, given)) == _said(made)
        and (one.sheet, one.row) not in rows
        and not one.says_nothing
        and not _follows(one, made)
        and (one.sheet, one.heading) not in columns
    ]


def _follows(one: "Emptied", made: ReadDefinition) -> bool:
    """Whether the cell says what would have been guessed without it."""
    title = made.raw.get("list", {}).get("title")
    return one.cell == made.raw.get("key") or (title is not None and one.cell == f"${{{title}}}")


def _says_nothing(heading: str, cell: str, kind: str) -> bool:
    """Whether the cell says what is so without it: that nothing is required, or a group's name."""
    no = cell.lower() in YES_OR_NO and not YES_OR_NO[cell.lower()]
    return no or heading == "allow_choice_duplicates" or (heading == "name" and kind.startswith(UNNAMED))


def _said(made: ReadDefinition) -> object:
    return made.raw, made.faults, made.remarks


class Emptied(NamedTuple):
    """A sheets without one cell, and where that was."""

    name: str
    sheet: str
    row: int
    heading: str
    cell: str
    says_nothing: bool
    without: list[Sheet]


def _each(sheets: list[Sheet]) -> Iterator[Emptied]:
    """The sheets without one cell, for each cell under a heading of the sheets that forms have."""
    tried = 0
    for at, sheet in enumerate(sheets):
        if sheet.name.strip().lower() not in SHEETS or not sheet.rows:
            continue
        headings = sheet.rows[0].cells
        for down, line in enumerate(sheet.rows[1:], 1):
            for across, cell in enumerate(line.cells[: len(headings)]):
                if cell in (None, "") or not headings[across] or tried >= MOST:
                    continue
                tried += 1
                emptied = SheetRow(line.row, (*line.cells[:across], None, *line.cells[across + 1 :]))
                rows = [*sheet.rows[:down], emptied, *sheet.rows[down + 1 :]]
                name = f"{sheet.name}!{headings[across]} {line.row} ({str(cell)[:60]})"
                heading = column(str(headings[across]))
                nothing = _says_nothing(heading.name if heading else "", text(cell), text(line.cells[0]).lower())
                without = [*sheets[:at], sheet._replace(rows=rows), *sheets[at + 1 :]]
                yield Emptied(
                    name, sheet.name.strip().lower(), line.row, text(headings[across]), text(cell), nothing, without
                )
