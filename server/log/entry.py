"""A log entry that is about to be written: what was sent, and what became of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from server.figures.cells import CellKey
from server.models.log import Record
from sync.protocol.answers import Answers
from sync.protocol.outcome import Outcome, Refused
from sync.protocol.problems import Problem


@dataclass(slots=True)
class Applied:
    """What a mutation did: its place in the log, its outcome, and what it adds to the figures.

    ``rev`` and ``chain`` are None where it was taken but changed nothing. ``plain``: the phone that sent it can lay it
    into its own copy and have what the server has. ``period`` is set where the mutation gave the record another one;
    ``copied`` holds the values that the server took over from another record. ``differences``: in thousandths.
    ``made``: the record, where there was none before.
    """

    outcome: Outcome
    rev: int | None = None
    chain: str | None = None
    plain: bool = False
    period: str | None = None
    copied: Answers | None = None
    differences: Counter[CellKey] = field(default_factory=Counter)
    made: Record | None = None


class NewEntry(TypedDict):
    """The columns of a ``LogEntry``; what could not be read of a mutation, or what a refused one has not, is None."""

    person: str
    mutation: str
    scope: str | None
    rev: int | None
    chain: str | None
    record: str | None
    after: str | None
    do: str | None
    at: str | None
    received: datetime
    session: str | None
    body: bytes
    outcome: Outcome
    plain: bool
    period: str | None
    copied: Answers | None
    stands_for: str | None


def refusal(problem: Problem) -> Outcome:
    """The outcome of a refused mutation as it is stored; its reason in words is put in when it is sent."""
    refused: Refused = {"code": problem.code}
    if problem.fields:
        refused["fields"] = problem.fields
    return {"refused": refused}
