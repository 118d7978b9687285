"""How many units have let a deadline pass without a report."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import place_cache
from server.figures.place_cache import Statement
from server.figures.reach import readable_below
from server.figures.reporting import Reporting
from server.figures.selection import Selection
from server.models.org import Unit
from server.models.periods import Period
from server.periods import closings, deadlines, ranges
from server.periods.moments import units_as_of
from server.platform.clock import day_of
from sync.registers import Registers


class Overdue(TypedDict):
    """``units``: how many units owe at least one report; ``registers``: of how many registers and periods."""

    units: int
    registers: int


def overdue(
    session: Session, viewer: Viewer, registers: Registers, unit: Unit, selection: Selection, now: datetime
) -> Overdue | None:
    """Count the units, of ``unit`` and all below it, that have not reported by a deadline of the last 120 days.

    Closed periods are left out: nothing can be sent for them any more. None if no unit is late. Read from cells;
    ``selection``: the page's, whose ``places`` are used if it has them.
    """
    owed = _owed(session, viewer, registers, unit, now)
    if not owed:
        return None
    missing = [and_(one.to_report(), not_(one.has_reported())) for one in owed]

    def read(place: ColumnElement[str] | None = None, units: Select[str] | None = None) -> Statement:
        numbers = [func.sum(case((condition, 1), else_=0)) for condition in (or_(*missing), *missing)]
        if place is None:
            return select(*numbers).select_from(Unit)
        query = select(place, *numbers).select_from(Unit).group_by(place)
        return query if units is None else query.where(Unit.id.in_(units))

    places = selection.places
    key = "overdue", tuple(_key(one, places.key_of(one.at) if places else one.at) for one in owed)
    rows = session.execute(read()) if places is None else place_cache.remembered_rows(session, places, key, read)
    total, *each = (sum(int(number or 0) for number in numbers) for numbers in zip(*rows, strict=True))
    return {"units": total, "registers": sum(number > 0 for number in each)} if total else None


def _key(reporting: Reporting, at: datetime | None) -> tuple[object, ...]:
    return reporting.register.form, reporting.span, at


def _owed(session: Session, viewer: Viewer, registers: Registers, unit: Unit, now: datetime) -> Sequence[Reporting]:
    """Who had to report each register and period whose deadline has passed and that is not closed."""
    periods = {one.key: one for one in session.scalars(select(Period)) if not one.closed}
    known = {one.key: one for one in registers.all_latest() if not one.nothing}
    days = deadlines.near(deadlines.days(session, known.values(), periods.values()), day_of(now))
    closed = closings.of_units(session, [unit.id])[unit.id]
    in_sight, out = dict[datetime, Select[str]](), list[Reporting]()
    for (key, period), day in sorted(days.items()):
        if day >= day_of(now) or (key, period) in closed:
            continue
        span = ranges.span(session, known[key], periods[period])
        at = units_as_of(session, known[key], span, unit.id, now)
        if at not in in_sight:
            in_sight[at] = readable_below(session, viewer, unit, at)
        out.append(Reporting(registers, known[key], in_sight[at], span, at))
    return out
