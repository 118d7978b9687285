"""The records of a register as a workbook: a sheet of records, and one for each field that holds rows."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from server.exports import cell_values
from server.exports.export_row import ExportRow
from server.exports.notation import Notation
from server.exports.record_cells import record_cells
from server.exports.record_columns import RecordColumns, added_fields, record_columns, width
from server.exports.sheet_writer import MOST_ROWS, SheetWriter
from server.exports.workbook_writer import WorkbookWriter
from server.platform.texts import STATUSES, phrase
from sync.registers import Field, Register
from sync.registers.values import from_thousandths, thousandths

STYLES = {"number": "whole", "submitted": "moment"}


def workbook(
    path: Path,
    register: Register,
    rows: Iterable[ExportRow],
    notation: Notation,
    language: str,
    about: Sequence[str],
    statuses: Collection[str] = (),
    answered: Collection[str] | None = None,
) -> None:
    """Write the workbook of a register's records to ``path``, in constant memory.

    ``rows``: the records, all in one of the ``statuses``; ``about``: the lines under the title; ``answered``: the names
    of the fields that some record answers, None for all. Records beyond ``MOST_ROWS`` go on in a further sheet; a last
    row has the totals of the fields that the register adds up.
    """
    columns = record_columns(register, statuses, answered)
    before, after = ([phrase(name, language) for name in names] for names in (columns.first, columns.last))
    heads = [*before, *(field.label[language] for field in columns.fields), *after]
    writer = WorkbookWriter(path, notation, streams=True)
    title, last = _title(register, statuses, language), columns.printed - 1
    lines = [*about, *_printed(columns, language)]

    def begin() -> SheetWriter:
        """Begin a sheet of records: the first, or the next when one is full."""
        sheet = writer.sheet(register.title[language], columns.widths, printed=columns.printed)
        sheet.heading(language, title, lines, last)
        _head(sheet, heads)
        return sheet

    sheet = begin()
    tables = {field.name: _table(writer, field, language) for field in _nesting(register)}
    sums = {name: 0 for name in added_fields(register) if register.fields[name] in columns.fields}
    styles = _styles(columns)
    for number, row in enumerate(rows, 1):
        if sheet.row > MOST_ROWS:
            sheet = begin()
        sheet.write_row(record_cells(columns, number, row, notation, language), styles)
        for name in sums:
            sums[name] += thousandths(row["data"].get(name))
        for name, table in tables.items():
            tables[name] = _nested(writer, table, register.fields[name], number, row, language)
    if sums:
        _totals(sheet, columns, sums, language)
    if columns.unanswered:
        left_out = ", ".join(field.label[language] for field in columns.unanswered)
        sheet.write_note(phrase("unanswered", language, fields=left_out), last)
    sheet.signatures(language, last)
    writer.close()


def _styles(columns: RecordColumns) -> list[str]:
    before, after = ([STYLES.get(name, "text") for name in names] for names in (columns.first, columns.last))
    return [*before, *map(cell_values.style, columns.fields), *after]


def _title(register: Register, statuses: Collection[str], language: str) -> str:
    """The title of the sheet, with the status of its records if they have but one."""
    title = register.title[language].upper()
    return f"{title} ({STATUSES[next(iter(statuses))][language].lower()})" if len(statuses) == 1 else title


def _printed(columns: RecordColumns, language: str) -> list[str]:
    """A line that says how many columns are on paper, where not all are."""
    whole = columns.printed == len(columns.widths)
    return [] if whole else [phrase("printed", language, n=columns.printed)]


def _nesting(register: Register) -> list[Field]:
    return [field for field in register.fields.values() if not field.retired and field.type == "rows"]


def _head(sheet: SheetWriter, heads: Sequence[str]) -> None:
    """Write the heads of the columns, which stay in view on screen and are repeated on each printed page."""
    sheet.write_row(heads, "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    sheet.worksheet.repeat_rows(sheet.row - 1)


def _table(writer: WorkbookWriter, field: Field, language: str) -> SheetWriter:
    """Add the sheet for a field that holds rows, with its heads."""
    columns = [column for column in field.fields.values() if not column.retired]
    sheet = writer.sheet(field.label[language], [10, 32, *map(width, columns)])
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
        values = [
            cell_values.value(column, nested.get(column.name), {}, sheet.notation, language) for column in columns
        ]
        sheet.write_row([number, row["unit"], *values], ["whole", "text", *(cell_values.style(one) for one in columns)])
    return sheet


def _totals(sheet: SheetWriter, columns: RecordColumns, sums: dict[str, int], language: str) -> None:
    """Write the row of totals. ``sums``: in thousandths, of the fields that may be added up."""
    values = [from_thousandths(sums[field.name]) if field.name in sums else None for field in columns.fields]
    kinds = ["total_part" if field.type == "decimal" else "total_whole" for field in columns.fields]
    styles = [kind if field.name in sums else "total_text" for kind, field in zip(kinds, columns.fields, strict=True)]
    before, after = len(columns.first), len(columns.last)
    cells = [None, phrase("total", language), *[None] * (before - 2), *values, *[None] * after]
    sheet.write_row(cells, ["total_text"] * before + styles + ["total_text"] * after)
