"""Opening a file of units and people: an .xlsx workbook, or CSV from any program, whose cells are all text."""

from server.imports.records.sheets import ZIP, open_any
from server.platform.workbook import Sheet, SheetRow
from server.platform.workbook_faults import Fault
from server.platform.workbook_opening import open_sheets
from server.platform.workbook_package import OLE


def open_file(data: bytes) -> list[Sheet]:
    """The sheets of a file, of CSV the one. Raises Unreadable for one that cannot be read, an old .xls among them."""
    if data.startswith((ZIP, OLE)):
        return open_sheets(data, shown=True)
    return [
        Sheet(
            sheet.name,
            [
                SheetRow(line.row, tuple(cell if isinstance(cell, str) else None for cell in line.cells))
                for line in sheet.lines
            ],
            [Fault(sheet.fault[0], sheet.fault[1], sheet.name)] if sheet.fault else [],
        )
        for sheet in open_any(data)
    ]
