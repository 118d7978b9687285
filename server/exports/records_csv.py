"""The records of a register as CSV, with the columns that ODK Central exports."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO
from unicodedata import category, normalize

import orjson

from server.exports.export_row import ExportRow
from server.platform.clock import zoned
from sync.registers import Field, Register
from sync.registers.field import NOTE

CENTRAL = ("KEY", "SubmissionDate", "SubmitterName", "ReviewState", "FormVersion", "DeviceID", "Edits")
OURS = ("schoolState", "status", "unit", "unitCode", "sectorCode", "period")
"""The heads of the first columns: ODK Central's own, then those that only Lan Tỏa has; the answers follow."""

FORMULA_STARTS = frozenset("=+-@\u2212")
"""Characters that begin a formula in a spreadsheet, in their plain form: full-width ones count as these. The last one
is the sign of a minus that some programs turn into a hyphen."""

UNSEEN = frozenset(("Cc", "Cf"))
"""Unicode's categories of letters that nobody sees: control characters, marks of direction, joiners."""


def comma_separated(path: Path, register: Register, rows: Iterable[ExportRow]) -> None:
    """Write the records of a register to ``path`` as CSV, with the columns that ODK Central exports first.

    The file is UTF-8 with a BOM and CRLF. Choices are written as the register's values, not as labels.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_rows(file, register, rows)


def write_rows(file: TextIO, register: Register, rows: Iterable[ExportRow]) -> None:
    """Write the head and the records of such a CSV to a file that is open for text, without translated line ends."""
    fields = [field for field in register.fields.values() if not field.retired and field.type != NOTE]
    writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL)
    writer.writerow([*CENTRAL, *OURS, *(field.name for field in fields)])
    for row in rows:
        writer.writerow([guarded(value) for value in (*_central(row), *_ours(row), *_answers(fields, row))])


def photo_name(sha256: str) -> str:
    """The name of a photo's file in exported data: letters and digits, and no other photo's."""
    return f"{sha256}.webp"


def guarded(value: object) -> object:
    """The value of a cell, made safe: a text that a spreadsheet would run as a formula gets a ``'`` before it.

    Blanks and invisible letters before the sign protect nobody, as spreadsheets may cut them off. A text that begins
    with ``'`` gets one too, so that taking one leading ``'`` away gives back every text. Other values are returned as
    they are.
    """
    return f"'{value}" if isinstance(value, str) and _could_run(value) else value


def _could_run(text: str) -> bool:
    if text.startswith(("'", "\t", "\r", "\n")):
        return True
    first = next((letter for letter in text if not letter.isspace() and category(letter) not in UNSEEN), "")
    return normalize("NFKC", first) in FORMULA_STARTS


def _central(row: ExportRow) -> list[object]:
    """The values of the columns ``CENTRAL`` for one record."""
    return [
        *(row["key"], row["submitted"], row["author"], row["review"]),
        *(row["form"], row["device"], row["edits"]),
    ]


def _ours(row: ExportRow) -> list[object]:
    """The values of the columns ``OURS`` for one record."""
    return [row["school"], row["status"], row["unit"], row["code"], row.get("sector_code", ""), row["period"]]


def _answers(fields: Sequence[Field], row: ExportRow) -> list[object]:
    return [_plain(field, row["data"].get(field.name)) for field in fields]


def _plain(field: Field, value: object) -> object:
    """An answer as ODK Central writes it: several choices with spaces between, rows as JSON, yes/no as true/false.

    Times have seconds and their zone. Photos are the names of their files, with spaces between.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.type == "rows" and value is not None:
        return orjson.dumps(value).decode()
    if field.type == "photos" and isinstance(value, list):
        return " ".join(photo_name(photo["sha256"]) for photo in value)
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return zoned(value) if field.type in ("time", "datetime") and isinstance(value, str) else value
