"""Submissions as the CSV that ODK Central exports: a table of submissions, and one for each repeat."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from server.exports.records_csv import guarded
from server.odk.names import META, OURS, group
from server.odk.schema import ABOUT, columns, repeats, shown_fields
from server.odk.submissions import Submission
from server.odk.values import about, cells, meta
from sync.registers import Field, Register

AFTER = (
    *("KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected"),
    *("Status", "ReviewState", "DeviceID", "Edits", "FormVersion"),
)
POINT = ("Latitude", "Longitude", "Altitude", "Accuracy")


class Writable(Protocol):
    """What a line of CSV is written to."""

    def write(self, text: str, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Style:
    """How Central was asked to write the columns. ``split``: one more for each choice of several, with 0 or 1;
    ``grouped``: a group's name stands before those of its fields."""

    split: bool = False
    grouped: bool = True


def head(register: Register, style: Style) -> list[str]:
    """The names of the columns of the table of submissions."""
    ours, after = group(register, OURS), group(register, META)
    before = [_below(ours, name, style) for name in ABOUT]
    answers = [name for field in _flat(register) for name in _names(field, style)]
    named = [_below(after, name, style) for name in ("instanceID", "instanceName")]
    return ["SubmissionDate", *before, *answers, *named, *AFTER]


def line(register: Register, one: Submission, style: Style) -> list[object]:
    """The cells of a submission."""
    row = one.row
    answers = [cell for field in _flat(register) for cell in _cells(field, row["data"].get(field.name), style)]
    ours, after = about(one).values(), meta(one).values()
    counts = [one.shown, one.named]
    last = [None, row["review"] or None, one.device, row["edits"], row["form"]]
    cells_ = [row["submitted"], *ours, *answers, *after, one.instance, one.submitter, row["author"], *counts, *last]
    return [guarded(cell) for cell in cells_]


def row_head(field: Field, style: Style) -> list[str]:
    """The names of the columns of a repeat's table."""
    return [*(name for column in columns(field) for name in _names(column, style)), "PARENT_KEY", "KEY"]


def row_lines(field: Field, one: Submission, style: Style) -> Iterator[list[object]]:
    """The rows of a repeat in a submission."""
    for at, answers in enumerate(one.row["data"].get(field.name) or ()):
        inner = [cell for column in columns(field) for cell in _cells(column, answers.get(column.name), style)]
        yield [*map(guarded, inner), one.instance, f"{one.instance}/{field.name}[{at + 1}]"]


def write_table(file: Writable, register: Register, found: Iterable[Submission], style: Style) -> None:
    """Write the table of submissions, with its head."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(head(register, style))
    writer.writerows(line(register, one, style) for one in found)


def _flat(register: Register) -> list[Field]:
    rows = {field.name for field in repeats(register)}
    return [field for field in shown_fields(register) if field.name not in rows]


def _below(group_name: str, name: str, style: Style) -> str:
    return f"{group_name}-{name}" if style.grouped else name


def _names(field: Field, style: Style) -> list[str]:
    if field.type == "place":
        return [f"{field.name}-{part}" for part in POINT]
    split = field.choices if style.split and field.type == "choices" else ()
    return [field.name, *(f"{field.name}/{choice.value}" for choice in split)]


def _cells(field: Field, value: object, style: Style) -> list[object]:
    found: list[object] = [*cells(field, value)]
    if style.split and field.type == "choices":
        chosen = value if isinstance(value, list) else []
        found += [int(choice.value in chosen) for choice in field.choices]
    return found
