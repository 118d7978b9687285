"""What a record is compared with: what its unit has sent in the same register before, what others have, and the unit's
own numbers. Each is a bounded read by an index, made when it is first needed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from server.models.log import Record
from server.models.org import Unit
from server.platform.clock import now
from server.quality.likeness import runs
from server.quality.sketches import long_texts
from server.quality.thresholds import COMMON
from sync.protocol.answers import Answers
from sync.protocol.transitions import DELETED, DRAFT, REJECTED
from sync.registers import Register

FEW = 3  # texts: a run of words in fewer is nobody's prose

OWN, OTHERS = 200, 400
"""How many records of the unit, and of others, a record is compared with at most."""
NOT_SENT = (DRAFT, DELETED, REJECTED)
"""Statuses in which a record is compared with nothing, and nothing with it."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A record that came before. ``level``: of its unit, if that was read."""

    id: str
    author: str
    day: date | None
    period: str | None
    data: Answers
    level: str | None = None


@dataclass
class Others:
    """What other units have sent in a register and period, kept while many records are looked at: (register, period) →
    a sample."""

    kept: dict[tuple[str, str | None], list[Earlier]]
    common: dict[tuple[str, str | None], frozenset[str]] = field(default_factory=dict)

    def of(self, session: Session, register: str, period: str | None) -> list[Earlier]:
        """Records of a register and period, in no order, as many as ``OTHERS`` at most."""
        key = register, period
        if key not in self.kept:
            query = select(Record.id, Record.author, Record.day, Record.period, Record.data, Unit.level)
            query = query.join(Unit, Unit.id == Record.scope).where(
                Record.register == register,
                Record.period == period if period else Record.period.is_(None),
                Record.status.not_in(NOT_SENT),
            )
            self.kept[key] = [Earlier(*row) for row in session.execute(query.limit(OTHERS))]
        return self.kept[key]

    def common_runs(self, session: Session, register: Register, period: str | None) -> frozenset[str]:
        """The runs of words that stand in the long texts of many: what an office writes, and everybody begins with."""
        key = register.key, period
        if key not in self.common:
            texts = [text for one in self.of(session, *key) for text in long_texts(register, one.data).values()]
            counts = Counter(run for text in texts for run in runs(text))
            many = max(FEW, COMMON * len(texts))
            self.common[key] = frozenset(run for run, count in counts.items() if count >= many)
        return self.common[key]


@dataclass
class Surroundings:
    """What one record is compared with. ``register``: the newest version of its register, which says what is asked."""

    session: Session
    register: Register
    record: Record
    others: Others

    @cached_property
    def own(self) -> list[Earlier]:
        """What the unit has sent in this register before this record, newest first, ``OWN`` at most."""
        query = select(Record.id, Record.author, Record.day, Record.period, Record.data).where(
            Record.register == self.record.register,
            Record.scope == self.record.scope,
            Record.status.not_in(NOT_SENT),
            before(self.record),
        )
        return [Earlier(*row) for row in self.session.execute(query.order_by(Record.changed.desc()).limit(OWN))]

    @cached_property
    def of_others(self) -> list[Earlier]:
        """What all have sent in this register and period, without the record itself: a sample."""
        found = self.others.of(self.session, self.record.register, self.record.period)
        return [one for one in found if one.id != self.record.id]

    @cached_property
    def level(self) -> str | None:
        """The unit's level, such as ``TH``."""
        return self.session.scalar(select(Unit.level).where(Unit.id == self.record.scope))

    def profile(self, register: str) -> Answers | None:
        """The answers of the unit's newest record of a register that it has once a period; None if there is none."""
        if register == self.record.register:
            return self.record.data
        query = select(Record.data).where(
            Record.register == register, Record.scope == self.record.scope, Record.status.not_in(NOT_SENT)
        )
        return self.session.scalar(query.order_by(Record.changed.desc()).limit(1))

    @cached_property
    def kind(self) -> str | None:
        """The name of the field that says what kind of thing the record is about; None if none does.

        It is the first choice by which other fields are shown, or by which figures are divided.
        """
        fields, shown = self.register.fields, self.register.deciding
        for wanted in (shown, self.register.dimensions):
            for name, one in fields.items():
                if name in wanted and one.type == "choice":
                    return name
        return None

    def like(self, earlier: Iterable[Earlier]) -> Iterator[Mapping[str, object]]:
        """The answers of those of ``earlier`` that are of the record's own kind."""
        of = self.record.data.get(self.kind) if self.kind else None
        return (one.data for one in earlier if self.kind is None or one.data.get(self.kind) == of)


def before(record: Record) -> ColumnElement[bool]:
    """The records that came to the server before this one, as an SQL condition on ``Record``: of two that came at once
    the one with the smaller id."""
    earlier = Record.created < (record.created or now())
    return or_(earlier, (Record.created == record.created) & (Record.id < record.id))
