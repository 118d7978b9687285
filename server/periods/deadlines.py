"""Deadlines: the last day on which a report for a register's period is on time, set by the department, for the period
or for its school year, or by the register itself."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TypedDict

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.org import Unit
from server.models.periods import Due, Period
from server.models.unit_states import UnitState
from server.models.year_deadlines import YearDue
from server.org.reporting_units import counted_at, is_to_report
from server.periods import closings
from server.periods.ranges import kind_of
from server.platform.clock import day_of
from sync.registers import Register, Registers

# Built once: to put a statement together costs as much as to run it.
_SET = select(Due)
_OF_YEARS = select(YearDue.register, YearDue.days, Period.starts, Period.ends).join(Period, Period.key == YearDue.year)
_STATES = select(UnitState).where(UnitState.unit.in_(bindparam("units", expanding=True)))

AHEAD = timedelta(days=45)
"""How long before a deadline it is shown to a unit's people."""
BEHIND = timedelta(days=120)
"""How long after a deadline it is still shown to a unit's people."""

Deadlines = dict[tuple[str, str], date]
"""(register's key, period's key) → the last day on which a report is on time."""


class Deadline(TypedDict):
    """The deadline of a register's period for a unit that has to report, as catalogs hold it.

    ``register``, ``period``: keys. ``unit``: an id. ``due``: the last day on which a report is on time, in ISO 8601.
    Reminders of it come with the exchange, as one must not cost a phone its whole catalog.
    """

    register: str
    period: str
    unit: str
    due: str


def days(session: Session, registers: Iterable[Register], periods: Iterable[Period]) -> Deadlines:
    """The deadline of each register in each of ``periods`` whose kind is the register's own, whichever units it is for.

    It is the day that the department set for the period, else as many days after the period's end as it set for the
    school year in which the period ends, else as many as the register says (``due``). Those without one are left out.
    """
    set_days = {(due.register, due.period): due.day for due in session.scalars(_SET)}
    of_years = session.execute(_OF_YEARS).all()
    of_kind: dict[str, list[Register]] = {}
    for register in registers:
        of_kind.setdefault(kind_of(register), []).append(register)
    deadlines: Deadlines = {}
    for period in periods:
        for register in of_kind.get(period.kind, ()):
            place = (register.key, period.key)
            if place in set_days:
                deadlines[place] = set_days[place]
            elif (after := _days_after(register, period, of_years)) is not None:
                deadlines[place] = period.ends + timedelta(days=after)
    return deadlines


def _days_after(register: Register, period: Period, of_years: Iterable[tuple[str, int, date, date]]) -> int | None:
    """How many days after a period's end a register is due there; ``of_years``: what was set for school years, each
    with the year's first and last day."""
    return next(
        (days for key, days, starts, ends in of_years if key == register.key and starts <= period.ends <= ends),
        register.due,
    )


def near(deadlines: Deadlines, today: date) -> Deadlines:
    """The deadlines, of these, that are shown on the day ``today``: at most 45 days before and 120 days after them."""
    return {place: day for place, day in deadlines.items() if day - AHEAD <= today <= day + BEHIND}


def of_person(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    now: datetime,
    units: Collection[Unit],
    all_periods: Iterable[Period],
    closed: Mapping[str, Collection[closings.Place]],
) -> list[Deadline]:
    """The deadlines, near today, of the registers that the person fills in for units where they have a role; the
    earliest first.

    ``units``: those where they have a role. ``closed``: unit id → what is closed there, at least of these.

    A deadline stays in the list when the unit has reported: phones know that from their own copies. Deadlines of closed
    periods are left out.
    """
    periods = {one.key: one for one in all_periods if not one.closed}
    deadlines = near(days(session, registers.all_latest(), periods.values()), day_of(now))
    states = _states(session, [unit.id for unit in units])
    found: list[Deadline] = []
    for (key, period), day in sorted(deadlines.items(), key=lambda item: (item[1], item[0])):
        register = registers.latest(key)
        for unit in units if register else ():
            assert register is not None
            at = counted_at(periods[period].ends, now)
            is_due = fills_in(viewer, register, unit.id) and is_to_report(register, unit, states[unit.id], at)
            if is_due and (key, period) not in closed[unit.id]:
                found.append({"register": key, "period": period, "unit": unit.id, "due": day.isoformat()})
    return found


def _states(session: Session, units: Collection[str]) -> dict[str, list[UnitState]]:
    """Unit → what it ever was."""
    states: dict[str, list[UnitState]] = {unit: [] for unit in units}
    for state in session.scalars(_STATES, {"units": list(units)}):
        states[state.unit].append(state)
    return states


def fills_in(viewer: Viewer, register: Register, unit: str) -> bool:
    """Whether the person has a role in this very unit (an id) that fills the register in."""
    return any(grant.unit == unit and grant.role in register.by for grant in viewer.grants)
