"""Until when a register's period is to be reported: the day that the department set, else what the register says."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.org import Unit
from server.models.periods import Due, Period, Reminder
from server.org.reporting_units import is_to_report
from server.periods import closings
from server.periods.ranges import kind_of
from sync.protocol.canonical import Json
from sync.registers import Register, Registers

AHEAD = timedelta(days=45)  # how long before the day a unit's people are told of it
BEHIND = timedelta(days=120)  # and how long after it

Days = dict[tuple[str, str], date]
"""(register, period) → the last day on which a report is on time."""


def days(session: Session, registers: Iterable[Register], periods: Iterable[Period]) -> Days:
    """Of each register's own periods among ``periods`` that have such a day."""
    set_days = {(due.register, due.period): due.day for due in session.scalars(select(Due))}
    found: Days = {}
    for period in periods:
        for register in registers:
            if period.kind != kind_of(register):
                continue
            place = (register.key, period.key)
            if place in set_days:
                found[place] = set_days[place]
            elif register.due is not None:
                found[place] = period.ends + timedelta(days=register.due)
    return found


def near(found: Days, today: date) -> Days:
    """Those that people are to be told of today."""
    return {place: day for place, day in found.items() if day - AHEAD <= today <= day + BEHIND}


def of_person(session: Session, viewer: Viewer, registers: Registers, today: date) -> list[Json]:
    """What a person's own units are to report about now: ``[{"register", "period", "unit", "due", "reminded"?}]``.

    Whether a unit has done so its phones know themselves, from their copies; what is closed is asked of nobody.
    """
    periods = {one.key: one for one in session.scalars(select(Period).where(Period.closed.is_(False)))}
    found = near(days(session, registers.all_latest(), periods.values()), today)
    units = {unit.id: unit for unit in session.scalars(select(Unit).where(Unit.id.in_(viewer.scopes)))}
    closed = closings.all_(session)
    reminders = session.scalars(select(Reminder).where(Reminder.unit.in_(units)))
    reminded = {(one.unit, one.register, one.period): one.at.date().isoformat() for one in reminders}
    told: list[Json] = []
    for (key, period), day in sorted(found.items(), key=lambda item: (item[1], item[0])):
        register = registers.latest(key)
        for unit in units.values() if register else ():
            assert register is not None
            asked = _fills_in(viewer, register, unit) and is_to_report(register, unit, periods[period].ends, today)
            if asked and not closings.covers(closed.get((key, period), ()), unit.path):
                at = reminded.get((unit.id, key, period))
                one = {"register": key, "period": period, "unit": unit.id, "due": day.isoformat()}
                told.append(one | ({"reminded": at} if at else {}))
    return told


def _fills_in(viewer: Viewer, register: Register, unit: Unit) -> bool:
    """Whether a person is one of those who fill a register in for a unit."""
    return any(grant.unit == unit.id and grant.role in register.by for grant in viewer.grants)
