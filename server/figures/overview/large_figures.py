"""The large number of each register on the overview page, and that of the year before."""

from collections.abc import Mapping
from typing import TypedDict

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.figure import Figure, figure
from server.figures.measure_entry import measure_entry
from server.figures.overview.entries import PeriodEntry, period_entry
from server.figures.overview.query import OverviewQuestion, year_before
from server.figures.reach import readable_below
from server.figures.reporting import Reporting
from server.figures.result import MeasureTotal
from server.figures.selection import Wanted, select_several
from server.models.periods import Period
from server.periods import ranges
from server.periods.moments import units_as_of
from server.periods.ranges import Span
from server.platform.clock import day_of
from sync.registers import Measure, Register, Registers

Periods = dict[str, tuple[Period, Span]]
"""Key of a register → the period in which it is shown, and the span that says which of its cells lie within."""


class LargeFigure(TypedDict, total=False):
    """The large number of a register and its period; both absent if there is none.

    ``before``: its figure over the same months a year before, up to the month ``through`` (``YYYY-MM``) while the
    period still runs; both absent if nothing was reported then.
    """

    period: PeriodEntry
    measure: MeasureTotal
    before: Figure
    through: str


def large_figures(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    overview: OverviewQuestion,
    due: Mapping[str, Reporting],
    periods: Periods,
    language: str,
) -> dict[str, LargeFigure]:
    """Key of a register → its large number; registers without one are left out. All are read in one statement.

    ``due``: key of a register → who has to report it, as of the moment at which its units are counted.
    """
    whole, today = overview.question.selection, day_of(overview.now)
    wanted, shown, through = list[Wanted](), list[tuple[Register, Measure, bool]](), dict[str, str]()
    for key, (period, _) in periods.items():
        register = registers.latest(key)
        measure = large_measure(register) if register else None
        if register is None or measure is None:
            continue
        wanted.append(Wanted(register, period, register.counts, due[key].units, due[key].at))
        shown.append((register, measure, True))
        earlier = year_before(session, period, today)
        if earlier and not (span := ranges.span(session, register, earlier[0])).empty:
            at = units_as_of(session, register, span, overview.question.unit.id, overview.now)
            units = readable_below(session, viewer, overview.question.unit, at)
            wanted.append(Wanted(register, earlier[0], register.counts, units, at))
            shown.append((register, measure, False))
            through[key] = earlier[1] or ""
    selections = select_several(session, registers, wanted, whole.with_cells, whole.places)
    pairs = [(one, [measure]) for one, (_, measure, _) in zip(selections, shown, strict=True)]
    found: dict[str, LargeFigure] = {}
    for (register, measure, present), sums in zip(shown, totals.sums_of(session, pairs), strict=True):
        number, key = figure(measure, sums), register.key
        if present:
            entry: MeasureTotal = {**measure_entry(measure, language), "total": number}
            found[key] = {"period": period_entry(periods[key][0]), "measure": entry}
        elif number["value"]:
            found[key]["before"] = number
            if through[key]:
                found[key]["through"] = through[key]
    return found


def large_measure(register: Register) -> Measure | None:
    """The measure of the register's first chart that does not count units (kind ``units``); None if all do."""
    measures = (register.measure(chart.measure) for chart in register.charts)
    return next((measure for measure in measures if measure and measure.kind != "units"), None)
