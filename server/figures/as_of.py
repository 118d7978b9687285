"""The moments that figures are of: when they were read, and as of when the units are counted."""

from datetime import datetime

from sqlalchemy.orm import Session

from server.models.org import Unit
from server.org.reporting_units import counted_at
from server.periods import closings
from server.periods.ranges import Span
from server.platform.clock import now
from sync.registers import Register


def as_of(moment: datetime | None = None) -> str:
    """A moment, by default the present, in UTC as ISO 8601 text, to the second: ``2026-11-28T04:00:00Z``."""
    return (moment or now()).isoformat(timespec="seconds").replace("+00:00", "Z")


def units_as_of(session: Session, register: Register, span: Span, unit: Unit, now: datetime) -> datetime:
    """The moment as of which units are counted, and taken as they were, in figures of a register.

    ``span``: the period of the figures; ``unit``: they are of this one and all below. It is the last moment of the
    period or, while it runs, ``now``; if the register was closed for ``unit`` before, the moment when it was.
    """
    moment = counted_at(span.ends, now)
    closed = closings.closed_since(session, register.key, span.periods, unit.id)
    return min(moment, closed) if closed else moment
