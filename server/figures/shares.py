"""Shares of units: both of their numbers count the units that are to report, and no others."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from server.figures.figure import Sum, Sums
from server.figures.selection import Selection
from server.models.figures import Cell
from server.models.org import Unit
from server.org.reporting_units import among, to_report
from sync.registers import Measure
from sync.registers.contributions import THOUSAND


def by_levels(measures: Iterable[Measure]) -> dict[tuple[str, ...], list[Measure]]:
    """Group those measures that are shares by the levels of units that they are of; () is the register's own levels."""
    found: dict[tuple[str, ...], list[Measure]] = {}
    for measure in measures:
        if measure.kind == "share":
            found.setdefault(measure.applies_to, []).append(measure)
    return found


def reporting_cells(selection: Selection, levels: Sequence[str]) -> ColumnElement[bool]:
    """The cells of units of these levels that are to report, as a condition on ``Cell``.

    A share counts no others, or it could exceed one.
    """
    units = to_report(selection.register, selection.span.ends, selection.today, levels)
    return Cell.unit.in_(select(Unit.id).where(units))


def denominators(session: Session, selection: Selection, measures: Iterable[Measure], row: ColumnElement[str]) -> Sums:
    """How many units each share is a share of, in each row. ``row``: the row of a unit, an expression over ``Unit``."""
    named = row.label("row")
    found: Sums = {}
    for levels, shares in by_levels(measures).items():
        units = to_report(selection.register, selection.span.ends, selection.today, levels)
        query = select(named, func.count()).where(among(Unit.id, selection.units), units).group_by(named)
        for name, count in session.execute(query):
            found |= {(measure.key, name): Sum(THOUSAND * count, count) for measure in shares}
    return found
