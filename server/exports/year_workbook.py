"""Phiếu minh chứng: the records of a person's or a school's year, as a workbook to print, sign and hand in."""

from pathlib import Path

from server.exports import cell_values
from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue, SheetWriter
from server.exports.workbook_writer import WorkbookWriter
from server.platform.texts import STATUSES, mid_sentence, period_text, phrase
from server.records.labels import title
from server.records.year_sheet import Results, Year
from sync.registers import Field, Register

COLUMNS = ("number", "day", "title", "status", "period", "unit", "author")
WIDTHS = (6, 13, 54, 21, 22, 38, 24)
STYLES = ["whole", "day", "text", "text", "text", "text", "text"]


def workbook(path: Path, year: Year, notation: Notation, language: str, statuses: str) -> None:
    """Write the workbook of a person's or a school's year to ``path``; ``language``: ``vi`` or ``en``.

    ``statuses``: which statuses its records have, in words.
    """
    writer = WorkbookWriter(path, notation, streams=True)
    sheet = writer.sheet(year.period.key, WIDTHS)
    about = [year.name, statuses]
    sheet.heading(language, phrase("year", language, year=year.period.key), about, len(COLUMNS) - 1)
    for register in year.registers:
        _part(sheet, year, register, language)
    sheet.signatures(language, len(COLUMNS) - 1)
    writer.close()


def _part(sheet: SheetWriter, year: Year, register: Register, language: str) -> None:
    """Write the part of one register: a row for each record, how many there are, and the results and points of them."""
    last = len(COLUMNS) - 1
    sheet.write_across(register.title[language], last, "total_text")
    sheet.write_row([phrase(name, language) for name in COLUMNS], "head")
    results = Results(register)
    for number, (record, unit, author) in enumerate(year.records(register), 1):
        results.add(record)
        status = STATUSES[record.status][language]
        sheet.write_row(
            [
                number,
                record.day,
                title(register, record, language),
                status,
                period_text(record.period, language),
                sheet.notation.unit(unit),
                author,
            ],
            STYLES,
        )
    _write_result(sheet, phrase("count", language), results.count)
    for field, total in results.sums():
        _write_result(sheet, _label(field, language), total)
    for field, period, value in results.points:
        of = [mid_sentence(period_text(period, language))] if results.count > 1 else []
        _write_result(
            sheet,
            ", ".join([_label(field, language), *of]),
            cell_values.value(field, value, {}, sheet.notation, language),
        )
    sheet.row += 1


def _write_result(sheet: SheetWriter, label: str, value: CellValue) -> None:
    """Write a row with a result of the records above it: its label and its value."""
    style = "total_part" if isinstance(value, float) and not value.is_integer() else "total_whole"
    sheet.write_cell(0, None, "total_text")
    sheet.merge(label, 1, 2, "total_text")
    sheet.write_cell(3, value, style)
    sheet.row += 1


def _label(field: Field, language: str) -> str:
    return field.label[language] + (f" ({field.unit[language]})" if field.unit else "")
