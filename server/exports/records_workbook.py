"""The records of a register as a file, row after row from the spool: a workbook, CSV as ODK Central has it, JSON."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson

from server.exports import cell_values
from server.exports.sheet_writer import MOST_ROWS, Book, Sheet, day_of
from server.platform.texts import STATUSES, period_text, phrase
from sync.protocol.canonical import Json
from sync.registers import Field, Register

BEFORE = ("number", "unit", "within", "period", "status", "author", "submitted")
WIDTHS = (6, 32, 18, 22, 18, 24, 18)
MARKS = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet takes for the start of a formula; and the mark that we put before those, itself."""


def workbook(path: Path, register: Register, lines: Iterable[Json], language: str, about: Sequence[str]) -> None:
    """One row a record, with a sheet of their own for the rows of each ``rows`` field; in constant memory."""
    fields = [field for field in register.fields.values() if not field.retired]
    flat = [field for field in fields if field.type != "rows"]
    book = Book(path, streams=True)
    widths = [*WIDTHS, *(_width(field) for field in flat)]
    heads = [*(phrase(name, language) for name in BEFORE), *(field.label[language] for field in flat)]
    title = register.title[language]

    def begin() -> Sheet:
        sheet = book.sheet(title, widths)
        sheet.heading(language, title.upper(), about, min(len(heads) - 1, 8))
        _head(sheet, heads)
        return sheet

    sheet, sums = begin(), dict.fromkeys(_added(register), 0)
    tables = {field.name: _table(book, field, language) for field in fields if field.type == "rows"}
    styles = ["whole", *["text"] * 5, "moment", *(cell_values.style(field) for field in flat)]
    for number, line in enumerate(lines, 1):
        if sheet.row > MOST_ROWS:
            sheet = begin()
        sheet.line([number, *_before(line, language), *_flat(flat, line, language)], styles)
        for name in sums:
            sums[name] += line["data"].get(name) or 0
        for name, table in tables.items():
            _nested(table, register.fields[name], number, line, language)
    _totals(sheet, flat, sums, language)
    sheet.signatures(language, min(len(heads) - 1, 8))
    book.close()


def comma_separated(path: Path, register: Register, lines: Iterable[Json]) -> None:
    """UTF-8 with BOM, CRLF, Central's columns first. Values are the register's own, not their words."""
    fields = [field for field in register.fields.values() if not field.retired]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL)
        writer.writerow([*CENTRAL, *OURS, *(field.name for field in fields)])
        for line in lines:
            writer.writerow([guarded(value) for value in (*_central(line), *_ours(line), *_values(fields, line))])


def json_list(path: Path, lines: Iterable[Json]) -> None:
    """One array, an object a line."""
    with path.open("wb") as file:
        file.write(b"[")
        for number, line in enumerate(lines):
            file.write(b",\n" if number else b"\n")
            file.write(orjson.dumps(line))
        file.write(b"\n]\n")


def guarded(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets a ``'`` before it; so does one that begins with ``'``.

    Nothing is lost: whoever takes one leading ``'`` away again has the very text. Numbers are no texts and stay.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(MARKS) else value


CENTRAL = ("KEY", "SubmissionDate", "SubmitterName", "ReviewState", "FormVersion", "DeviceID", "Edits")
OURS = ("schoolState", "status", "unit", "unitCode", "period")


def _central(line: Json) -> list[Any]:
    return [line[name] for name in ("key", "submitted", "author", "review", "form", "device", "edits")]


def _ours(line: Json) -> list[Any]:
    return [line[name] for name in ("school", "status", "unit", "code", "period")]


def _values(fields: Sequence[Field], line: Json) -> list[Any]:
    return [_bare(field, line["data"].get(field.name)) for field in fields]


def _bare(field: Field, value: Any) -> Any:
    """As Central has it: several choices with spaces between, rows as JSON, yes and no as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.type == "rows" and value is not None:
        return orjson.dumps(value).decode()
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return value


def _head(sheet: Sheet, heads: Sequence[str]) -> None:
    sheet.line(heads, "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    sheet.worksheet.repeat_rows(sheet.row - 1)


def _before(line: Json, language: str) -> list[Any]:
    status = STATUSES[line["status"]][language]
    return [
        line["unit"],
        line["place"],
        period_text(line["period"], language),
        status,
        line["author"],
        day_of(line["submitted"]),
    ]


def _flat(fields: Sequence[Field], line: Json, language: str) -> list[Any]:
    return [cell_values.value(field, line["data"].get(field.name), line["named"], language) for field in fields]


def _table(book: Book, field: Field, language: str) -> Sheet:
    columns = [column for column in field.fields.values() if not column.retired]
    sheet = book.sheet(field.label[language], [10, 32, *(_width(column) for column in columns)])
    _head(
        sheet, [phrase("row_of", language), phrase("unit", language), *(column.label[language] for column in columns)]
    )
    return sheet


def _nested(sheet: Sheet, field: Field, number: int, line: Json, language: str) -> None:
    columns = [column for column in field.fields.values() if not column.retired]
    for row in line["data"].get(field.name) or ():
        if sheet.row <= MOST_ROWS:
            values = [cell_values.value(column, row.get(column.name), {}, language) for column in columns]
            sheet.line([number, line["unit"], *values], ["whole", "text", *(cell_values.style(one) for one in columns)])


def _added(register: Register) -> list[str]:
    """The fields whose values may be added up: those of which the register makes a sum over periods."""
    sums = [measure for measure in register.measures if measure.kind == "sum" and measure.flow == "flow"]
    return [name for measure in sums for name in measure.fields if name in register.fields]


def _totals(sheet: Sheet, flat: Sequence[Field], sums: dict[str, Any], language: str) -> None:
    values = [sums.get(field.name) for field in flat]
    styles = ["total_part" if field.type == "decimal" else "total_whole" for field in flat]
    blank = [None] * (len(BEFORE) - 2)
    sheet.line([None, phrase("total", language), *blank, *values], ["total_text"] * len(BEFORE) + styles)


def _width(field: Field) -> float:
    return {"longtext": 64, "text": 28, "integer": 12, "decimal": 12, "date": 13, "yesno": 10}.get(field.type, 24)
