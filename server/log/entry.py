"""The shapes of what is about to be written to the log: what a mutation did, and the columns of its entry."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from server.figures.cells import CellKey
from server.models.log import Record
from sync.protocol.outcome import Outcome, Refused
from sync.protocol.problems import Problem

Copied = list[list[object]]
"""What became of copied fields by a put: ``[name, value]`` of each that the server wrote, None where it cleared it, and
of each for which the put gave something that was not written."""


@dataclass(slots=True)
class Applied:
    """What applying a mutation did: its place in the log, its outcome, and what it adds to the figures.

    ``rev`` and ``chain`` are None where it was accepted but changed nothing. ``plain``: the phone that sent it can lay
    it into its own copy and have what the server has. ``period`` is set where the mutation gave the record another one;
    ``copied``: what the server made of copied fields. ``differences``: by cell, in thousandths.
    ``made``: the record, if it is new.
    """

    outcome: Outcome
    rev: int | None = None
    chain: str | None = None
    plain: bool = False
    period: str | None = None
    copied: Copied | None = None
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
    copied: Copied | None
    stands_for: str | None


def refusal(problem: Problem) -> Outcome:
    """The outcome of a refused mutation as it is stored: code and fields. The text is added when it is sent."""
    refused: Refused = {"code": problem.code}
    if problem.fields:
        refused["fields"] = problem.fields
    return {"refused": refused}
