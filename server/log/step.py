"""One step of a record: a mutation that takes it from one version to the next, and what the record was before."""

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
    """What a record was before a step, as far as figures and the log tell of the difference."""

    scope: str
    register: str
    status: str
    period: str | None
    day: date | None
    flags: list[str]
    data: Answers


class Step:
    """A mutation with the record that it is about to change.

    ``register`` is that of the record as it stands, ``register_before`` as it stood; ``account`` whose mutation it is,
    ``received`` when it arrived, ``head`` where the log of the record's scope ends, ``rev`` the one that it gets there.
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

    def move(self, status: str) -> None:
        """Give the record its status, and what hangs on it: who is to act, since when, who deleted it."""
        record = self.record
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
    """An empty draft of the account's, not yet in the database session."""
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
    """The register of a form, such as ``activity@3``, that records were written by. LookupError if it is gone."""
    register = registers.get(form)
    if register is None:
        raise LookupError(f"{form} is in the log, but no longer among the registers")
    return register
