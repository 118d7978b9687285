"""Which cells count: of which register, units, span and statuses; and where its stocks are read."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select, union_all
from sqlalchemy.orm import Session

from server.figures import place_cache
from server.figures.place_cache import Places
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import among, of_levels
from server.periods.ranges import Span, in_order, span
from sync.registers import Measure, Register, Registers


@dataclass(frozen=True, slots=True)
class Cut:
    """Which cells count: of these units, in this span, of records in these statuses.

    ``last``: the last period of the span in which a stock was told; stocks are read there, never added over periods.
    ``telling``: those of the units that have any cells, where they are known: they are found sooner among fewer.
    ``places``: given where sums of a whole province are asked for in a snapshot; they are remembered place by place.
    """

    register: Register
    units: Select[str]
    span: Span
    statuses: tuple[str, ...]
    last: str | None = None
    others: Mapping[str, "Cut"] = field(default_factory=dict)  # of registers that a measure divides by
    telling: Select[str] | None = None
    places: Places | None = None

    @property
    def asked(self) -> Hashable:
        """What of the cells is asked for, wherever they are."""
        others = tuple((key, other.asked) for key, other in sorted(self.others.items()))
        return self.register.form, self.span, self.statuses, self.last, others

    def holds(self) -> ColumnElement[bool]:
        return and_(
            Cell.register == self.register.key,
            among(Cell.unit, self.units if self.telling is None else self.telling),
            Cell.status.in_(self.statuses),
            self.span.holds(),
        )


def cut(
    session: Session,
    registers: Registers,
    register: Register,
    units: Select[str],
    period: Period,
    statuses: tuple[str, ...],
) -> Cut:
    """The cells to count, the last period that told a stock, and the same of the registers that it divides by."""
    return cuts(session, registers, [(register, period, statuses)], units)[0]


def cuts(
    session: Session,
    registers: Registers,
    asked: Sequence[tuple[Register, Period, tuple[str, ...]]],
    units: Select[str],
    telling: Select[str] | None = None,
    places: Places | None = None,
) -> list[Cut]:
    """The same of several registers, each in its period and statuses, in one statement."""
    every: list[Cut] = []
    firsts: list[int] = []
    others: list[dict[str, int]] = []
    for register, period, statuses in asked:
        names = {measure.d.split(".")[0] for measure in register.measures if measure.d and "." in measure.d}
        known = [register, *(other for key in sorted(names) if (other := registers.latest(key)))]
        others.append({one.key: len(every) + at for at, one in enumerate(known) if at})
        firsts.append(len(every))
        every += [
            Cut(one, units, span(session, one, period), statuses, telling=telling, places=places) for one in known
        ]
    last = _last(session, every)
    every = [replace(one, last=last.get(at)) for at, one in enumerate(every)]
    return [
        replace(every[at], others={key: every[there] for key, there in divided.items()})
        for at, divided in zip(firsts, others, strict=True)
    ]


def remembering(session: Session, cut: Cut, unit: Unit) -> Cut:
    """The same cut; where it is of all that is below a province, its sums are remembered. In a snapshot only."""
    return replace(cut, places=place_cache.places(session, unit)) if cut.units.whereclause is None else cut


def _last(session: Session, every: Sequence[Cut]) -> dict[int, str]:
    """Which cut → the last of its periods in which a stock was told."""
    each: list[Any] = []
    for at, one in enumerate(every):
        stocks = [measure.key for measure in one.register.measures if measure.flow == "stock"]
        if stocks and not one.span.empty:
            told = select(literal(at).label("at"), Cell.period, Cell.unit)
            each.append(told.where(one.holds(), Cell.dimension == "", Cell.measure.in_(stocks)))
    if not each:
        return {}
    found = _told(session, each, every[0].places, tuple(one.asked for one in every))
    order = {period: at for at, period in enumerate(in_order(session))}
    return dict(sorted(found, key=lambda one: order[one[1]]))


def _told(session: Session, each: Sequence[Select[Any]], there: Places | None, asked: Hashable) -> set[tuple[int, str]]:
    """(which of the statements, a period in which a stock was told)."""

    def outer(place: ColumnElement[str] | None = None, units: Select[str] | None = None) -> Select[Any]:
        found = union_all(*place_cache.narrowed(each, units)).subquery()
        query = select(found.c.at, found.c.period).distinct()
        if place is None:
            return query
        return select(place, *query.selected_columns).join_from(found, Unit, Unit.id == found.c.unit).distinct()

    rows = session.execute(outer()) if there is None else place_cache.rows(session, there, ("told", asked), outer)
    return {(at, period) for at, period in rows}


def cells_of(cut: Cut, keys: set[str]) -> ColumnElement[bool]:
    """The cells of these measures: of stocks those of the last period, each of the units that it concerns."""
    return or_(false(), *(_of_measure(cut, measure) for measure in cut.register.measures if measure.key in keys))


def _of_measure(cut: Cut, measure: Measure) -> ColumnElement[bool]:
    narrow = [Cell.measure == measure.key]
    if measure.flow == "stock":
        narrow.append(Cell.period == cut.last)
    if levels := measure.applies_to or cut.register.applies_to:
        narrow.append(Cell.unit.in_(select(Unit.id).where(of_levels(levels))))
    return and_(*narrow)
