"""Reading the rows of a workbook as values of their columns, with a fault for each cell that has no valid value."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from server.imports.columns import TABLES, Column, Table, choice, heading, lacking
from server.imports.faults import fault
from server.imports.opening import open_file
from server.org.roles import BACK, FARTHEST
from server.platform.clock import today
from server.platform.look_alikes import tidy
from server.platform.workbook import Sheet, SheetRow, Value
from server.platform.workbook_faults import Fault, Unreadable

MOST = 4_000  # rows in all sheets of a workbook: more than a province has units
HEADINGS_WITHIN = 5  # the headings are in one of the first rows
ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")  # how Excel writes control characters
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # Unicode categories of invisible characters


class Row(NamedTuple):
    """A row of a workbook: the table, the sheet's name and the row's number from 1.

    ``values``: column → text, value of a choice, or ISO date; empty cells are left out.
    """

    table: str
    sheet: str
    row: int
    values: dict[str, str]

    def fault(self, rule: str, **named: object) -> Fault:
        """A fault of this row: ``rule`` is a key of ``faults.TEXTS``, ``named`` are values for its text."""
        return fault(rule, self.sheet, self.row, **named)


ReadRows = tuple[list[Row], list[Fault]]
"""The valid rows of a workbook, and the faults of the others."""


def read_rows(data: bytes) -> ReadRows:
    """The valid rows of a workbook, and the faults of the others. Raises Unreadable if the file cannot be used at all.

    That is so for a file that is neither an .xlsx workbook nor CSV, has no sheet with the template's columns, or has
    over 4,000 rows.
    """
    rows: list[Row] = []
    faults: list[Fault] = []
    found = False
    for sheet in open_file(data):
        table, at = _table(sheet)
        if table is None:
            continue
        found = True
        faults += sheet.faults
        columns, wrong = _columns(table, sheet, sheet.rows[at])
        faults += wrong
        if not wrong:
            rows += _rows(table, sheet, sheet.rows[at + 1 :], columns, faults)
    if not found:
        raise Unreadable([fault("no_sheet")])
    if len(rows) > MOST:
        raise Unreadable([fault("many", most=MOST)])
    return rows, faults


def _table(sheet: Sheet) -> tuple[Table | None, int]:
    """The table that a sheet holds, and the index of its heading line.

    None if no line has at least two headings of a table.
    """
    best: tuple[int, Table | None, int] = (1, None, 0)
    for at, line in enumerate(sheet.rows[:HEADINGS_WITHIN]):
        for table in TABLES:
            named = sum(isinstance(cell, str) and heading(table, cell) is not None for cell in line.cells)
            if named > best[0]:
                best = (named, table, at)
    return best[1], best[2]


def _columns(table: Table, sheet: Sheet, line: SheetRow) -> tuple[dict[int, Column], list[Fault]]:
    columns: dict[int, Column] = {}
    faults: list[Fault] = []
    for place, cell in enumerate(line.cells):
        column = heading(table, cell) if isinstance(cell, str) else None
        if column and column in columns.values():
            faults.append(fault("twice_column", sheet.name, line.row, column=column.vi))
        elif column:
            columns[place] = column
    for column in lacking(table, {column.name for column in columns.values()}):
        faults.append(fault("column", sheet.name, line.row, column=column.head))
    return columns, faults


def _rows(
    table: Table, sheet: Sheet, lines: list[SheetRow], columns: dict[int, Column], faults: list[Fault]
) -> Iterator[Row]:
    for line in lines:
        values: dict[str, str] = {}
        wrong: list[Fault] = []
        bad: set[str] = set()
        for place, column in columns.items():
            cell = line.cells[place] if place < len(line.cells) else None
            try:
                text = _text(column, cell)
            except Wrong as what:
                wrong.append(fault(what.rule, sheet.name, line.row, column=column.vi, **what.named))
                bad.add(column.name)
                continue
            if text:
                values[column.name] = text
        for column in lacking(table, values.keys() | bad):
            wrong.append(fault("required", sheet.name, line.row, column=column.vi))
        if values.get("since", "") >= values.get("until", "9"):
            wrong.append(fault("order", sheet.name, line.row))
        # A row of blanks alone is no row.
        if values or any(cell is not None and str(cell).strip() for cell in line.cells):
            faults += wrong
            if not wrong:
                yield Row(table.key, sheet.name, line.row, values)


class Wrong(ValueError):
    """Raised for one cell: ``rule`` is a key of ``faults.TEXTS``, ``named`` are values for its text."""

    def __init__(self, rule: str, **named: object):
        super().__init__(rule)
        self.rule, self.named = rule, named


def _text(column: Column, cell: Value) -> str:
    """A cell's value as text, for a choice its value, for a date its ISO form; empty for an empty cell.

    Raises Wrong.
    """
    if cell is None:
        return ""
    if column.kind == "date":
        return _date(cell)
    if isinstance(cell, bool | datetime | date):
        raise Wrong("type", value=_short(cell))
    if isinstance(cell, float):
        if not cell.is_integer() or abs(cell) >= 2**53:
            raise Wrong("type", value=_short(cell))
        cell = int(cell)
    text = unicodedata.normalize("NFC", str(cell)).strip()
    if any(unicodedata.category(letter) in UNSEEN for letter in text) or ESCAPED.search(text):
        raise Wrong("control")
    if column.name in ("name", "aliases"):
        text = tidy(text)
    if len(text) > column.longest:
        raise Wrong("long", most=column.longest)
    if column.kind == "choice" and text:
        value = choice(column, text)
        if value is None:
            raise Wrong(
                "choice", value=_short(text), choices=", ".join(written[0] for written in column.spellings.values())
            )
        return value
    return text


def _date(cell: Value) -> str:
    """A cell's date in ISO form; the cell holds a date, or text such as 05/09/2026. Raises Wrong."""
    found: date | None = None
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, str):
        if not cell.strip():
            return ""
        found = _written(cell.strip())
    if found is None:
        raise Wrong("date", value=_short(cell))
    if not today() - BACK <= found <= today() + FARTHEST:
        raise Wrong("year", value=_short(cell if isinstance(cell, str) else found.isoformat()))
    return found.isoformat()


def _written(text: str) -> date | None:
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _short(value: object) -> str:
    text = "".join(letter for letter in str(value) if unicodedata.category(letter) not in UNSEEN)
    return text if len(text) <= 60 else f"{text[:60]}…"
