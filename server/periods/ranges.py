"""How periods lie within each other: which of a register's cells and records belong to a period that figures are wanted
for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from server.models.figures import Cell
from server.models.log import Record
from server.models.periods import Period
from sync.registers import Register

EVENT_YEAR = "school_year"  # the kind of period of registers of events, which have no period of their own
CALENDAR = ("half_year", "year")
KNOWN = "periods"  # in Session.info: the periods, once read


@dataclass(frozen=True, slots=True)
class Span:
    """The cells of one register that lie in a period: they are chosen by their period, or else by their month.

    ``key``, ``starts``, ``ends``: the period's. ``periods``: the keys of the register's own periods within it, earliest
    first. ``by_month``: there are none of these, but the cells of the months ``first`` to ``last``, as ``month_of``
    writes them, cover the period's days exactly.
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
        """Whether no cells of the register can show this period."""
        return not self.periods and not self.by_month


def month_of(day: date, starts: Iterable[date]) -> str:
    """The month that a cell has for a day: ``2026-01``. If a period begins within that month, on that day or before, it
    is that beginning instead: ``2026-01-18``. So no cell's month reaches across the beginning of a period.

    ``starts``: the first days of all periods. Months sort as text in the order of time.
    """
    year, month = day.year, day.month
    begun = [one for one in starts if 1 < one.day <= day.day and one.month == month and one.year == year]
    return max(begun).isoformat() if begun else day.isoformat()[:7]


def kind_of(register: Register) -> str:
    """The kind of period, a value of ``Period.kind``, that a register is filled in for. For a register of events, whose
    records have a day instead, it is the school year."""
    return EVENT_YEAR if register.period == "event" else register.period


def span(session: Session, register: Register, period: Period) -> Span:
    """The cells of a register that lie in a period. The span is ``empty`` if no period of the register lies in it and
    its records have no day, or months would not cover it exactly."""
    kind, every = kind_of(register), _known(session)
    own = tuple(one.key for one in every if one.kind == kind and _is_within(period, one))
    if own or register.period_from is None:
        return Span(period.key, period.starts, period.ends, own)
    starts = {one.starts for one in every}
    exact = _of_whole_months(period, starts)
    first, last = month_of(period.starts, starts), month_of(period.ends, starts)
    return Span(period.key, period.starts, period.ends, own, exact, first, last)


def _known(session: Session) -> Sequence[Row[str, str, date, date]]:
    """The key, kind and days of every period, earliest first. They are read once a transaction, which may need many
    spans."""
    known: Sequence[Row[str, str, date, date]] | None = session.info.get(KNOWN)
    if known is None:
        query = select(Period.key, Period.kind, Period.starts, Period.ends).order_by(Period.starts)
        known = session.info[KNOWN] = session.execute(query).all()
    return known


def in_order(session: Session) -> list[str]:
    """The keys of all periods, the earliest first."""
    return [period.key for period in _known(session)]


def _is_within(period: Period, one: Row[str, str, date, date]) -> bool:
    """Whether the period ``one`` lies within ``period``. A calendar year or half also lies within the school year in
    which it begins."""
    if period.starts <= one.starts and one.ends <= period.ends:
        return True
    return period.kind == EVENT_YEAR and one.kind in CALENDAR and period.starts <= one.starts <= period.ends


def current(session: Session, register: Register, today: date) -> Period | None:
    """The latest period of a register's kind that has begun by ``today``, mostly the one that the day is in; None if
    none has begun."""
    query = select(Period).where(Period.kind == kind_of(register), Period.starts <= today)
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def records_within(session: Session, period: Period, registers: Iterable[Register]) -> ColumnElement[bool]:
    """An SQL condition on ``Record`` for the records of ``registers`` that lie in a period: of registers of events by
    their day, too, of all others by their own period alone.

    Periods are named rather than found by a query, so that the database knows how many records there may be.
    """
    kept = Record.period.in_([one.key for one in _known(session) if _is_within(period, one)])
    events = [register.key for register in registers if register.period == "event"]
    if not events:
        return kept
    return or_(kept, and_(Record.register.in_(events), Record.day.between(period.starts, period.ends)))


def cells_within(session: Session, period: Period, registers: Iterable[Register]) -> ColumnElement[bool] | None:
    """An SQL condition on ``Cell`` for the cells of the records that ``records_within`` selects.

    None if there are none exactly: cells know a record's month, and the period does not begin and end with months.
    """
    known = _known(session)
    kept = Cell.period.in_([one.key for one in known if _is_within(period, one)])
    events = [register.key for register in registers if register.period == "event"]
    if not events:
        return kept
    starts = {one.starts for one in known}
    if not _of_whole_months(period, starts):
        return None
    first, last = month_of(period.starts, starts), month_of(period.ends, starts)
    return or_(kept, and_(Cell.register.in_(events), Cell.month.between(first, last)))


def _of_whole_months(period: Period, starts: Collection[date]) -> bool:
    """Whether cells' months cover a period's days exactly. ``starts``: the first days of all periods."""
    return all(day.day == 1 or day in starts for day in (period.starts, period.ends + timedelta(days=1)))


def months(first: date, last: date) -> list[str]:
    """Every month from that of ``first`` to that of ``last``, both included, as ``YYYY-MM``."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [f"{(first.month - 1 + n) // 12 + first.year}-{(first.month - 1 + n) % 12 + 1:02d}" for n in range(count)]
