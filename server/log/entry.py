"""The shapes of what is about to be written to the log: what a mutation did, and the columns of its entry."""

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
    """What applying a mutation did: its place in the log, its outcome, and what it adds to the figures.

    ``rev`` and ``chain`` are None where it was accepted but changed nothing. ``plain``: the phone that sent it can lay
    it into its own copy and have what the server has. ``period`` is set where the mutation gave the record another one;
    ``copied`` holds values that the server copied from another record. ``differences``: by cell, in thousandths.
    ``made``: the record, if it is new.
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
    """The columns of a ``LogEntry``; None stands for what could not be read, or what a refused mutation lacks."""

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
    """The outcome of a refused mutation as it is stored: code and fields. The text is added when it is sent."""
    refused: Refused = {"code": problem.code}
    if problem.fields:
        refused["fields"] = problem.fields
    return {"refused": refused}
