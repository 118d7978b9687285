"""Notices of models that other schools took up from one's own: a registration that names one's own as its source, by
the same definition as the ripples that everybody sees."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from server.access.viewer import OF_A_SCHOOL, Viewer
from server.figures.reporting import REPORTED
from server.models.log import Record
from server.models.org import Unit
from server.notices.notice import TAKEN_UP, Notice
from server.records.labels import title
from sync.registers import Registers
from sync.registers.register import Register
from sync.registers.register_parts import Ripple

SECONDS = 60
"""For how long what was read is used: who took something up is heard of at the latest so much later."""
RECENT = timedelta(days=60)
"""For how long it is news."""


@dataclass(frozen=True)
class TakenUp:
    """That ``school`` (a name) has sent the registration ``id`` since a moment, which names ``source`` (a record)."""

    id: str
    school: str
    since: datetime
    source: str
    title: str
    register: str


BySchool = Mapping[str, Sequence[TakenUp]]
"""The unit that the source is of → who took something up from it."""


class KeptTakers:
    """Who took up what, as one process has read it from one database, for a minute."""

    def __init__(self) -> None:
        self._kept: tuple[float, BySchool] | None = None
        self._lock = Lock()

    def get(self, session: Session, registers: Registers, now: datetime) -> BySchool:
        """Who took something up, by the unit that the source is of; at most ``SECONDS`` old."""
        with self._lock:
            kept = self._kept
            if kept is None or time.monotonic() - kept[0] >= SECONDS:
                kept = self._kept = (time.monotonic(), _read(session, registers, now))
            return kept[1]


def of_models(viewer: Viewer, taken: BySchool) -> list[Notice]:
    """The notices for the people of the schools whose models were taken up."""
    units = {grant.unit for grant in viewer.reading if grant.role in OF_A_SCHOOL}
    return [
        Notice(
            id=f"{TAKEN_UP}:{one.id}",
            kind=TAKEN_UP,
            at=one.since,
            register=one.register,
            unit=unit,
            record=one.source,
            title=one.title,
            by=one.school,
        )
        for unit in sorted(units)
        for one in taken.get(unit, ())
    ]


def _read(session: Session, registers: Registers, now: datetime) -> BySchool:
    found: dict[str, list[TakenUp]] = defaultdict(list)
    for register in registers.all_latest():
        if register.ripple:
            for unit, one in _takers(session, register, register.ripple, now):
                found[unit].append(one)
    return found


def _takers(session: Session, register: Register, ripple: Ripple, now: datetime) -> Iterable[tuple[str, TakenUp]]:
    """(unit of the source, who took it up) of registrations of one register that name another unit's of the same kind.

    A source that was withdrawn or deleted is one no more.
    """
    source = aliased(Record)
    along = Record.data[ripple.along].as_string()
    query = (
        select(Record, source, Unit.name)
        .join(source, source.id == along)
        .join(Unit, Unit.id == Record.scope)
        .where(Record.register == register.key, Record.status.in_(REPORTED), Record.since >= now - RECENT)
        .where(source.register == register.key, source.status.in_(REPORTED), source.scope != Record.scope)
        .order_by(Record.since.desc(), Record.id)
    )
    for taker, model, school in session.execute(query):
        if taker.data.get(ripple.kind) == model.data.get(ripple.kind):
            found = TakenUp(taker.id, school, taker.since, model.id, title(register, model), register.key)
            yield model.scope, found
