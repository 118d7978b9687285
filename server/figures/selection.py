"""Which cells are added up for a figure: those of a register, units, period and statuses.

Also finds the period in which stocks are read: measures that are not added up over time, such as numbers of classes.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select, union_all
from sqlalchemy.orm import Session

from server.figures import place_cache
from server.figures.place_cache import Places, Statement
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import among, units_of_levels
from server.periods.ranges import Span, in_order, span
from sync.registers import Measure, Register, Registers


@dataclass(frozen=True, slots=True)
class Selection:
    """The cells of one register to add up: of ``units`` (a query for ids), the period ``span`` and these statuses.

    ``at``: the moment as of which units are counted, and taken as they were (see ``units_as_of``).
    ``last_period``: the key of the last period within ``span`` in which a stock was reported, None if there is none.
    Stocks are read there, never added up over periods.
    ``divisors``: key of another register → its selection, for ratios whose denominator is a measure of that register.
    ``with_cells``: a query for those of ``units`` that have cells, None if it is not known; it makes statements faster.
    ``places``: only if sums may come from the cache (``place_cache``), which is for a whole province.
    """

    register: Register
    units: Select[str]
    span: Span
    statuses: tuple[str, ...]
    at: datetime
    last_period: str | None = None
    divisors: Mapping[str, "Selection"] = field(default_factory=dict)
    with_cells: Select[str] | None = None
    places: Places | None = None

    def cache_key(self, places: Places | None) -> Hashable:
        """A key for the cache of sums of ``places``: all that the selection depends on, except the units."""
        at = places.key_of(self.at) if places else self.at
        divisors = tuple((key, other.cache_key(places)) for key, other in sorted(self.divisors.items()))
        return self.register.form, self.span, self.statuses, at, self.last_period, divisors

    def holds(self) -> ColumnElement[bool]:
        """The selected cells, of all the register's measures, as an SQL condition on ``Cell``."""
        return and_(
            Cell.register == self.register.key,
            among(Cell.unit, self.units if self.with_cells is None else self.with_cells),
            Cell.status.in_(self.statuses),
            self.span.holds(),
        )


class Wanted(NamedTuple):
    """What a selection is wanted of: see ``Selection``."""

    register: Register
    period: Period
    statuses: tuple[str, ...]
    units: Select[str]
    at: datetime


def select_cells(
    session: Session,
    registers: Registers,
    register: Register,
    units: Select[str],
    period: Period,
    statuses: tuple[str, ...],
    at: datetime,
) -> Selection:
    """The selection for one register, units (a query for ids) as of a moment, period and statuses.

    It has the ``divisors`` of the register's ratios.
    """
    return select_several(session, registers, [Wanted(register, period, statuses, units, at)])[0]


def select_several(
    session: Session,
    registers: Registers,
    wanted: Sequence[Wanted],
    with_cells: Select[str] | None = None,
    places: Places | None = None,
) -> list[Selection]:
    """A selection for each of ``wanted``, in the same order.

    Their ``last_period`` are found in one statement. ``with_cells`` and ``places``: see ``Selection``; those that are
    not of all units go without ``with_cells``.
    """
    every: list[Selection] = []
    firsts: list[int] = []
    divisors: list[dict[str, int]] = []
    for register, period, statuses, units, at in wanted:
        keys = {measure.d.split(".")[0] for measure in register.measures if measure.d and "." in measure.d}
        known = [register, *(other for key in sorted(keys) if (other := registers.latest(key)))]
        divisors.append({one.key: len(every) + n for n, one in enumerate(known) if n})
        firsts.append(len(every))
        every += [
            Selection(
                one,
                units,
                span(session, one, period),
                statuses,
                at,
                with_cells=with_cells if units.whereclause is None else None,
                places=places,
            )
            for one in known
        ]
    last = _last_periods(session, every)
    every = [replace(one, last_period=last.get(at)) for at, one in enumerate(every)]
    return [
        replace(every[at], divisors={key: every[other] for key, other in indexes.items()})
        for at, indexes in zip(firsts, divisors, strict=True)
    ]


def remember_places(session: Session, selection: Selection, unit: Unit, now: datetime) -> Selection:
    """The same selection, but with ``places`` if it is of all units, so that its sums may come from the cache.

    Only within a transaction that reads one snapshot of the database and writes nothing. ``unit``: the highest unit;
    ``now``: the moment that is taken as the present.
    """
    whole = selection.units.whereclause is None
    return replace(selection, places=place_cache.places(session, unit, now)) if whole else selection


def _last_periods(session: Session, every: Sequence[Selection]) -> dict[int, str]:
    """Index of a selection in ``every`` → key of the last of its periods in which a stock was reported."""
    each: list[Statement] = []
    for at, one in enumerate(every):
        stocks = [measure.key for measure in one.register.measures if measure.flow == "stock"]
        if stocks and not one.span.empty:
            reported = select(literal(at).label("at"), Cell.period, Cell.unit)
            each.append(reported.where(one.holds(), Cell.dimension == "", Cell.measure.in_(stocks)))
    if not each:
        return {}
    found = _periods_with_stocks(session, each, every[0].places, tuple(one.cache_key(every[0].places) for one in every))
    order = {period: at for at, period in enumerate(in_order(session))}
    return dict(sorted(found, key=lambda one: order[one[1]]))


def _periods_with_stocks(
    session: Session, each: Sequence[Statement], places: Places | None, key: Hashable
) -> set[tuple[int, str]]:
    """All pairs of a selection's index and the key of a period in which one of its stocks was reported.

    ``each``: statements that give index, period and unit; ``key``: their key in the cache, used with ``places``.
    """

    def outer(place: ColumnElement[str] | None = None, units: Select[str] | None = None) -> Statement:
        found = union_all(*place_cache.narrowed(each, units)).subquery()
        query = select(found.c.at, found.c.period).distinct()
        if place is None:
            return query
        return select(place, *query.selected_columns).join_from(found, Unit, Unit.id == found.c.unit).distinct()

    rows = (
        session.execute(outer())
        if places is None
        else place_cache.remembered_rows(session, places, ("stocks", key), outer)
    )
    return {(at, period) for at, period in rows}


def cells_of(selection: Selection, keys: set[str]) -> ColumnElement[bool]:
    """The cells of the measures with these keys, as an SQL condition on ``Cell``; not limited by units and statuses.

    For a stock only the cells of the last period; for each measure only those of units of the levels it applies to.
    """
    measures = [measure for measure in selection.register.measures if measure.key in keys]
    return or_(false(), *(_of_measure(selection, measure) for measure in measures))


def _of_measure(selection: Selection, measure: Measure) -> ColumnElement[bool]:
    conditions = [Cell.measure == measure.key]
    if measure.flow == "stock":
        conditions.append(Cell.period == selection.last_period)
    if levels := measure.applies_to or selection.register.applies_to:
        conditions.append(Cell.unit.in_(units_of_levels(levels, selection.at)))
    return and_(*conditions)
