"""What a row of a workbook is to become: a record, the one that it became before, or nothing, and why."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Literal, TypedDict

from server.imports.records.faults import CellFault
from sync.protocol.answers import Answers
from sync.protocol.canonical import canonical

State = Literal["new", "same", "faulty", "left_out"]
STATES: tuple[State, ...] = ("new", "same", "faulty", "left_out")


class PlannedRow(TypedDict):
    """A row and what becomes of it.

    ``row``: its number in the sheet, from 1; ``state``: ``new``, a record; ``same``, the record that it is already;
    ``faulty``; ``left_out``, a total or what the person skips. ``unit``: an id, and ``unit_name``; ``period``: a key;
    all of them None while they are unknown. ``record``: the record's id; ``set``: its answers.
    """

    row: int
    state: State
    unit: str | None
    unit_name: str | None
    period: str | None
    record: str | None
    set: Answers
    faults: list[CellFault]
    remarks: list[dict[str, str]]


def blank(row: int) -> PlannedRow:
    """A row of which nothing is known yet but its number."""
    return {
        "row": row,
        "state": "new",
        "unit": None,
        "unit_name": None,
        "period": None,
        "record": None,
        "set": {},
        "faults": [],
        "remarks": [],
    }


def count(rows: Iterable[PlannedRow]) -> dict[str, int]:
    """How many rows have each state."""
    found = Counter(row["state"] for row in rows)
    return {state: found[state] for state in STATES}


def digest_of(form: str, rows: Iterable[PlannedRow]) -> str:
    """What a person agrees to: which records of which form (``activity@3``) are made, with which answers."""
    made = [[row["row"], row["state"], row["record"], row["unit"], row["period"], row["set"]] for row in rows]
    return sha256(canonical([form, made])).hexdigest()
