"""The records of a register as CSV, with the columns that ODK Central exports."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson

from server.exports.export_row import ExportRow
from sync.registers import Field, Register

CENTRAL = ("KEY", "SubmissionDate", "SubmitterName", "ReviewState", "FormVersion", "DeviceID", "Edits")
OURS = ("schoolState", "status", "unit", "unitCode", "period")
"""Central's own columns, and those that follow them here before the answers."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet takes for the start of a formula; and the ``'`` that is put before those."""


def comma_separated(path: Path, register: Register, rows: Iterable[ExportRow]) -> None:
    """Write CSV in UTF-8 with BOM and CRLF, Central's columns first. Choices are the register's values, not labels."""
    fields = [field for field in register.fields.values() if not field.retired]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL)
        writer.writerow([*CENTRAL, *OURS, *(field.name for field in fields)])
        for row in rows:
            writer.writerow([guarded(value) for value in (*_central(row), *_ours(row), *_answers(fields, row))])


def guarded(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets a ``'`` before it; so does one that begins with ``'``.

    Nothing is lost: whoever takes one leading ``'`` away again has the very text. Numbers are no texts and stay.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _central(row: ExportRow) -> list[object]:
    """The values of ``CENTRAL``."""
    return [
        *(row["key"], row["submitted"], row["author"], row["review"]),
        *(row["form"], row["device"], row["edits"]),
    ]


def _ours(row: ExportRow) -> list[object]:
    """The values of ``OURS``."""
    return [row["school"], row["status"], row["unit"], row["code"], row["period"]]


def _answers(fields: Sequence[Field], row: ExportRow) -> list[object]:
    return [_plain(field, row["data"].get(field.name)) for field in fields]


def _plain(field: Field, value: object) -> object:
    """A value as Central writes it: several choices with spaces between, rows as JSON, yes and no as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.type == "rows" and value is not None:
        return orjson.dumps(value).decode()
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return value
