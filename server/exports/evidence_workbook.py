"""Danh mục minh chứng: a workbook that lists records, each with the evidence for the points that it claims.

A record has one row; below it follows one row for each criterion for which the record names evidence.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from server.exports import picture_sheet
from server.exports.export_row import ExportRow
from server.exports.notation import Notation
from server.exports.plates import Newest, Picture
from server.exports.sheet_writer import CellValue, SheetWriter
from server.exports.workbook_writer import WorkbookWriter
from server.platform.clock import day_of
from server.platform.texts import STATUSES, phrase
from sync.protocol.canonical import Json
from sync.registers import Field, Register, Registers, visible_answers
from sync.registers.field import TEXTS

COLUMNS = ("number", "title", "points", "proof", "register", "unit", "day", "author", "status")
WIDTHS = dict(zip(COLUMNS, (6, 48, 8, 44, 30, 38, 13, 24, 16), strict=True))
STYLES = dict.fromkeys(COLUMNS, "text") | {"number": "whole", "day": "day", "points": "part"}
OF_CRITERIA = ("points", "proof")
OF_RECORD = STYLES | {"points": "text"}
"""A record itself has no points, so that none are missing."""

Choose = Callable[[Sequence[ExportRow]], Sequence[Picture]]
"""Chooses pictures of the newest records that name photos."""


class Proof(NamedTuple):
    """The evidence for one criterion of a record.

    ``criterion`` is its label, ``text`` the evidence that was entered. ``points``: what the criterion adds to the
    record's total, below zero for a penalty; None if no points were entered.
    """

    criterion: str
    points: int | float | None
    text: str


def workbook(
    path: Path,
    registers: Registers,
    proven: bool,
    rows: Iterable[ExportRow],
    notation: Notation,
    language: str,
    about: Sequence[str],
    choose: Choose,
) -> None:
    """Write the list of records with their evidence to ``path``, in constant memory, and a plate of pictures of them.

    ``rows``: the records; ``proven``: whether one of them names evidence for a criterion; ``about``: the lines under
    the title.
    """
    columns = [name for name in COLUMNS if proven or name not in OF_CRITERIA]
    writer = WorkbookWriter(path, notation, streams=True)
    sheet = writer.sheet(phrase("evidence", language).capitalize(), [WIDTHS[name] for name in columns])
    sheet.heading(language, phrase("evidence", language), about, len(columns) - 1)
    sheet.write_row([phrase(name, language) for name in columns], "head")
    sheet.worksheet.repeat_rows(sheet.row - 1)
    newest = Newest(registers)
    for number, row in enumerate(rows, 1):
        newest.add(row)
        register = registers.latest(row["register"])
        cells: dict[str, CellValue] = {
            "number": number,
            "title": row["title"],
            "register": register.title[language] if register else row["register"],
            "unit": row["unit"],
            "day": _day(row),
            "author": row["author"],
            "status": STATUSES[row["status"]][language],
        }
        sheet.write_row([cells.get(name) for name in columns], [OF_RECORD[name] for name in columns])
        if register:
            _criteria(sheet, columns, number, proofs(register, row["data"], language))
    sheet.signatures(language, len(columns) - 1)
    picture_sheet.add(writer, choose(newest.rows), newest.count, language, about)
    writer.close()


def names_proof(registers: Registers, row: ExportRow) -> bool:
    """Whether a record names evidence for a criterion."""
    register = registers.latest(row["register"])
    return register is not None and any(True for _ in proofs(register, row["data"], "vi"))


def proofs(register: Register, data: Json, language: str) -> Iterator[Proof]:
    """The evidence that a record names, one ``Proof`` for each criterion, in the order of the form's fields.

    ``data``: the record's answers, of which only those that the form shows are read; labels are in ``language``.
    """
    answers = visible_answers(register, data)
    penalties = {section.key for section in register.sections if section.adds == "penalty"}
    for field in _texts(register):
        sign = -1 if field.section in penalties else 1
        if field.type == "rows":
            for row in answers.get(field.name) or ():
                yield from _row(field, row, sign)
        elif text := answers.get(field.name):
            given = [name for name in field.evidence if answers.get(name) is not None]
            for name in given or field.evidence:
                yield Proof(register.fields[name].label[language], _signed(answers.get(name), sign), text)


def _texts(register: Register) -> list[Field]:
    """The register's fields that hold evidence: texts, and fields of rows that have a column for evidence."""
    return [
        field
        for field in register.fields.values()
        if field.evidence or any(column.evidence for column in field.fields.values())
    ]


def _row(field: Field, row: Json, sign: int) -> Iterator[Proof]:
    """The proofs in one ``row`` of a field of rows; its criterion is named by the texts in the row.

    ``sign``: 1, or -1 in a section of penalties.
    """
    columns = field.fields.values()
    named = [str(row[one.name]) for one in columns if one.type in TEXTS and not one.evidence and row.get(one.name)]
    for column in columns:
        if column.evidence and (text := row.get(column.name)):
            yield Proof(" · ".join(named), _signed(row.get(column.evidence[0]), sign), text)


def _signed(value: int | float | None, sign: int) -> int | float | None:
    return None if value is None else sign * value


def _day(row: ExportRow) -> date | None:
    """The day of a record, else the one on which it was submitted; None for a draft without a day."""
    if row["day"]:
        return date.fromisoformat(row["day"])
    return day_of(datetime.fromisoformat(row["submitted"])) if row["submitted"] else None


def _criteria(sheet: SheetWriter, columns: Sequence[str], number: int, given: Iterable[Proof]) -> None:
    """Write one row for each proof of a record: as 3.1, 3.2, … below the record's ``number`` 3."""
    for place, (criterion, points, text) in enumerate(given, 1):
        cells = {"number": f"{number}.{place}", "title": criterion, "points": points, "proof": text}
        styles = STYLES | {"title": "inner", "number": "count"}
        sheet.write_row([cells.get(name) for name in columns], [styles[name] for name in columns])
