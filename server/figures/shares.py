"""Shares: measures such as "3 of 5 schools have done it".

Numerator and denominator both count only units that have to report, so that a share never exceeds one.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from server.figures.figure import Sum, Sums
from server.figures.selection import Selection
from server.models.figures import Cell
from server.models.org import Unit
from server.models.unit_states import UnitState, states_at
from server.org.reporting_units import among, to_report
from sync.registers import Measure
from sync.registers.values import THOUSAND


def by_levels(measures: Iterable[Measure]) -> dict[tuple[str, ...], list[Measure]]:
    """Those of ``measures`` that are shares, grouped by the levels of the units of which they are a share.

    The key ``()`` has those that name no levels: they are of the levels that the register applies to.
    """
    found: dict[tuple[str, ...], list[Measure]] = {}
    for measure in measures:
        if measure.kind == "share":
            found.setdefault(measure.applies_to, []).append(measure)
    return found


def reporting_cells(selection: Selection, levels: Sequence[str]) -> ColumnElement[bool]:
    """The cells of units of these levels that have to report, as an SQL condition on ``Cell``.

    No ``levels``: those that the register applies to.
    """
    units = to_report(selection.register, selection.at, levels)
    return Cell.unit.in_(select(Unit.id).where(units))


def denominators(session: Session, selection: Selection, measures: Iterable[Measure], row: ColumnElement[str]) -> Sums:
    """The denominators of the shares among ``measures``: (key of the share, row) → how many units have to report.

    The number is in ``Sum.units``. ``row``: an SQL expression over ``UnitState`` that gives a unit's row.
    """
    named = row.label("row")
    found: Sums = {}
    for levels, shares in by_levels(measures).items():
        units = to_report(selection.register, selection.at, levels)
        query = select(named, func.count()).join_from(Unit, UnitState, UnitState.unit == Unit.id)
        query = query.where(states_at(selection.at), among(Unit.id, selection.units), units).group_by(named)
        for name, count in session.execute(query):
            found |= {(measure.key, name): Sum(THOUSAND * count, count) for measure in shares}
    return found
