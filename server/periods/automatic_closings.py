"""Periods that close by themselves, some days after their deadline, as the department has set it for a school year."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from server.audit import append as audit
from server.models.catalog import change_catalog, lock_catalog
from server.models.org import Unit
from server.models.periods import Period
from server.models.year_deadlines import AutomaticClosing, Reopening, YearClosing
from server.periods import closings, deadlines
from server.periods.closings import Place
from server.platform.clock import day_of, now, today
from server.platform.database import read, write
from sync.registers import Register, Registers

NOTICE = timedelta(days=7)
"""No period closes by itself sooner than so long after that, or a deadline of its year, was set: until then screens
announce it."""

_TOP = select(Unit).where(Unit.parent.is_(None)).order_by(Unit.id)
_YEARS = select(YearClosing, Period).join(Period, Period.key == YearClosing.year)


def last_days(session: Session, registers: Iterable[Register], periods: Iterable[Period]) -> dict[Place, date]:
    """The last day on which a register's period is open, of those that will close by themselves.

    Left out are periods without a deadline, those that were closed for all, and those that were opened again for all.
    """
    years = session.execute(_YEARS).all()
    if not years:
        return {}
    known = {one.key: one for one in periods if not one.closed}
    top = session.scalars(_TOP).first()
    over = {(one.register, one.period) for one in session.scalars(select(AutomaticClosing))}
    if top is not None:
        over |= set(closings.of_units(session, [top.id])[top.id])
        opened = select(Reopening).where(Reopening.unit == top.id)
        over |= {(one.register, one.period) for one in session.scalars(opened)}
    found: dict[Place, date] = {}
    for place, due in deadlines.days(session, registers, known.values()).items():
        plan = _plan(years, known[place[1]])
        if plan is not None and place not in over:
            found[place] = max(due + timedelta(days=plan.days), day_of(plan.at) + NOTICE)
    return found


def announce_anew(session: Session, period: Period) -> None:
    """Let nothing that closes with the school year in which a period ends do so within a week, as a deadline there was
    moved."""
    if plan := _plan(session.execute(_YEARS), period):
        plan.at = now()


def _plan(years: Iterable[Row[YearClosing, Period]], period: Period) -> YearClosing | None:
    """What was set for the school year in which a period ends; None if nothing was."""
    return next((plan for plan, year in years if year.starts <= period.ends <= year.ends), None)


def carry_out(registers: Registers) -> int:
    """Close what was open until yesterday at the latest; returns how many registers' periods were closed. Needs an
    application's context."""
    with read() as session:
        wanted = [place for place, last in _all(session, registers).items() if last < today()]
    return sum(_close(registers, place) for place in sorted(wanted))


def _all(session: Session, registers: Registers) -> dict[Place, date]:
    known = [one for one in registers.all_latest() if not one.nothing]
    return last_days(session, known, session.scalars(select(Period)).all())


def _close(registers: Registers, place: Place) -> bool:
    """Close a register's period for the province, but for units for which it was opened again; whether it was done."""
    key, period = place
    with write() as session:
        # As for whoever signs: records are written either wholly before, or after the period is closed.
        lock_catalog(session)
        top = session.scalars(_TOP).one()
        closings.lock(session, top)
        last = _all(session, registers).get(place)
        plan = _plan(session.execute(_YEARS), session.get_one(Period, period))
        if last is None or plan is None or last >= today():
            return False
        moment = now()
        closings.close_the_rest(session, place, top, plan.by, moment)
        session.add(AutomaticClosing(register=key, period=period, at=moment))
        change_catalog(session)
        details = {"registers": [key], "by_itself": True, "decided_by": plan.by}
        audit.record(session, audit.SYSTEM, "period.close", ("period", period), top.id, **details)
    return True
