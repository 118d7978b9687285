"""Figures are sums over cells: whole numbers of thousandths, added by the database, divided at the very end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, false, func, literal, or_, select
from sqlalchemy.orm import Session

from server.concerned import concerned, of_levels
from server.models import Cell, Period, Unit
from server.spans import Span, span
from sync.registers import Measure, Register, Registers

THOUSAND = 1000
ID_LENGTH = 36
OUTSIDE = ("", "unit", "unit_level")

Figure = dict[str, Any]
"""``{"value"}``, and of a ratio ``"n"`` and ``"d"`` too; ``value`` is None where ``d`` is 0."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Which cells count: of these units, in this span, of records in these statuses.

    ``last``: the last period of the span in which a stock was told; stocks are read there, never added over periods.
    ``telling``: those of the units that have any cells, where they are known: they are found sooner among fewer.
    """

    register: Register
    units: Select[str]
    span: Span
    statuses: tuple[str, ...]
    last: str | None = None
    others: Mapping[str, "Cut"] = field(default_factory=dict)  # of registers that a measure divides by
    telling: Select[str] | None = None

    def holds(self) -> ColumnElement[bool]:
        return and_(
            Cell.register == self.register.key,
            Cell.unit.in_(self.units if self.telling is None else self.telling),
            Cell.status.in_(self.statuses),
            self.span.holds(),
        )


@dataclass(frozen=True, slots=True)
class Sum:
    """``amount`` in thousandths; ``units``: how many of them have a positive one. Of a share: the units concerned."""

    amount: int = 0
    units: int = 0


Sums = dict[tuple[str, str], Sum]
"""(measure, row) → its sum; the row of a total is ``""``."""


def cut(
    session: Session,
    registers: Registers,
    register: Register,
    units: Select[str],
    period: Period,
    statuses: tuple[str, ...],
) -> Cut:
    """The cells to count, the last period that told a stock, and the same of the registers that it divides by."""
    whole = _cut(session, register, units, period, statuses)
    keys = {measure.d.split(".")[0] for measure in register.measures if measure.d and "." in measure.d}
    found = {key: other for key in keys if (other := registers.latest(key))}
    return replace(whole, others={key: _cut(session, one, units, period, statuses) for key, one in found.items()})


def _cut(session: Session, register: Register, units: Select[str], period: Period, statuses: tuple[str, ...]) -> Cut:
    whole = Cut(register, units, span(session, register, period), statuses)
    stocks = [measure.key for measure in register.measures if measure.flow == "stock"]
    if not stocks:
        return whole
    query = select(Period.key).join(Cell, Cell.period == Period.key).where(whole.holds(), Cell.measure.in_(stocks))
    return replace(whole, last=session.scalar(query.order_by(Period.starts.desc()).limit(1)))


def sums(session: Session, cut: Cut, measures: Iterable[Measure], by: str = "", above: Unit | None = None) -> Sums:
    """Totals, or rows ``by`` month, by a field, by the level of units, or by the units one place below ``above``."""
    measures = list(measures)
    found = _stored(session, cut, {part for measure in measures for part in parts(measure)}, by, above)
    for key, other in cut.others.items():
        keys = {measure.d.split(".")[1] for measure in measures if measure.d and measure.d.startswith(f"{key}.")}
        if keys and by in OUTSIDE:
            told = _stored(session, other, keys, by, above)
            found |= {(f"{key}.{name}", row): sum_ for (name, row), sum_ in told.items()}
    for measure in measures:
        if measure.kind == "share":
            found |= _concerned(session, cut, measure, by, above)
    return found


def _stored(session: Session, cut: Cut, keys: set[str], by: str, above: Unit | None) -> Sums:
    row: ColumnElement[Any] = func.substr(Cell.month, 1, 7, type_=String) if by == "month" else Cell.__table__.c.key
    if by in ("", "unit", "unit_level"):
        row = _row(by, above)
    dimension = by if by not in (*OUTSIDE, "month") else ""
    inner = (
        select(Cell.dimension, Cell.measure, row.label("row"), func.sum(Cell.value).label("amount"))
        .where(cut.holds(), _counted(cut, keys), Cell.dimension == dimension)
        .group_by(Cell.dimension, Cell.measure, row, Cell.unit)
    )
    if by in ("unit", "unit_level"):
        inner = inner.join(Unit, Unit.id == Cell.unit)
    return _added(session, inner).get(dimension, {})


def sums_by_fields(session: Session, cut: Cut, wanted: Mapping[str, Sequence[Measure]]) -> dict[str, Sums]:
    """Rows by each of several fields, in one statement: field → what ``sums`` says by it."""
    if not wanted:
        return {}
    made_of = {by: {part for measure in measures for part in parts(measure)} for by, measures in wanted.items()}
    each = [and_(Cell.dimension == by, _counted(cut, keys)) for by, keys in made_of.items()]
    inner = (
        select(Cell.dimension, Cell.measure, Cell.key.label("row"), func.sum(Cell.value).label("amount"))
        .where(cut.holds(), or_(*each))
        .group_by(Cell.dimension, Cell.measure, Cell.key, Cell.unit)
    )
    found = _added(session, inner)
    for by, measures in wanted.items():
        for measure in measures:
            if measure.kind == "share":
                found.setdefault(by, {}).update(_concerned(session, cut, measure, by, None))
    return {by: found.get(by, {}) for by in wanted}


def _added(session: Session, of_units: Any) -> dict[str, Sums]:
    """Dimension → the sums over units, and how many of them are positive."""
    part = of_units.subquery()
    positive = func.sum(case((part.c.amount > 0, 1), else_=0))
    key = (part.c.dimension, part.c.measure, part.c.row)
    query = select(*key, func.sum(part.c.amount), positive).group_by(*key)
    found: dict[str, Sums] = {}
    for dimension, measure, row, amount, units in session.execute(query):
        found.setdefault(dimension, {})[measure, row] = Sum(int(amount), int(units))
    return found


def _row(by: str, above: Unit | None) -> ColumnElement[Any]:
    """What a unit's cells are told by: nothing, its level, or the one of its places that is next below ``above``."""
    if by == "unit" and above is not None:
        return func.substr(Unit.place, len(above.place) + 1, ID_LENGTH, type_=String)
    return func.coalesce(Unit.level, Unit.kind) if by == "unit_level" else literal("")


def _concerned(session: Session, cut: Cut, measure: Measure, by: str, above: Unit | None) -> Sums:
    """How many units a share is a share of; where rows are not of units, of each row all of them."""
    row = _row(by, above).label("row")
    query = select(row, func.count()).where(
        Unit.id.in_(cut.units), concerned(cut.register, cut.span.starts, measure.applies_to)
    )
    return {(measure.key, name): Sum(THOUSAND * count, count) for name, count in session.execute(query.group_by(row))}


def figure(measure: Measure, found: Sums, row: str = "") -> Figure:
    """A measure's value in one row, as JSON numbers: whole ones without a point."""
    if measure.kind == "units":
        return {"value": found.get((measure.of or "", row), Sum()).units}
    if measure.kind == "ratio":
        n, d = (found.get((part or "", row), Sum()).amount for part in (measure.n, measure.d))
        return {"value": n / d if d else None, "n": number(n), "d": number(d)}
    if measure.kind == "share":
        whole = found.get((measure.key, row)) or found.get((measure.key, ""), Sum())
        n, d = found.get((measure.of or "", row), Sum()).units, whole.units
        return {"value": n / d if d else None, "n": n, "d": d}
    return {"value": number(found.get((measure.key, row), Sum()).amount)}


def parts(measure: Measure) -> list[str]:
    """The measures whose cells it is worked out from."""
    made_of = [part for part in (measure.of, measure.n, measure.d) if part]
    return made_of or [measure.key]


def told(measure: Measure, found: Sums, by: str) -> set[str]:
    """The rows of a measure; of a share by units, those that have not come to anything too."""
    keys = {*parts(measure), *((measure.key,) if measure.kind == "share" and by in OUTSIDE else ())}
    return {row for key, row in found if key in keys}


def number(thousandths: int) -> int | float:
    """Exact: three decimals are less than what a double holds."""
    whole, rest = divmod(thousandths, THOUSAND)
    return thousandths / THOUSAND if rest else whole


def _counted(cut: Cut, keys: set[str]) -> ColumnElement[bool]:
    """The cells of these measures: of stocks those of the last period, each of the units that it concerns."""
    return or_(false(), *(_cells_of(cut, measure) for measure in cut.register.measures if measure.key in keys))


def _cells_of(cut: Cut, measure: Measure) -> ColumnElement[bool]:
    narrow = [Cell.measure == measure.key]
    if measure.flow == "stock":
        narrow.append(Cell.period == cut.last)
    if levels := measure.applies_to or cut.register.applies_to:
        narrow.append(Cell.unit.in_(select(Unit.id).where(of_levels(levels))))
    return and_(*narrow)
