"""Notices of reports that one's unit owes: it was reminded, or the deadline is near or was missed. A report that was
sent, or declared to be nothing, ends both."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.nonreporting import nonreporters
from server.figures.reporting import Reporting
from server.models.org import Person, Unit
from server.models.periods import Period, Reminder
from server.notices.notice import DUE, REMINDED, Notice, moment_part
from server.org.reporting_units import counted_at
from server.periods import closings, deadlines, ranges
from server.platform.clock import day_of, start_of_day
from sync.registers import Registers

AHEAD = timedelta(days=7)
"""How long before its deadline a report is due soon."""
BEHIND = timedelta(days=30)
"""How long a missed deadline is spoken of, and how long a reminder is."""

Place = tuple[str, str]
"""A register's key and a period's."""

_REMINDERS = (
    select(Reminder, Person.name)
    .join(Person, Person.id == Reminder.by)
    .where(Reminder.unit.in_(bindparam("units", expanding=True)), Reminder.at >= bindparam("since"))
)


def of_reports(session: Session, viewer: Viewer, registers: Registers, now: datetime) -> list[Notice]:
    """The notices of what the viewer's units owe, of registers that the viewer fills in there, one a report at most."""
    units = session.scalars(select(Unit).where(Unit.id.in_(viewer.scopes))).all()
    periods = {one.key: one for one in session.scalars(select(Period))}
    closed = closings.of_units(session, viewer.scopes)
    due = {
        (one["register"], one["period"], one["unit"]): date.fromisoformat(one["due"])
        for one in deadlines.of_person(session, viewer, registers, now, units, periods.values(), closed)
    }
    found = [*_reminded(session, viewer, registers, now, due)]
    there = {(one.register, one.period, one.unit) for one in found}
    found += [one for one in _due(due, now) if (one.register, one.period, one.unit) not in there]
    open_ = [one for one in found if (one.register, one.period) not in closed.get(one.unit or "", {})]
    return _owed(session, registers, periods, open_, now)


def _reminded(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    now: datetime,
    due: dict[tuple[str, str, str], date],
) -> Iterable[Notice]:
    for one, by in session.execute(_REMINDERS, {"units": viewer.scopes, "since": now - BEHIND}):
        register = registers.latest(one.register)
        if register and deadlines.fills_in(viewer, register, one.unit):
            yield Notice(
                id=f"{REMINDED}:{one.unit}:{one.register}:{one.period}:{moment_part(one.at)}",
                kind=REMINDED,
                at=one.at,
                register=one.register,
                unit=one.unit,
                period=one.period,
                due=due.get((one.register, one.period, one.unit)),
                by=by,
                text=one.text,
            )


def _due(due: dict[tuple[str, str, str], date], now: datetime) -> Iterable[Notice]:
    today = day_of(now)
    for (register, period, unit), day in due.items():
        if day - AHEAD <= today <= day + BEHIND:
            yield Notice(
                id=f"{DUE}:{unit}:{register}:{period}:{day.isoformat()}",
                kind=DUE,
                at=start_of_day(day - AHEAD),
                register=register,
                unit=unit,
                period=period,
                due=day,
            )


def _owed(
    session: Session, registers: Registers, periods: dict[str, Period], found: list[Notice], now: datetime
) -> list[Notice]:
    """Those whose unit has not reported, by the rule of the lists of deadlines."""
    units: dict[Place, set[str]] = defaultdict(set)
    for one in found:
        units[one.register, one.period or ""].add(one.unit or "")
    owed: set[tuple[Place, str]] = set()
    for place, ids in units.items():
        register, period = registers.latest(place[0]), periods.get(place[1])
        if register is None or period is None or period.closed:
            continue
        reported_by = select(Unit.id).where(Unit.id.in_(ids))
        span = ranges.span(session, register, period)
        reporting = Reporting(registers, register, reported_by, span, counted_at(period.ends, now))
        owed.update((place, one["unit"]) for one in nonreporters(session, reporting))
    return [one for one in found if ((one.register, one.period or ""), one.unit or "") in owed]
