"""Which cells of a form are lost without a word: they can be taken away, and nothing that is read changes."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from server.platform.workbook import Sheet, SheetRow
from server.registers.xlsform.cells import YES_OR_NO, text
from server.registers.xlsform.headings import column
from server.registers.xlsform.language import MEANS_NOTHING
from server.registers.xlsform.missing import Given
from server.registers.xlsform.reading import ReadDefinition, read_form
from sync.registers.text_language import text_language

SHEETS = ("survey", "choices", "settings")
WHOLE_ROW = re.compile(
    r"^A question of|^The (calculated question|repeat) |^(A|This) row |^The choice .* is there twice|^“.*” was left out"
)
"""A remark that is of all that stands in its row."""
UNNAMED = ("begin", "end", "note")
"""Types of rows whose names nothing is kept under."""
COLUMN = re.compile(r"(?:The column )?“(.*)” was left out[.:].*|The columns “(.*)” and “(.*)” are of one language: .*")
NOT_REQUIRED = re.compile(
    r"The condition “.*” is not kept: .* not required\.|“.*” in the column required .*", re.DOTALL
)
"""A remark that a question is not required, whether it was or not."""
CELL = re.compile(r"What the column “(.*)” says of this question is not kept\.")
RANGE = {"start=1", "end=10", "step=1"}
"""What a range is without parameters."""
OF_LIST = re.compile(r"The column “(.*)” of the list “(.*)” was left out: .*")
UNUSED = re.compile(r"No question uses the list “(.*)”\.")
MOST = 400  # cells of one form that are tried


def lost(sheets: list[Sheet], given: Given, files: Mapping[str, bytes]) -> list[str]:
    """Cells as ``survey!constraint 4 (. > 0)`` whose loss makes no difference to the definition, faults and remarks."""
    made = read_form(sheets, given, files)
    rows = {(one.sheet, one.row) for one in made.remarks if one.row and WHOLE_ROW.search(one.en)}
    named = [(one.sheet, found) for one in made.remarks if (found := COLUMN.fullmatch(one.en))]
    columns: set[tuple[str, ...]] = {(sheet, column) for sheet, found in named for column in found.groups() if column}
    cells = {(one.sheet, one.row, found[1]) for one in made.remarks if (found := CELL.fullmatch(one.en))}
    cells |= {(one.sheet, one.row, "required") for one in made.remarks if NOT_REQUIRED.fullmatch(one.en)}
    columns |= {("choices", *found.groups()) for one in made.remarks if (found := OF_LIST.fullmatch(one.en))}
    unused = {found[1] for one in made.remarks if (found := UNUSED.fullmatch(one.en))}
    return [
        one.name
        for one in _each(sheets)
        if _said(read_form(one.without, given, files)) == _said(made)
        and (one.sheet, one.row) not in rows
        and not one.says_nothing
        and not _follows(one, made)
        and not {(one.sheet, one.heading), (one.sheet, one.heading, one.list)} & columns
        and (one.sheet, one.row, one.column) not in cells
        and (one.sheet, one.list) not in {("choices", name) for name in unused}
    ]


def _follows(one: "Emptied", made: ReadDefinition) -> bool:
    """Whether the cell says what would have been guessed without it."""
    title = made.raw.get("list", {}).get("title")
    if one.heading.lower() == "default_language" and text_language(one.cell) == "vi":
        return True
    return one.cell == made.raw.get("key") or (title is not None and one.cell == f"${{{title}}}")


def _says_nothing(heading: str, cell: str, kind: str) -> bool:
    """Whether the cell says what is so without it: that nothing is required, or a group's name."""
    no = cell.lower() in YES_OR_NO and not YES_OR_NO[cell.lower()]
    no |= heading == "parameters" and {*re.split(r"[\s,;]+", cell)} <= RANGE
    no |= cell.lower() in MEANS_NOTHING.get(heading, ())
    no |= kind.startswith("end") and heading != "type"
    return no or heading == "allow_choice_duplicates" or (heading == "name" and kind.startswith(UNNAMED))


def _said(made: ReadDefinition) -> object:
    return made.raw, made.faults, made.remarks


class Emptied(NamedTuple):
    """The sheets without one cell, and where that was. ``column``: what its heading means; ``list``: the list of
    choices that its row is of."""

    name: str
    sheet: str
    row: int
    heading: str
    column: str
    cell: str
    list: str
    says_nothing: bool
    without: list[Sheet]


def _each(sheets: list[Sheet]) -> Iterator[Emptied]:
    """The sheets without one cell, for each cell under a heading of the sheets that forms have."""
    tried = 0
    for at, sheet in enumerate(sheets):
        if sheet.name.strip().lower() not in SHEETS or not sheet.rows:
            continue
        headings = sheet.rows[0].cells
        columns = [found.name if (found := column(text(one))) else "" for one in headings]
        for down, line in enumerate(sheet.rows[1:], 1):
            for across, cell in enumerate(line.cells[: len(headings)]):
                if cell in (None, "") or not headings[across] or tried >= MOST:
                    continue
                tried += 1
                emptied = SheetRow(line.row, (*line.cells[:across], None, *line.cells[across + 1 :]))
                rows = [*sheet.rows[:down], emptied, *sheet.rows[down + 1 :]]
                kind = text(dict(zip(columns, line.cells, strict=False)).get("type")).lower()
                listed = text(line.cells[columns.index("list_name")]) if "list_name" in columns else ""
                yield Emptied(
                    name=f"{sheet.name}!{headings[across]} {line.row} ({str(cell)[:60]})",
                    sheet=sheet.name.strip().lower(),
                    row=line.row,
                    heading=text(headings[across]),
                    column=columns[across],
                    cell=text(cell),
                    list=listed,
                    says_nothing=_says_nothing(columns[across], text(cell), kind),
                    without=[*sheets[:at], sheet._replace(rows=rows), *sheets[at + 1 :]],
                )
