"""A step: one mutation about to take one record from a version to the next."""

from dataclasses import dataclass
from datetime import date, datetime

from server.log.head import Head
from server.log.periods import Periods
from server.models.log import Record
from sync.protocol import transitions
from sync.protocol.answers import Answers
from sync.protocol.mutation import Mutation
from sync.protocol.transitions import DELETED, DRAFT, SUBMITTED
from sync.registers import Register, Registers


@dataclass(frozen=True, slots=True)
class Before:
    """What a record was before a step: enough to tell what has changed in the figures and for its readers."""

    scope: str
    register: str
    status: str
    period: str | None
    day: date | None
    flags: list[str]
    data: Answers


class Step:
    """A mutation and the record that it is about to change.

    ``register`` is the record's, ``register_before`` its register before the step; ``account`` and ``received``: whose
    mutation it is and when it arrived; ``head``: where the log of the record's scope ends, ``rev``: the next one there.
    """

    def __init__(
        self,
        mutation: Mutation,
        record: Record,
        register: Register,
        account: str,
        received: datetime,
        head: Head,
        periods: Periods,
    ):
        self.mutation, self.record, self.register = mutation, record, register
        self.account, self.received, self.head, self.periods = account, received, head, periods
        self.register_before, self.rev = register, head.rev + 1
        self.before = Before(
            record.scope,
            record.register,
            record.status,
            record.period if record.rev else None,
            record.day,
            record.flags,
            record.data,
        )

    def move(self, status: str, submits: bool = False) -> None:
        """Set the record's status and what follows from it: whose turn it is, since when, who submitted or deleted it.

        ``submits``: it comes to it by being submitted.
        """
        record = self.record
        if submits:
            record.submitted_by = self.account if self.account != record.author else None
        if status == SUBMITTED and record.submitted_rev is None:
            record.submitted_rev = self.rev
        if status != DELETED:
            record.deleted_by = record.deleted = None
        elif record.status != DELETED:
            record.deleted_by, record.deleted = self.account, [self.rev, self.mutation.id]
        if status != record.status:
            record.since = self.received
        record.status = status
        record.turn = transitions.turn(status, self.register.review)


def new_record(mutation: Mutation, register: Register, account: str, received: datetime) -> Record:
    """A new, empty draft by ``account``, not yet added to the database session."""
    return Record(
        id=mutation.record,
        scope=mutation.unit,
        register=register.key,
        version=register.version,
        author=account,
        rev=0,
        chain="",
        status=DRAFT,
        period=mutation.period if register.natural_key else None,
        data={},
        computed={},
        writers={},
        conflicts={},
        thread=[],
        flags=[],
        persons=[],
        once=[],
        created=received,
        since=received,
    )


def register_of(registers: Registers, form: str) -> Register:
    """The register of a form that records were written by, such as ``activity@3``. Raises LookupError if it is gone."""
    register = registers.get(form)
    if register is None:
        raise LookupError(f"{form} is in the log, but no longer among the registers")
    return register
