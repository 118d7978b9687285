"""Which cells a figure counts: of which register, units, days and statuses; and in which period its stocks are read."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select, union_all
from sqlalchemy.orm import Session

from server.figures import place_cache
from server.figures.place_cache import Places, Statement
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import among, of_levels
from server.periods.ranges import Span, in_order, span
from sync.registers import Measure, Register, Registers


@dataclass(frozen=True, slots=True)
class Selection:
    """The cells of one register that count: of these units, within these days, of records in these statuses.

    ``today``: the day on which figures are read; a unit that is to end later still reports.
    ``last_period``: the last period of the span in which a stock was reported. Stocks are read there, never added up
    over periods; None where there is none.
    ``divisors``: register key → the same of another register, by whose measures ratios of this one divide.
    ``with_cells``: those of ``units`` that have any cells, where they are known: fewer are found sooner.
    ``places``: given where a whole province is summed up in a snapshot; its sums are then remembered place by place.
    """

    register: Register
    units: Select[str]
    span: Span
    statuses: tuple[str, ...]
    today: date
    last_period: str | None = None
    divisors: Mapping[str, "Selection"] = field(default_factory=dict)
    with_cells: Select[str] | None = None
    places: Places | None = None

    @property
    def cache_key(self) -> Hashable:
        """A key that is equal for two selections of the same cells, apart from the units."""
        divisors = tuple((key, other.cache_key) for key, other in sorted(self.divisors.items()))
        ends = min(self.span.ends, self.today)
        return self.register.form, self.span, self.statuses, ends, self.last_period, divisors

    def holds(self) -> ColumnElement[bool]:
        """The selected cells, of all the register's measures, as a condition on ``Cell``."""
        return and_(
            Cell.register == self.register.key,
            among(Cell.unit, self.units if self.with_cells is None else self.with_cells),
            Cell.status.in_(self.statuses),
            self.span.holds(),
        )


def select_cells(
    session: Session,
    registers: Registers,
    register: Register,
    units: Select[str],
    period: Period,
    statuses: tuple[str, ...],
    today: date,
) -> Selection:
    """Select the cells that count for a register in a period, and those of the registers that its ratios divide by."""
    return select_several(session, registers, [(register, period, statuses)], units, today)[0]


def select_several(
    session: Session,
    registers: Registers,
    wanted: Sequence[tuple[Register, Period, tuple[str, ...]]],
    units: Select[str],
    today: date,
    with_cells: Select[str] | None = None,
    places: Places | None = None,
) -> list[Selection]:
    """Select the cells of several registers at once: one selection for each (register, period, statuses)."""
    every: list[Selection] = []
    firsts: list[int] = []
    divisors: list[dict[str, int]] = []
    for register, period, statuses in wanted:
        keys = {measure.d.split(".")[0] for measure in register.measures if measure.d and "." in measure.d}
        known = [register, *(other for key in sorted(keys) if (other := registers.latest(key)))]
        divisors.append({one.key: len(every) + at for at, one in enumerate(known) if at})
        firsts.append(len(every))
        every += [
            Selection(one, units, span(session, one, period), statuses, today, with_cells=with_cells, places=places)
            for one in known
        ]
    last = _last_periods(session, every)
    every = [replace(one, last_period=last.get(at)) for at, one in enumerate(every)]
    return [
        replace(every[at], divisors={key: every[other] for key, other in indexes.items()})
        for at, indexes in zip(firsts, divisors, strict=True)
    ]


def remember_places(session: Session, selection: Selection, unit: Unit) -> Selection:
    """The same selection, with its sums remembered if it is of a whole province. Only in a transaction that reads."""
    whole = selection.units.whereclause is None
    return replace(selection, places=place_cache.places(session, unit)) if whole else selection


def _last_periods(session: Session, every: Sequence[Selection]) -> dict[int, str]:
    """Index of a selection → the last of its periods in which a stock was reported."""
    each: list[Statement] = []
    for at, one in enumerate(every):
        stocks = [measure.key for measure in one.register.measures if measure.flow == "stock"]
        if stocks and not one.span.empty:
            reported = select(literal(at).label("at"), Cell.period, Cell.unit)
            each.append(reported.where(one.holds(), Cell.dimension == "", Cell.measure.in_(stocks)))
    if not each:
        return {}
    found = _periods_with_stocks(session, each, every[0].places, tuple(one.cache_key for one in every))
    order = {period: at for at, period in enumerate(in_order(session))}
    return dict(sorted(found, key=lambda one: order[one[1]]))


def _periods_with_stocks(
    session: Session, each: Sequence[Statement], places: Places | None, key: Hashable
) -> set[tuple[int, str]]:
    """(index of a selection, a period in which a stock of it was reported)."""

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
    """The cells of the measures with these ``keys``, as a condition on ``Cell``.

    Of stocks those of the last period; of each measure those of the units that it concerns.
    """
    measures = [measure for measure in selection.register.measures if measure.key in keys]
    return or_(false(), *(_of_measure(selection, measure) for measure in measures))


def _of_measure(selection: Selection, measure: Measure) -> ColumnElement[bool]:
    conditions = [Cell.measure == measure.key]
    if measure.flow == "stock":
        conditions.append(Cell.period == selection.last_period)
    if levels := measure.applies_to or selection.register.applies_to:
        conditions.append(Cell.unit.in_(select(Unit.id).where(of_levels(levels))))
    return and_(*conditions)
