"""The figures of a report's period a year before, which its assessment compares with."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.figure import Figure, figure
from server.figures.overview.query import year_before
from server.figures.reach import readable_below
from server.figures.selection import Wanted, select_several
from server.models.org import Unit
from server.models.periods import Period
from server.periods import ranges
from server.periods.moments import units_as_of
from server.periods.months import MONTH, month_period
from server.platform.clock import day_of
from sync.registers import Registers

Totals = dict[tuple[str, str], Figure]
"""(a register's key, a measure's key) → its total."""


class YearBefore(NamedTuple):
    """What a report is compared with: the totals of the same period a year before, where there are any.

    ``through``: the last month of it that is counted, ``YYYY-MM``, while the report's own period still runs; else None.
    """

    totals: Totals
    through: str | None


def totals_before(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    unit: Unit,
    period: Period,
    keys: Iterable[str],
    now: datetime,
) -> YearBefore:
    """The totals of the registers ``keys`` in a unit, a year before ``period``; of records in the statuses that each
    counts. Registers of which nothing can be compared, or nothing was reported then, are left out.

    While the period still runs only registers of events are compared, up to the same month.
    """
    month = month_period(f"{period.starts.year - 1}-{period.starts.month:02}") if period.kind == MONTH else None
    earlier = (month, None) if month else year_before(session, period, day_of(now))
    if earlier is None:
        return YearBefore({}, None)
    then, through = earlier
    wanted = list[Wanted]()
    for register in filter(None, map(registers.latest, keys)):
        span = ranges.span(session, register, then)
        if not span.empty:
            at = units_as_of(session, register, span, unit.id, now)
            units = readable_below(session, viewer, unit, at)
            wanted.append(Wanted(register, then, register.counts, units, at))
    selections = select_several(session, registers, wanted)
    pairs = [(one, list(one.register.measures)) for one in selections]
    found: Totals = {}
    for (selection, measures), sums in zip(pairs, totals.sums_of(session, pairs), strict=True):
        for measure in measures:
            total = figure(measure, sums)
            if total["value"]:
                found[selection.register.key, measure.key] = total
    return YearBefore(found, through)
