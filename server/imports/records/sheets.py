"""Opening a workbook that somebody kept their own figures in: any .xlsx, .xls or .csv, read in the sandbox.

Formulas come with the values that they had when the file was saved; they are never worked out.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from server.imports.records.xlsx_rows import Marks, marks
from server.platform.cached_workbook import read_merged
from server.platform.csv_sheet import read_csv
from server.platform.sandbox.fault import SandboxFault
from server.platform.sandbox.run import run
from server.platform.workbook import Value
from server.platform.workbook_faults import Fault, Unreadable
from server.platform.workbook_package import OLE, check_size

ZIP = b"PK"
UNCALCULATED = "#CALC!"
"""What stands in a cell whose formula no program has worked out."""
MOST_COLUMNS = 100  # of a row: no register asks for more


class Line(NamedTuple):
    """A row that is not empty: its number from 1, and its cells, in which a day is text as ``2024-09-05``, marked by
    being within a list of its own: ``["2024-09-05"]``, in a cell that shows a time too ``["2024-09-05T14:30"]``."""

    row: int
    cells: list[object]


class OpenedSheet(NamedTuple):
    """A sheet as it was read. ``hidden``: numbers of rows that its maker has hidden; ``fault``: why it cannot be used,
    in Vietnamese and English, None if it can."""

    name: str
    lines: list[Line]
    hidden: list[int]
    fault: list[str] | None


SheetContent = tuple[str, list[tuple[int, list[object]]], list[int], list[str] | None]
"""An ``OpenedSheet`` as JSON holds it."""


def open_any(data: bytes) -> list[OpenedSheet]:
    """The sheets of a file, in order. Raises Unreadable, with the reasons, for one that cannot be read at all."""
    check_size(data)
    try:
        answer = json.loads(run(_read, data))
    except SandboxFault as fault:
        raise Unreadable([Fault(fault.vi, fault.en)]) from None
    if answer["unreadable"]:
        raise Unreadable([Fault(*fault) for fault in answer["unreadable"]])
    return sheets_from(answer["sheets"])


def sheets_from(content: Sequence[SheetContent]) -> list[OpenedSheet]:
    """The sheets that JSON says; what ``open_any`` gives can be kept as JSON."""
    return [OpenedSheet(name, [Line(*line) for line in lines], hidden, fault) for name, lines, hidden, fault in content]


def _read(data: bytes) -> bytes:
    """The sheets of a file as JSON, or why it cannot be read."""
    try:
        sheets, faults = _sheets(data), []
    except Unreadable as fault:
        sheets, faults = [], fault.faults
    return json.dumps({"sheets": sheets, "unreadable": faults}).encode()


def _sheets(data: bytes) -> list[OpenedSheet]:
    if not data.startswith((ZIP, OLE)):
        # Whatever it is called, it may have been meant as a workbook.
        lines = [Line(at, cells) for at, cells in read_csv(data, "neither")]
        return [OpenedSheet("CSV", lines, [], None)]
    marked = marks(data) if data.startswith(ZIP) else {}
    found = []
    for sheet in read_merged(data):
        its = marked.get(sheet.name, Marks(set(), set(), set()))
        lines = [Line(row, [_plain(cell) for cell in cells[:MOST_COLUMNS]]) for row, cells in sheet.rows]
        _note_uncalculated(lines, its.cells)
        _note_midnights(lines, its.midnights)
        fault = [sheet.faults[0].vi, sheet.faults[0].en] if sheet.faults else None
        found.append(OpenedSheet(sheet.name, [] if fault else lines, sorted(its.rows), fault))
    return found


def _note_uncalculated(lines: list[Line], cells: set[tuple[int, int]]) -> None:
    """Write into the cells whose formula has no value that it has none: they are not empty."""
    by_row = {line.row: line.cells for line in lines}
    for row, place in cells:
        if row in by_row and place < MOST_COLUMNS:
            by_row[row].extend([None] * (place + 1 - len(by_row[row])))
            by_row[row][place] = by_row[row][place] or UNCALCULATED


def _note_midnights(lines: list[Line], midnights: set[tuple[int, int]]) -> None:
    """Write their time to the days in cells that show one: what is read of a day at 00:00 is the day alone."""
    for line in lines:
        for at, cell in enumerate(line.cells):
            if isinstance(cell, list) and (line.row, at) in midnights and "T" not in cell[0]:
                line.cells[at] = [f"{cell[0]}T00:00"]


def _plain(cell: Value) -> object:
    """A cell as JSON can hold it."""
    if isinstance(cell, datetime):
        return [cell.isoformat(timespec="minutes")]
    return [cell.isoformat()] if isinstance(cell, date) else cell
