"""The records of a register as a CSV that Excel in Vietnam opens by itself, with codes and days as they are written."""

import csv
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from server.exports.export_row import ExportRow
from server.exports.notation import Notation
from server.exports.record_cells import record_cells
from server.exports.record_columns import record_columns
from server.exports.records_csv import guarded
from server.exports.sheet_writer import CellValue
from server.platform.clock import HERE
from server.platform.texts import phrase
from sync.registers import Register

LANGUAGE = "vi"
ENCODING, MARK = "utf-16-le", "\ufeff"
"""With this mark and tabs between cells Excel finds letters and columns by itself, whatever separators Windows has set;
``sep=`` would make it pass over the mark of UTF-8."""
LONGEST = 250  # characters of a text in a formula: Excel takes 255
DIGITS = 15  # of a number that Excel keeps whole
_READ_ANEW = re.compile(
    r"""\s*[-+(\u2212]?\s*[\d.,]*\d[\d\s.,:/%)+eE\u2212-]*([₫đ$]|AM|PM|SA|CH)?\s*\Z
    |\s*\d{1,4}[\s./-]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg|tháng)\w*[\s./-]*\d*\s*\Z
    |\s*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg|tháng)\w*[\s./-]*\d+\s*\Z
    |\s*(true|false)\s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""Texts that a spreadsheet would read as a number, a day, a time, or true or false."""


def comma_separated(path: Path, register: Register, rows: Iterable[ExportRow], notation: Notation) -> None:
    """Write the records of a register to ``path``: heads and values as people read them, in Vietnamese, with a decimal
    comma; fields of rows are left out. ``notation``: how files name units."""
    columns = record_columns(register, (), None)
    heads = [phrase(name, LANGUAGE) for name in columns.first]
    heads += [field.label[LANGUAGE] for field in columns.fields]
    heads += [phrase(name, LANGUAGE) for name in columns.last]
    with path.open("w", encoding=ENCODING, newline="") as file:
        file.write(MARK)
        writer = csv.writer(file, delimiter="\t", lineterminator="\r\n")
        writer.writerow([cell(head) for head in heads])
        for number, row in enumerate(rows, 1):
            writer.writerow([cell(value) for value in record_cells(columns, number, row, notation, LANGUAGE)])


def cell(value: CellValue) -> str:
    """A value as the text of a cell, of which Excel and LibreOffice make the same again: a number as a number, all else
    as text, and no text as a formula but one that says the text itself."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        here = value.astimezone(HERE)
        return kept(f"{here:%d/%m}/{here.year:04} {here:%H:%M}")
    if isinstance(value, time):
        return kept(f"{value:%H:%M}")
    if isinstance(value, date):
        return kept(f"{value:%d/%m}/{value.year:04}")
    if isinstance(value, int | float):
        text = f"{Decimal(str(value)):f}"
        return kept(text) if sum(map(str.isdigit, text)) > DIGITS else text.replace(".", ",")
    if _READ_ANEW.match(value) and len(value) <= LONGEST:
        return kept(value)
    return str(guarded(value))


def kept(text: str) -> str:
    """A text that stays as it is written: ``03158`` as ``="03158"``, whose value is this very text."""
    return '="{}"'.format(text.replace('"', '""'))
