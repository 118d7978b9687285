"""Which of a register's periods lie within a period that figures are wanted for, and which months are in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from server.models.figures import Cell
from server.models.log import Record
from server.models.periods import Period
from sync.registers import Register

EVENT_YEAR = "school_year"  # the period that events are kept by
CALENDAR = ("half_year", "year")
KNOWN = "periods"


@dataclass(frozen=True, slots=True)
class Span:
    """A period that figures are wanted for, and which cells of one register lie in it: by their periods, or by months.

    ``key``, ``starts``, ``ends``: the period's. ``periods``: those that the register is kept by and that lie within, by
    key, earliest first. ``by_month``: there are none, but the cells from the month ``first`` to ``last`` cover its days
    exactly; months are split where a period begins within one.
    """

    key: str
    starts: date
    ends: date
    periods: tuple[str, ...]
    by_month: bool = False
    first: str = ""
    last: str = ""

    def holds(self) -> ColumnElement[bool]:
        """The cells that lie within the span, as an SQL condition on ``Cell``."""
        if self.by_month:
            return Cell.month.between(self.first, self.last)
        return Cell.period.in_(self.periods)

    @property
    def empty(self) -> bool:
        """Whether the register's cells cannot tell of this period at all."""
        return not self.periods and not self.by_month


def month_of(day: date, starts: Iterable[date]) -> str:
    """The month of a day as cells have it: ``2026-01``; from a day within it on which a period begins, ``2026-01-18``.

    ``starts``: the days on which periods begin. As text months sort by time, so that a period lies between two of them.
    """
    begun = [start for start in starts if start.day > 1 and start <= day and start.replace(day=1) == day.replace(day=1)]
    return f"{max(begun):%Y-%m-%d}" if begun else f"{day:%Y-%m}"


def kind_of(register: Register) -> str:
    """The kind of period that a register's records are kept by, one of ``Period.kind``; events by school years."""
    return EVENT_YEAR if register.period == "event" else register.period


def span(session: Session, register: Register, period: Period) -> Span:
    """Which cells of a register lie in a period; an ``empty`` span if the register's own periods are longer or
    overlap it."""
    kind, every = kind_of(register), _known(session)
    own = tuple(one.key for one in every if one.kind == kind and _is_within(period, one))
    if own or register.period_from is None:
        return Span(period.key, period.starts, period.ends, own)
    after = period.ends + timedelta(days=1)
    starts = {one.starts for one in every}
    exact = all(day.day == 1 or day in starts for day in (period.starts, after))
    first, last = month_of(period.starts, starts), month_of(period.ends, starts)
    return Span(period.key, period.starts, period.ends, own, exact, first, last)


def _known(session: Session) -> Sequence[Row[str, str, date, date]]:
    """Every period's key, kind and days, earliest first; read once in a transaction, which may ask for many spans."""
    known: Sequence[Row[str, str, date, date]] | None = session.info.get(KNOWN)
    if known is None:
        query = select(Period.key, Period.kind, Period.starts, Period.ends).order_by(Period.starts)
        known = session.info[KNOWN] = session.execute(query).all()
    return known


def in_order(session: Session) -> list[str]:
    """The keys of all periods, the earliest first."""
    return [period.key for period in _known(session)]


def _is_within(period: Period, one: Row[str, str, date, date]) -> bool:
    """Whether period ``one`` lies within ``period``. Twin of ``_lies_within``, in SQL."""
    if period.starts <= one.starts and one.ends <= period.ends:
        return True
    return period.kind == EVENT_YEAR and one.kind in CALENDAR and period.starts <= one.starts <= period.ends


def current(session: Session, register: Register, today: date) -> Period | None:
    """The period of a register that ``today`` is in, else the latest that has begun; None before the first."""
    query = select(Period).where(Period.kind == kind_of(register), Period.starts <= today)
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def records_within(period: Period, events: list[str]) -> ColumnElement[bool]:
    """The records that lie in a period, as an SQL condition on ``Record``: those of the registers ``events``, keys, by
    their day, the others by their own period."""
    kept = Record.period.in_(select(Period.key).where(_lies_within(period)))
    return or_(kept, and_(Record.register.in_(events), Record.day.between(period.starts, period.ends)))


def _lies_within(period: Period) -> ColumnElement[bool]:
    """The periods that lie within another, as an SQL condition on ``Period``; of calendar years and halves those lie
    within a school year that begin in it."""
    within = and_(Period.starts >= period.starts, Period.ends <= period.ends)
    if period.kind != EVENT_YEAR:
        return within
    return or_(within, and_(Period.kind.in_(CALENDAR), Period.starts.between(period.starts, period.ends)))


def months(first: date, last: date) -> list[str]:
    """Every month from that of ``first`` to that of ``last``, as ``YYYY-MM``."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [f"{(first.month - 1 + n) // 12 + first.year}-{(first.month - 1 + n) % 12 + 1:02d}" for n in range(count)]
