"""The moment as of which units are counted in figures and in the lists behind them."""

from datetime import datetime

from sqlalchemy.orm import Session

from server.org.reporting_units import counted_at
from server.periods import closings
from server.periods.ranges import Span
from sync.registers import Register


def units_as_of(session: Session, register: Register, span: Span, unit: str, now: datetime) -> datetime:
    """The moment as of which units are counted, and taken as they were, in figures of a register.

    ``span``: the period of the figures; ``unit``: the id of the one that they are of, with all below. It is the last
    moment of the period or, while it runs, ``now``; if the register was closed for ``unit`` before, the moment when it
    was.
    """
    moment = counted_at(span.ends, now)
    closed = closings.closed_since(session, register.key, span.periods, unit)
    return min(moment, closed) if closed else moment
