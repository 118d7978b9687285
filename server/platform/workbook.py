"""Reading the sheets of an uploaded .xlsx file that is not trusted: it is checked before it is parsed, in the sandbox.

Formulas are never evaluated, and a file that could hold macros is refused.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple, Protocol

from server.platform.sandbox.fault import refuse_memory
from server.platform.workbook_faults import Fault, Unreadable, fault
from server.platform.workbook_limits import LONGEST, MOST_COLUMNS, MOST_FAULTS, MOST_ROWS, MOST_SHEETS
from server.platform.workbook_package import check_package

Value = str | int | float | bool | datetime | date | None
"""The value that is read from a cell; None for an empty cell."""

MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
ZEROS = re.compile("0{2,60}")


class SheetRow(NamedTuple):
    """A row that is not empty. ``row``: its number in the sheet, from 1. ``cells``: its values from the first column to
    the last that is filled."""

    row: int
    cells: tuple[Value, ...]


class Sheet(NamedTuple):
    """A sheet of a workbook: its name, its rows that are not empty, and what is wrong in it."""

    name: str
    rows: list[SheetRow]
    faults: list[Fault]


class _Cell(Protocol):
    """The members of an openpyxl cell that are used here."""

    value: object
    data_type: str
    coordinate: str
    number_format: object


class _Worksheet(Protocol):
    """The members of an openpyxl sheet that are used here."""

    title: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


def read_sheets(data: bytes, shown: bool = False) -> list[Sheet]:
    """The sheets of the .xlsx file ``data``, in order. What is wrong within a sheet is among its ``faults``; a file
    that cannot be read as a whole raises ``Unreadable``.

    ``shown``: read a whole number as text, with its leading zeros, where the cell's format shows them: the code 00317,
    not 317.
    """
    check_package(data)
    # Reading workbooks is rare and the library is large.
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if len(workbook.sheetnames) > MOST_SHEETS:
            raise Unreadable([fault("sheets")])
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return [_sheet(sheet, packed, shown) for sheet in workbook.worksheets]
    except Unreadable:
        raise
    except Exception as error:
        refuse_memory(error)
        # What a parser of somebody else's format says of a file made to break it is not to be foreseen.
        raise Unreadable([fault("broken")]) from error


def _sheet(sheet: _Worksheet, packed: zipfile.ZipFile, shown: bool) -> Sheet:
    faults = [
        fault("merged", sheet.title, int(re.sub(r"\D", "", area.split(":")[0])), cell=area)
        for area in _merged(packed, sheet)
    ]
    sheet.reset_dimensions()
    rows: list[SheetRow] = []
    for at, cells in enumerate(sheet.iter_rows(), 1):
        if at > MOST_ROWS:
            faults.append(fault("rows", sheet.title, at))
        if at > MOST_ROWS or len(faults) > MOST_FAULTS:
            break
        filled = [place for place, cell in enumerate(cells, 1) if cell.value is not None]
        if filled:
            faults += _cell_faults(sheet.title, at, cells[: filled[-1]])
            read = _shown if shown else _value
            rows.append(SheetRow(at, tuple(map(read, cells[: min(filled[-1], MOST_COLUMNS)]))))
    return Sheet(sheet.title, rows, faults[:MOST_FAULTS])


def _merged(packed: zipfile.ZipFile, sheet: _Worksheet) -> list[str]:
    """The areas of merged cells in a sheet, such as ``A1:B2``, taken from its XML: openpyxl does not report them when
    it reads row by row."""
    return [area.decode() for area in MERGED.findall(packed.read(sheet._worksheet_path))]


def _cell_faults(sheet: str, row: int, cells: tuple[_Cell, ...]) -> Iterator[Fault]:
    if len(cells) > MOST_COLUMNS:
        yield fault("columns", sheet, row)
    for cell in cells[:MOST_COLUMNS]:
        if cell.data_type == "f":
            yield fault("formula", sheet, row, cell=cell.coordinate)
        elif cell.data_type == "e":
            yield fault("error", sheet, row, cell=cell.coordinate, value=str(cell.value)[:20])
        elif isinstance(cell.value, str) and len(cell.value) > LONGEST:
            yield fault("long", sheet, row)


def _value(cell: _Cell) -> Value:
    """A cell's value, with text cut to its greatest length (longer text is a fault elsewhere); None for blank text."""
    value = cell.value
    if isinstance(value, str):
        return value[:LONGEST] if value.strip() else None
    return value if isinstance(value, int | float | bool | datetime | date) else None


def _shown(cell: _Cell) -> Value:
    """A cell's value, but as text with leading zeros where the cell's number format consists of zeros."""
    value = _value(cell)
    zeros = str(cell.number_format)
    if isinstance(value, int | float) and not isinstance(value, bool) and ZEROS.fullmatch(zeros):
        return f"{int(value):0{len(zeros)}d}" if value == int(value) else value
    return value
