"""What closing a period would close, said before it is done: the registers' own periods, and the unfinished records."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.access.visible import visible
from server.models.log import Record
from server.models.org import Unit
from server.models.periods import Period
from server.periods import closings, deadlines, ranges
from server.platform.clock import now
from server.records import labels
from sync.protocol.transitions import RETURNED, SUBMITTED, VERIFIED
from sync.registers import Registers

UNFINISHED = (SUBMITTED, VERIFIED, RETURNED)
"""The statuses of records that would stay what they are: they wait for a decision, or were returned."""
MOST_NAMED = 50  # records named in a preview; ``count`` says how many there are


class ClosedPeriod(TypedDict):
    """A register's own period that would be closed. ``runs``: its last day ``ends`` is not over yet.

    ``due``: the last day on which a report is on time, None without one; ``closed``: it is closed already, for the unit
    and all that report to it.
    """

    register: str
    period: str
    ends: str
    due: str | None
    runs: bool
    closed: bool


class UnfinishedRecord(TypedDict):
    """A record that nobody could finish any more; ``unit`` is a name."""

    id: str
    title: str
    register: str
    period: str | None
    unit: str
    status: str


class ClosingPreview(TypedDict):
    """``unfinished``: the first 50 records by unit and title, of ``count`` in all."""

    periods: list[ClosedPeriod]
    unfinished: list[UnfinishedRecord]
    count: int


def periods_to_close(
    session: Session, registers: Registers, keys: Iterable[str], period: Period
) -> list[tuple[str, str]]:
    """All pairs (register, period) whose records are in a report on ``period``, for the registers ``keys``.

    A report on a school year has the records of its semesters, for a register that is kept by semesters.
    """
    found = [(register, ranges.span(session, register, period)) for register in map(registers.latest, keys) if register]
    return [(register.key, one) for register, span in found for one in span.periods]


def preview(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    unit: Unit,
    period: Period,
    keys: list[str],
    language: str,
    today: date,
) -> ClosingPreview:
    """What closing the registers ``keys`` in ``period`` for a unit, and all that report to it, would close."""
    pairs = periods_to_close(session, registers, keys, period)
    below = Unit.path.startswith(unit.path, autoescape=True)
    unfinished = (
        select(Record, Unit.name)
        .join(Unit, Unit.id == Record.scope)
        .where(_of(pairs), below, Record.status.in_(UNFINISHED), visible(viewer, registers.all_latest()))
    )
    count = session.scalar(select(func.count()).select_from(unfinished.subquery())) or 0
    rows = session.execute(unfinished.order_by(Unit.name, Record.title, Record.id).limit(MOST_NAMED)).all()
    return {
        "periods": _closed_periods(session, registers, unit, pairs, today),
        "unfinished": [
            {
                "id": record.id,
                "title": labels.title(registers.latest(record.register), record, language),
                "register": record.register,
                "period": record.period,
                "unit": name,
                "status": record.status,
            }
            for record, name in rows
        ],
        "count": count,
    }


def _of(pairs: list[tuple[str, str]]) -> ColumnElement[bool]:
    """The records of these pairs (register, period)."""
    return or_(*(and_(Record.register == register, Record.period == period) for register, period in pairs))


def _closed_periods(
    session: Session, registers: Registers, unit: Unit, pairs: list[tuple[str, str]], today: date
) -> list[ClosedPeriod]:
    known = {key: session.get_one(Period, key) for key in {period for _, period in pairs}}
    of = [register for key in dict(pairs) if (register := registers.latest(key))]
    due = deadlines.days(session, of, known.values())
    moment = now()
    found: list[ClosedPeriod] = []
    for name, key in pairs:
        day = due.get((name, key))
        found.append(
            {
                "register": name,
                "period": key,
                "ends": known[key].ends.isoformat(),
                "due": day.isoformat() if day else None,
                "runs": known[key].ends >= today,
                "closed": known[key].closed or not closings.still_open(session, (name, key), unit, moment),
            }
        )
    return sorted(found, key=lambda one: (not one["runs"], one["register"], one["period"]))
