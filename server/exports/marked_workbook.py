"""A sheet that somebody wanted to bring in, with its faulty cells marked, and what is wrong with each row beside it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue, parse_day
from server.exports.workbook_writer import WorkbookWriter
from server.imports.records.planned import PlannedRow
from server.imports.records.sheets import OpenedSheet
from server.platform.clock import HERE

HEAD = {"vi": "Lỗi cần sửa", "en": "To be mended"}
WIDTH, WIDE = 16, 60  # characters of a column, and of the one with the faults


def write_marked(path: Path, sheet: OpenedSheet, rows: Sequence[PlannedRow], language: str) -> None:
    """Write a sheet to ``path`` as an .xlsx file: each row where it stood, so that its number is the same.

    Only values are written, no formulas; the faults stand in one more column, the last.
    """
    wide = max((len(line.cells) for line in sheet.lines), default=0)
    writer = WorkbookWriter(path, Notation())
    page = writer.sheet(sheet.name, [*[WIDTH] * wide, WIDE])
    faults = {row["row"]: row["faults"] for row in rows if row["faults"]}
    first = min((row["row"] for row in rows), default=0)
    for line in sheet.lines:
        page.row = line.row - 1
        wrong = faults.get(line.row, [])
        marked = {one.get("column") for one in wrong}
        for at, cell in enumerate(line.cells):
            page.write_cell(at, _value(cell), _style(cell, at in marked))
        if wrong:
            page.write_cell(wide, "\n".join(_text(one["vi"], one["en"], language) for one in wrong), "faulty")
        elif line.row == first - 1:
            page.write_cell(wide, HEAD[language], "head")
    writer.close()


def _value(cell: object) -> CellValue:
    if isinstance(cell, list):
        read = parse_day(str(cell[0]))
        return read.replace(tzinfo=HERE) if isinstance(read, datetime) else read
    return cell if isinstance(cell, str | bool | int | float) else None


def _style(cell: object, marked: bool) -> str:
    if isinstance(cell, list):
        look = "moment" if "T" in str(cell[0]) else "day"
        return f"faulty_{look}" if marked else look
    return "faulty" if marked else "text"


def _text(vi: str, en: str, language: str) -> str:
    return en if language == "en" else vi
