"""Which of a register's periods lie within a stretch of time that somebody asks for."""

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
    """A period asked for, and how the cells of one register tell it: by their periods, else by their months.

    ``periods`` are the register's own that lie within, earliest first. ``by_month``: none does, but the cells' months,
    split where a period begins within one, tell its days exactly.
    """

    key: str
    starts: date
    ends: date
    periods: tuple[str, ...]
    by_month: bool = False
    first: str = ""
    last: str = ""

    def holds(self) -> ColumnElement[bool]:
        """The cells that lie within, as a condition on ``Cell``."""
        if self.by_month:
            return Cell.month.between(self.first, self.last)
        return Cell.period.in_(self.periods)

    @property
    def empty(self) -> bool:
        return not self.periods and not self.by_month


def month_of(day: date, starts: Iterable[date]) -> str:
    """The month of a day as cells have it: ``2026-01``; from a day in it on which a period begins, ``2026-01-18``.

    As text these sort by time, so that any period is what lies between two of them.
    """
    begun = [start for start in starts if start.day > 1 and start <= day and start.replace(day=1) == day.replace(day=1)]
    return f"{max(begun):%Y-%m-%d}" if begun else f"{day:%Y-%m}"


def kind_of(register: Register) -> str:
    """The kind of period that the register's records are kept by."""
    return EVENT_YEAR if register.period == "event" else register.period


def span(session: Session, register: Register, period: Period) -> Span:
    """How the register tells ``period``; ``empty`` if it cannot."""
    kind, every = kind_of(register), _known(session)
    own = tuple(one.key for one in every if one.kind == kind and _tells(period, one))
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


def _tells(period: Period, one: Row[str, str, date, date]) -> bool:
    """Twin of ``_told_in``."""
    if period.starts <= one.starts and one.ends <= period.ends:
        return True
    return period.kind == EVENT_YEAR and one.kind in CALENDAR and period.starts <= one.starts <= period.ends


def current(session: Session, register: Register, today: date) -> Period | None:
    """The register's period that holds ``today``, else the latest that has begun."""
    query = select(Period).where(Period.kind == kind_of(register), Period.starts <= today)
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def records_within(period: Period, events: list[str]) -> ColumnElement[bool]:
    """The same for ``Record``; those of the registers ``events`` by their day, the others by their own period."""
    kept = Record.period.in_(select(Period.key).where(_told_in(period)))
    return or_(kept, and_(Record.register.in_(events), Record.day.between(period.starts, period.ends)))


def _told_in(period: Period) -> ColumnElement[bool]:
    """The periods within; of calendar years and halves, to a school year belong those that begin in it."""
    within = and_(Period.starts >= period.starts, Period.ends <= period.ends)
    if period.kind != EVENT_YEAR:
        return within
    return or_(within, and_(Period.kind.in_(CALENDAR), Period.starts.between(period.starts, period.ends)))


def months(first: date, last: date) -> list[str]:
    """Each ``YYYY-MM`` from one day's month to another's."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [f"{(first.month - 1 + n) // 12 + first.year}-{(first.month - 1 + n) % 12 + 1:02d}" for n in range(count)]
