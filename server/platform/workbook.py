"""The sheets of an .xlsx file that somebody uploads, read without trusting it: it is checked before it is parsed.

Formulas are never evaluated, and a file that could hold macros is not opened.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple, Protocol

from server.platform.workbook_faults import Fault, Unreadable, fault
from server.platform.workbook_limits import LONGEST, MOST_COLUMNS, MOST_FAULTS, MOST_ROWS, MOST_SHEETS
from server.platform.workbook_package import check_package

Value = str | int | float | bool | datetime | date | None
"""What a cell holds, formulas and errors left out."""

MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
ZEROS = re.compile("0{2,60}")


class SheetRow(NamedTuple):
    """A row that has something in it: its number from 1, and its cells from the first column to the last filled one."""

    row: int
    cells: tuple[Value, ...]


class Sheet(NamedTuple):
    """A sheet's filled rows, and what is wrong in it."""

    name: str
    rows: list[SheetRow]
    faults: list[Fault]


class _Cell(Protocol):
    """What we ask of a cell of the library's."""

    value: object
    data_type: str
    coordinate: str
    number_format: object


class _Worksheet(Protocol):
    """What we ask of a sheet of the library's."""

    title: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


def read_sheets(data: bytes, shown: bool = False) -> list[Sheet]:
    """The sheets of a workbook with their values; what is wrong within one is among its faults. Raises Unreadable.

    ``shown``: a whole number whose format is zeros keeps the leading ones, as text: 00317 is a code, not 317.
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
    """The areas of merged cells, ``A1:B2``: the library reads row by row and knows nothing of them."""
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
    """A cell's value; empty text is nothing, and what is too long is cut off, as it is a fault already."""
    value = cell.value
    if isinstance(value, str):
        return value[:LONGEST] if value.strip() else None
    return value if isinstance(value, int | float | bool | datetime | date) else None


def _shown(cell: _Cell) -> Value:
    """A cell's value, as text where its format shows leading zeros."""
    value = _value(cell)
    zeros = str(cell.number_format)
    if isinstance(value, int | float) and not isinstance(value, bool) and ZEROS.fullmatch(zeros):
        return f"{int(value):0{len(zeros)}d}" if value == int(value) else value
    return value
