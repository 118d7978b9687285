"""A step: one mutation and the record that it is about to take from one version to the next."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from server.log.head import Head
from server.log.periods import Periods
from server.models.log import Record
from sync.protocol import transitions
from sync.protocol.answers import Answers
from sync.protocol.moment import moment
from sync.protocol.mutation import Mutation
from sync.protocol.transitions import DELETED, DRAFT, SUBMITTED
from sync.registers import Register, Registers

_NONE: dict[str, Any] = dict.fromkeys(member.key for member in Record.__mapper__.column_attrs)


class Before(NamedTuple):
    """A copy of what a record was before a step, to work out what the step changes in the figures and for its readers.

    ``data``: its answers; ``flags``: the rules that they broke; ``day``: the day that its period follows from.
    """

    scope: str
    register: str
    status: str
    submitted_by: str | None
    period: str | None
    day: date | None
    flags: list[str]
    data: Answers


class Step:
    """A mutation and the record that it is about to change.

    ``register`` is the record's register version, ``register_before`` the same before the step. ``account``: who sent
    the mutation; ``received``: when it arrived; ``head``: the end of the log of the record's scope; ``rev``: the next
    rev there.
    """

    counts = True
    """Whether it is worked out what the step adds to the figures."""

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
            record.submitted_by,
            record.period if record.rev else None,
            record.day,
            record.flags,
            record.data,
        )

    def move(self, status: str, submits: bool = False) -> None:
        """Set the record's status and what follows: who reviews it next, since when, who submitted or deleted it.

        ``submits``: the status comes from a submit.
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


def made(mutation: Mutation, received: datetime, ahead: timedelta) -> datetime:
    """When a mutation was made, by its phone's clock corrected to the server's; when it came, if it has no time.

    ``ahead``: by how much the phone's clock is fast.
    """
    at = moment(mutation.at) if mutation.dated else None
    return at - ahead if at else received


def new_record(mutation: Mutation, register: Register, account: str, received: datetime) -> Record:
    """A new record without answers, a draft by ``account``.

    It is no object of the ORM, which would cost as much as its merge, but has all of a ``Record``'s members.
    """
    members = _NONE | {
        "id": mutation.record,
        "scope": mutation.unit,
        "register": register.key,
        "version": register.version,
        "author": account,
        "rev": 0,
        "chain": "",
        "status": DRAFT,
        "period": mutation.period if register.natural_key else None,
        "data": {},
        "computed": {},
        "writers": {},
        "conflicts": {},
        "thread": [],
        "flags": [],
        "persons": [],
        "once": [],
        "created": received,
        "since": received,
    }
    return cast(Record, SimpleNamespace(**members))


def register_of(registers: Registers, form: str) -> Register:
    """The register of a form such as ``activity@3`` (key and version).

    Raises LookupError if the server no longer has it.
    """
    register = registers.get(form)
    if register is None:
        raise LookupError(f"{form} is in the log, but no longer among the registers")
    return register
