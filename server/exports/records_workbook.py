"""The records of a register as a workbook: a sheet of records, and one for each field that holds rows."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from server.exports import cell_values
from server.exports.export_row import ExportRow
from server.exports.sheet_writer import MOST_ROWS, CellValue, SheetWriter, parse_day
from server.exports.workbook_writer import WorkbookWriter
from server.platform.texts import STATUSES, period_text, phrase
from sync.registers import Field, Register
from sync.registers.values import from_thousandths, thousandths

LEADING = ("number", "unit", "within", "period", "status", "author", "submitted")
WIDTHS = (6, 32, 18, 22, 18, 24, 18)


def workbook(path: Path, register: Register, rows: Iterable[ExportRow], language: str, about: Sequence[str]) -> None:
    """Write the workbook of a register's records to ``path``, in constant memory.

    ``rows``: the records; ``about``: the lines under the title. Records beyond ``MOST_ROWS`` go on in a further sheet;
    a last row has the totals of the fields that the register adds up.
    """
    fields = [field for field in register.fields.values() if not field.retired]
    flat = [field for field in fields if field.type != "rows"]
    writer = WorkbookWriter(path, streams=True)
    widths = [*WIDTHS, *(_width(field) for field in flat)]
    heads = [*(phrase(name, language) for name in LEADING), *(field.label[language] for field in flat)]
    title = register.title[language]

    def begin() -> SheetWriter:
        """Begin a sheet of records: the first, or the next when one is full."""
        sheet = writer.sheet(title, widths)
        sheet.heading(language, title.upper(), about, min(len(heads) - 1, 8))
        _head(sheet, heads)
        return sheet

    sheet = begin()
    sums = dict.fromkeys(_added(register), 0)
    tables = {field.name: _table(writer, field, language) for field in fields if field.type == "rows"}
    styles = ["whole", *["text"] * 5, "moment", *(cell_values.style(field) for field in flat)]
    for number, row in enumerate(rows, 1):
        if sheet.row > MOST_ROWS:
            sheet = begin()
        sheet.write_row([number, *_leading_cells(row, language), *_answers(flat, row, language)], styles)
        for name in sums:
            sums[name] += thousandths(row["data"].get(name))
        for name, table in tables.items():
            tables[name] = _nested(writer, table, register.fields[name], number, row, language)
    _totals(sheet, flat, sums, language)
    sheet.signatures(language, min(len(heads) - 1, 8))
    writer.close()


def _head(sheet: SheetWriter, heads: Sequence[str]) -> None:
    """Write the heads of the columns, which stay in view on screen and are repeated on each printed page."""
    sheet.write_row(heads, "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    sheet.worksheet.repeat_rows(sheet.row - 1)


def _leading_cells(row: ExportRow, language: str) -> list[CellValue]:
    """The cells of a record for the columns ``LEADING``, except the first, the number."""
    status = STATUSES[row["status"]][language]
    return [
        row["unit"],
        row["place"],
        period_text(row["period"], language),
        status,
        row["author"],
        parse_day(row["submitted"]),
    ]


def _answers(fields: Sequence[Field], row: ExportRow, language: str) -> list[CellValue]:
    return [cell_values.value(field, row["data"].get(field.name), row["named"], language) for field in fields]


def _table(writer: WorkbookWriter, field: Field, language: str) -> SheetWriter:
    """Add the sheet for a field that holds rows, with its heads."""
    columns = [column for column in field.fields.values() if not column.retired]
    sheet = writer.sheet(field.label[language], [10, 32, *(_width(column) for column in columns)])
    _head(
        sheet, [phrase("row_of", language), phrase("unit", language), *(column.label[language] for column in columns)]
    )
    return sheet


def _nested(
    writer: WorkbookWriter, sheet: SheetWriter, field: Field, number: int, row: ExportRow, language: str
) -> SheetWriter:
    """Write the rows that a record has in a field of rows; ``number``: that of the record in the first sheet.

    Returns the sheet to go on in: a new one once one is full.
    """
    columns = [column for column in field.fields.values() if not column.retired]
    for nested in row["data"].get(field.name) or ():
        if sheet.row > MOST_ROWS:
            sheet = _table(writer, field, language)
        values = [cell_values.value(column, nested.get(column.name), {}, language) for column in columns]
        sheet.write_row([number, row["unit"], *values], ["whole", "text", *(cell_values.style(one) for one in columns)])
    return sheet


def _added(register: Register) -> list[str]:
    """The names of the fields with a total: those that a measure of the register adds up over periods and all units."""
    sums = [
        one
        for one in register.measures
        if one.kind == "sum" and one.flow == "flow" and one.where is None and not one.applies_to
    ]
    return [name for measure in sums for name in measure.fields if name in register.fields]


def _totals(sheet: SheetWriter, flat: Sequence[Field], sums: dict[str, int], language: str) -> None:
    """Write the last row. ``sums``: in thousandths, of the fields that may be added up."""
    values = [from_thousandths(sums[field.name]) if field.name in sums else None for field in flat]
    styles = ["total_part" if field.type == "decimal" else "total_whole" for field in flat]
    blank = [None] * (len(LEADING) - 2)
    sheet.write_row([None, phrase("total", language), *blank, *values], ["total_text"] * len(LEADING) + styles)


def _width(field: Field) -> float:
    return {"longtext": 64, "text": 28, "integer": 12, "decimal": 12, "date": 13, "yesno": 10}.get(field.type, 24)
