"""What is about to be written to the log: what a mutation did (``Applied``), and the columns of its entry."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from server.figures.cells import Differences
from server.models.log import Record
from sync.protocol.outcome import Outcome, Refused
from sync.protocol.problems import Problem

Copied = list[list[object]]
"""What the server did with copied fields in a put: a list of ``[field, value]``. It has each field that the server
wrote (value None: cleared), and each whose value in the put was not written."""


@dataclass(slots=True)
class Applied:
    """What applying a mutation did: its place in the log, its outcome, and what it adds to the figures.

    ``rev`` and ``chain`` are None where it was refused, or accepted without changing anything. ``plain``: the phone
    that sent it gets the server's record exactly by applying it to its own copy. ``period``: the record's new period,
    if the mutation changed it. ``copied``: see ``Copied``. ``differences``: what it adds to the figures.
    ``made``: the record, if the mutation created it.
    """

    outcome: Outcome
    rev: int | None = None
    chain: str | None = None
    plain: bool = False
    period: str | None = None
    copied: Copied | None = None
    differences: Differences = field(default_factory=dict)
    made: Record | None = None


class NewEntry(TypedDict):
    """The columns of a ``LogEntry`` that is about to be inserted.

    None stands for what could not be read from the mutation. ``rev`` and ``chain`` are None if it was refused or
    changed nothing. ``person``: the author's account; ``at``: the phone's time as it sent it; ``session``: the digest
    of the phone's session; ``body``, ``outcome`` and it as ``models.log_storage`` has them stored; ``stands_for``: the
    refused mutation that a leader took in as this one.
    """

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
    """The outcome of a refused mutation as the log stores it: code and fields.

    The reason in words is added when it is sent.
    """
    refused: Refused = {"code": problem.code}
    if problem.fields:
        refused["fields"] = problem.fields
    return {"refused": refused}
