"""Figures are sums over cells: whole numbers of thousandths, added by the database, divided at the very end."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from server.figures import place_cache
from server.figures.selection import Cut, cells_of
from server.models.figures import Cell
from server.models.org import Unit
from server.org.reporting_units import among, concerned
from sync.registers import Measure

THOUSAND = 1000
OUTSIDE = ("", "unit", "unit_level")

Figure = dict[str, Any]
"""``{"value"}``, and of a ratio ``"n"`` and ``"d"`` too; ``value`` is None where ``d`` is 0."""


@dataclass(frozen=True, slots=True)
class Sum:
    """``amount`` in thousandths; ``units``: how many of them have a positive one. Of a share: the units concerned."""

    amount: int = 0
    units: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.amount + other.amount, self.units + other.units)


Sums = dict[tuple[str, str], Sum]
"""(measure, row) → its sum; the row of a total is ``""``."""


def sums(session: Session, cut: Cut, measures: Iterable[Measure], by: str = "", above: Unit | None = None) -> Sums:
    """Totals, or rows ``by`` month, by a field, by the level of units, or by the units one place below ``above``."""
    return sums_of(session, [(cut, list(measures))], by, above)[0]


def sums_of(
    session: Session, asked: Sequence[tuple[Cut, Sequence[Measure]]], by: str = "", above: Unit | None = None
) -> list[Sums]:
    """The same of several cuts, in one statement."""
    each, told = [], []
    for at, (cut, measures) in enumerate(asked):
        each.append(_stored(cut, {part for measure in measures for part in parts(measure)}, by, above))
        told.append((at, ""))
        for key, other in cut.others.items():
            keys = {measure.d.split(".")[1] for measure in measures if measure.d and measure.d.startswith(f"{key}.")}
            if keys and by in OUTSIDE:
                each.append(_stored(other, keys, by, above))
                told.append((at, f"{key}."))
    found: list[Sums] = [{} for _ in asked]
    named = tuple((cut.asked, tuple(sorted(measure.key for measure in measures))) for cut, measures in asked)
    for place, (_, name, row), sum_ in _added(
        session, each, asked[0][0] if asked else None, (named, by, above.id if above else None)
    ):
        at, prefix = told[place]
        found[at][prefix + name, row] = found[at].get((prefix + name, row), Sum()) + sum_
    for at, (cut, measures) in enumerate(asked):
        found[at] |= _concerned(session, cut, measures, by, above)
    return found


def _stored(cut: Cut, keys: set[str], by: str, above: Unit | None) -> Select[Any]:
    row: ColumnElement[Any] = func.substr(Cell.month, 1, 7, type_=String) if by == "month" else Cell.__table__.c.key
    if by in ("", "unit", "unit_level"):
        row = _row(by, above)
    dimension = by if by not in (*OUTSIDE, "month") else ""
    inner = _of_units(row).where(cut.holds(), cells_of(cut, keys), Cell.dimension == dimension)
    return inner.join(Unit, Unit.id == Cell.unit) if by in ("unit", "unit_level") else inner


def _of_units(row: ColumnElement[Any]) -> Select[Any]:
    inner = select(Cell.dimension, Cell.measure, row.label("row"), Cell.unit, func.sum(Cell.value).label("amount"))
    return inner.group_by(Cell.dimension, Cell.measure, row, Cell.unit)


def sums_by_fields(session: Session, cut: Cut, wanted: Mapping[str, Sequence[Measure]]) -> dict[str, Sums]:
    """Rows by each of several fields, in one statement: field → what ``sums`` says by it."""
    if not wanted:
        return {}
    made_of = {by: {part for measure in measures for part in parts(measure)} for by, measures in wanted.items()}
    each = [and_(Cell.dimension == by, cells_of(cut, keys)) for by, keys in made_of.items()]
    found: dict[str, Sums] = {}
    query = _of_units(Cell.__table__.c.key).where(cut.holds(), or_(*each))
    asked = cut.asked, tuple((by, tuple(sorted(made))) for by, made in sorted(made_of.items()))
    for _, (by, name, row), sum_ in _added(session, [query], cut, asked):
        rows = found.setdefault(by, {})
        rows[name, row] = rows.get((name, row), Sum()) + sum_
    for by, measures in wanted.items():
        found.setdefault(by, {}).update(_concerned(session, cut, measures, by, None))
    return found


def _added(
    session: Session, each: Sequence[Select[Any]], cut: Cut | None, asked: Hashable
) -> Iterator[tuple[int, tuple[str, str, str], Sum]]:
    """Which of the statements, ``(dimension, measure, row)``, and the sum over units with how many are positive.

    Of a cut that knows its places, once for each place that has any.
    """
    if not each or cut is None:
        return
    if cut.places is None:
        found: Iterable[Any] = session.execute(_outer(each))
    else:
        found = place_cache.rows(session, cut.places, asked, lambda *narrowed: _outer(each, *narrowed))
    for at, dimension, measure, row, amount, units in found:
        yield at, (dimension, measure, row), Sum(int(amount), int(units))


def _outer(
    each: Sequence[Select[Any]], place: ColumnElement[str] | None = None, units: Select[str] | None = None
) -> Select[Any]:
    numbered = enumerate(place_cache.narrowed(each, units))
    part = union_all(*(one.add_columns(literal(at).label("at")) for at, one in numbered)).subquery()
    positive = func.sum(case((part.c.amount > 0, 1), else_=0))
    key: tuple[Any, ...] = (part.c.at, part.c.dimension, part.c.measure, part.c.row)
    query = select(*key, func.sum(part.c.amount), positive).group_by(*key)
    if place is None:
        return query
    whole = select(place, *query.selected_columns).join_from(part, Unit, Unit.id == part.c.unit)
    return whole.group_by(place, *key)


def _row(by: str, above: Unit | None) -> ColumnElement[Any]:
    """What a unit's cells are told by: nothing, its level, or the one of its places that is next below ``above``."""
    if by == "unit" and above is not None:
        return place_cache.next_below(above.place)
    return func.coalesce(Unit.level, Unit.kind) if by == "unit_level" else literal("")


def _concerned(session: Session, cut: Cut, measures: Iterable[Measure], by: str, above: Unit | None) -> Sums:
    """How many units each share is a share of; where rows are not of units, of each row all of them."""
    shares: dict[tuple[str, ...], list[str]] = {}
    for measure in measures:
        if measure.kind == "share":
            shares.setdefault(tuple(measure.applies_to), []).append(measure.key)
    row = _row(by, above).label("row")
    found: Sums = {}
    for levels, keys in shares.items():
        there = among(Unit.id, cut.units), concerned(cut.register, cut.span.starts, levels)
        for name, count in session.execute(select(row, func.count()).where(*there).group_by(row)):
            found |= {(key, name): Sum(THOUSAND * count, count) for key in keys}
    return found


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
