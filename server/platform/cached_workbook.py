"""Reading the values of an uploaded workbook, .xlsx or .xls, as whoever saved it saw them: formulas with their results.

For workbooks in which nothing is added up. It runs in the sandbox.
"""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from server.platform.sandbox.fault import refuse_memory
from server.platform.sheet_extent import without_extents
from server.platform.workbook import Sheet, SheetRow, Value
from server.platform.workbook_faults import Fault, Unreadable, fault
from server.platform.workbook_limits import LONGEST, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from server.platform.workbook_package import OLE, check_package, check_size

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def read_values(data: bytes) -> list[Sheet]:
    """The sheets of a workbook, in order; rows without a value are left out, and count for nothing.

    Merged cells have their value in the first of them. What is too large is among a sheet's ``faults``. Raises
    Unreadable for a file that is no such workbook, is protected by a password or may hold macros.
    """
    return _read(data, merged=False)


def read_merged(data: bytes) -> list[Sheet]:
    """``read_values``, with the value of merged cells in each of them, as whoever reads such a table takes it."""
    return _read(data, merged=True)


def _read(data: bytes, merged: bool) -> list[Sheet]:
    check_size(data)
    if not data.startswith(OLE) or "EncryptedPackage".encode("utf-16-le") in data:
        check_package(data)
    # Reading workbooks is rare.
    import python_calamine

    try:
        try:
            return _sheets(data, merged)
        except python_calamine.CalamineError:
            # Excel opens a workbook whose sheets say of their extent what is no area of cells, such as rows alone.
            if data.startswith(OLE):
                raise
            return _sheets(without_extents(data), merged)
    except Unreadable:
        raise
    except Exception as error:
        refuse_memory(error)
        # What a parser of somebody else's format says of a file made to break it is not to be foreseen.
        raise Unreadable([fault("broken")]) from error


def _sheets(data: bytes, merged: bool) -> list[Sheet]:
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    if len(workbook.sheet_names) > MOST_SHEETS:
        raise Unreadable([fault("sheets")])
    names = [one.name for one in workbook.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
    return [_sheet(name, workbook.get_sheet_by_name(name), merged) for name in names]


def _sheet(name: str, sheet: "CalamineSheet", merged: bool) -> Sheet:
    rows: list[SheetRow] = []
    faults: list[Fault] = []
    table = sheet.to_python(skip_empty_area=False)
    if merged:
        _fill(table, sheet.merged_cell_ranges or [])
    for at, cells in enumerate(table, 1):
        values = [_value(cell) for cell in cells]
        while values and values[-1] is None:
            values.pop()
        if not values:
            continue
        if len(rows) == MOST_ROWS:
            faults.append(fault("rows", name, at))
            break
        if len(values) > MOST_COLUMNS:
            faults.append(fault("columns", name, at))
        if any(isinstance(value, str) and len(value) > LONGEST for value in values):
            faults.append(fault("long", name, at))
        rows.append(SheetRow(at, tuple(map(_cut, values[:MOST_COLUMNS]))))
    return Sheet(name, rows, faults)


def _fill(table: list[list[Any]], areas: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Write the value of each area of merged cells, from one corner to the other, into all of its cells there are."""
    for (top, left), (bottom, right) in areas:
        if top >= len(table) or left >= len(table[top]):
            continue
        value = table[top][left]
        for cells in table[top : bottom + 1]:
            cells[left : right + 1] = [value] * len(cells[left : right + 1])


def _cut(value: Value) -> Value:
    return value[:LONGEST] if isinstance(value, str) else value


def _value(cell: object) -> Value:
    """A cell's value; a time of the day as text: ``14:30``, and a span of hours as well: ``38:05``, so that it is a
    time where it is less than a day, and is never empty. None for blank text."""
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}".removesuffix(":00")
    if isinstance(cell, timedelta):
        return _span(round(cell.total_seconds()))
    if isinstance(cell, str):
        return cell if cell.strip() else None
    return cell if isinstance(cell, int | float | bool | datetime | date) else None


def _span(seconds: int) -> str:
    minutes, rest = divmod(abs(seconds), 60)
    shown = f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}".removesuffix(":00")
    return f"-{shown}" if seconds < 0 else shown
