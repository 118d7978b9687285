"""Danh mục minh chứng: every record as a line of an index, by which it is found again; and under a record that says
what bears out its points, a line for each of its criteria."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from server.exports.sheet_writer import Book, Sheet, day_of
from server.platform.texts import STATUSES, phrase
from sync.protocol.canonical import Json
from sync.registers import Field, Register, Registers, visible_answers
from sync.registers.field import TEXTS

COLUMNS = ("number", "title", "points", "proof", "register", "unit", "day", "author", "status", "version", "id")
WIDTHS = dict(zip(COLUMNS, (6, 44, 8, 44, 27, 27, 13, 20, 15, 12, 21), strict=True))
STYLES = dict.fromkeys(COLUMNS, "text") | {"number": "whole", "day": "day", "points": "part"}
OF_CRITERIA = ("points", "proof")


class Proof(NamedTuple):
    """``points``: as the record's total counts them, so a penalty's are below zero; None where none are given."""

    criterion: str
    points: int | float | None
    text: str


def workbook(
    path: Path, registers: Registers, keys: Sequence[str], lines: Iterable[Json], language: str, about: Sequence[str]
) -> None:
    """In constant memory. ``version`` names the record's whole history: what it was when the index was made.
    ``keys``: of which registers; of all, if there are none."""
    wanted = [register for register in registers.all_latest() if not keys or register.key in keys]
    says = any(_texts(register) for register in wanted)
    columns = [name for name in COLUMNS if says or name not in OF_CRITERIA]
    book = Book(path, streams=True)
    sheet = book.sheet(phrase("evidence", language).capitalize(), [WIDTHS[name] for name in columns])
    sheet.heading(language, phrase("evidence", language), about, len(columns) - 1)
    sheet.line([phrase(name, language) for name in columns], "head")
    sheet.worksheet.repeat_rows(sheet.row - 1)
    for number, line in enumerate(lines, 1):
        register = registers.latest(line["register"])
        said = {
            "number": number,
            "title": line["title"],
            "register": register.title[language] if register else line["register"],
            "unit": line["unit"],
            "day": day_of(line["day"] or (line["submitted"] or "")[:10] or None),
            "author": line["author"],
            "status": STATUSES[line["status"]][language],
            "version": line["version"],
            "id": line["key"],
        }
        sheet.line([said.get(name) for name in columns], [STYLES[name] for name in columns])
        if register:
            _criteria(sheet, columns, number, line["key"], proofs(register, line["data"], language))
    sheet.signatures(language, len(columns) - 1)
    book.close()


def proofs(register: Register, data: Json, language: str) -> Iterator[Proof]:
    """What bears out a record's points, criterion by criterion in the form's order: those that name any evidence."""
    seen = visible_answers(register, data)
    penalties = {section.key for section in register.sections if section.adds == "penalty"}
    for field in _texts(register):
        sign = -1 if field.section in penalties else 1
        if field.type == "rows":
            for row in seen.get(field.name) or ():
                yield from _row(field, row, sign)
        elif text := seen.get(field.name):
            given = [name for name in field.evidence if seen.get(name) is not None]
            for name in given or field.evidence:
                yield Proof(register.fields[name].label[language], _signed(seen.get(name), sign), text)


def _texts(register: Register) -> list[Field]:
    """The fields that tell evidence, themselves or in a column."""
    return [
        field
        for field in register.fields.values()
        if field.evidence or any(column.evidence for column in field.fields.values())
    ]


def _row(field: Field, row: Json, sign: int) -> Iterator[Proof]:
    """A row is a criterion that its own texts name."""
    columns = field.fields.values()
    named = [str(row[one.name]) for one in columns if one.type in TEXTS and not one.evidence and row.get(one.name)]
    for column in columns:
        if column.evidence and (text := row.get(column.name)):
            yield Proof(" · ".join(named), _signed(row.get(column.evidence[0]), sign), text)


def _signed(value: Any, sign: int) -> int | float | None:
    return None if value is None else sign * value


def _criteria(sheet: Sheet, columns: Sequence[str], number: int, key: str, found: Iterable[Proof]) -> None:
    for place, (criterion, points, text) in enumerate(found, 1):
        said = {"number": f"{number}.{place}", "title": criterion, "points": points, "proof": text, "id": key}
        styles = STYLES | {"title": "inner", "number": "count"}
        sheet.line([said.get(name) for name in columns], [styles[name] for name in columns])
