"""The deadlines of a school year as the department sets them: how many days after a period's end each register is due,
and how many days after that its periods close by themselves."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.units import arranges
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.catalog import change_catalog, lock_catalog
from server.models.periods import Due, Period
from server.models.year_deadlines import YearClosing, YearDue
from server.periods import automatic_closings, deadlines
from server.periods.closings import Place
from server.periods.ranges import EVENT_YEAR, kind_of
from server.platform.clock import today
from sync.protocol.problems import Problem
from sync.registers import Register, Registers

LONGEST = 366  # days


class PeriodDeadline(TypedDict):
    """A period by its key and last day. ``due``: the last day on which a report is on time, None without one; ``set``:
    it was set for this very period, or has passed, so that days of the year do not move it; ``closes``: the last day
    before it closes by itself, None if it does not."""

    period: str
    ends: str
    due: str | None
    set: bool
    closes: str | None


class RegisterDeadlines(TypedDict):
    """A register by its key and its title in both languages. ``own``: the days that it gives itself, ``days``: those of
    the year; None: none."""

    register: str
    title: dict[str, str]
    own: int | None
    days: int | None
    periods: list[PeriodDeadline]


class YearDeadlines(TypedDict):
    """``closes``: how many days after their deadline periods close by themselves; None if they do not."""

    closes: int | None
    registers: list[RegisterDeadlines]


def year_deadlines(session: Session, viewer: Viewer, registers: Registers, key: str) -> YearDeadlines:
    """The deadlines of the periods that end in a school year, register by register in the catalog's order.

    Raises Problem ``forbidden`` unless the viewer arranges units, ``not_found`` if there is no such year.
    """
    _refuse_others(viewer)
    periods = _periods(session, _year(session, key))
    known = [one for one in registers.all_latest() if not one.nothing]
    days = deadlines.days(session, known, periods)
    last = automatic_closings.last_days(session, known, periods)
    set_ = {(one.register, one.period) for one in session.scalars(select(Due))}
    of_year = _of_year(session, key)
    closing = session.get(YearClosing, key)
    found: list[RegisterDeadlines] = []
    for one in known:
        own = [period for period in periods if period.kind == kind_of(one)]
        entries = [_entry((one.key, period.key), period, days, last, set_) for period in own]
        if own:
            days_of_year = of_year.get(one.key)
            found.append(
                {
                    "register": one.key,
                    "title": dict(one.title),
                    "own": one.due,
                    "days": days_of_year,
                    "periods": entries,
                }
            )
    return {"closes": closing.days if closing else None, "registers": found}


def _entry(
    place: Place,
    period: Period,
    days: deadlines.Deadlines,
    last: deadlines.Deadlines,
    set_: set[Place],
) -> PeriodDeadline:
    due, closes = days.get(place), last.get(place)
    return {
        "period": period.key,
        "ends": period.ends.isoformat(),
        "due": due.isoformat() if due else None,
        "set": place in set_ or (due is not None and due < today()),
        "closes": closes.isoformat() if closes else None,
    }


def set_deadlines(by: Act, registers: Registers, key: str, dues: Mapping[str, int | None], closes: int | None) -> None:
    """Set how many days after their periods' ends registers are due in a school year, from now on for everybody, and
    how many days after that the periods close.

    ``dues``: register's key → days, None for what the register itself says; others stay as they are. ``closes``: None
    for none. A deadline that has passed stays where it was, and so does one that was set for its very period. Raises
    Problem ``forbidden``, ``not_found``, and ``malformed`` by member: ``year`` with ``past`` if it has ended, ``dues``
    with ``choices`` for what is no register of the year, and with ``past`` where a deadline would have passed already.
    """
    session = by.session
    _refuse_others(by.viewer)
    lock_catalog(session)
    year = _year(session, key)
    if year.ends < today():
        raise Problem("malformed", {"year": {"rule": "past"}})
    before = _of_year(session, key)
    moved = {name: days for name, days in dues.items() if days != before.get(name)}
    periods = _periods(session, year)
    for name, days in moved.items():
        register = registers.latest(name)
        own = [one for one in periods if register and one.kind == kind_of(register)]
        if register is None or not own:
            raise Problem("malformed", {"dues": {"rule": "choices"}})
        _set_due(by, register, year, own, days)
    details: dict[str, object] = {"dues": {name: [before.get(name), days] for name, days in moved.items()} or None}
    was = session.get(YearClosing, key)
    if closes != (was.days if was else None):
        details["closes"] = [was.days if was else None, closes]
        if was is not None:
            session.delete(was)
            session.flush()
        if closes is not None:
            session.add(YearClosing(year=key, days=closes, by=by.viewer.account))
    elif was is not None and moved:
        automatic_closings.announce_anew(session, year)
    if moved or "closes" in details:
        session.flush()
        change_catalog(session)
        by.record("year.deadlines", ("period", key), None, **details)


def _set_due(by: Act, register: Register, year: Period, periods: list[Period], days: int | None) -> None:
    """Set a register's days in a year, whose deadlines in ``periods`` stay where they have passed."""
    session, place = by.session, (register.key, year.key)
    of_now = deadlines.days(session, [register], periods)
    after = register.due if days is None else days
    for period in periods:
        day = of_now.get((register.key, period.key))
        if session.get(Due, (register.key, period.key)) is not None:
            continue
        if day is not None and day < today():
            session.add(Due(register=register.key, period=period.key, day=day, by=by.viewer.account))
        elif after is not None and period.ends + timedelta(days=after) < today():
            raise Problem("malformed", {"dues": {"rule": "past"}})
    found = session.get(YearDue, place)
    if found is not None and days is None:
        session.delete(found)
    elif found is not None and days is not None:
        found.days, found.by = days, by.viewer.account
    elif days is not None:
        session.add(YearDue(register=register.key, year=year.key, days=days, by=by.viewer.account))


def _of_year(session: Session, key: str) -> dict[str, int]:
    """Register's key → its days in a school year."""
    return {one.register: one.days for one in session.scalars(select(YearDue).where(YearDue.year == key))}


def _year(session: Session, key: str) -> Period:
    year = session.get(Period, key)
    if year is None or year.kind != EVENT_YEAR:
        raise Problem("not_found")
    return year


def _periods(session: Session, year: Period) -> list[Period]:
    """The periods that end in a school year, the earliest first."""
    within = select(Period).where(Period.ends >= year.starts, Period.ends <= year.ends)
    return list(session.scalars(within.order_by(Period.ends, Period.key)))


def _refuse_others(viewer: Viewer) -> None:
    if not arranges(viewer):
        raise Problem("forbidden")
