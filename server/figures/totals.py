"""Adds up cells in the database: a sum in whole thousandths for each measure and row."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, String, and_, case, func, literal, literal_column, or_, select, union_all
from sqlalchemy.orm import Session

from server.figures import place_cache
from server.figures.figure import OF_UNITS, Sum, Sums, parts, suffix
from server.figures.place_cache import Statement
from server.figures.selection import Selection, cells_of
from server.figures.shares import by_levels, denominators, reporting_cells
from server.models.figures import Cell
from server.models.org import Unit
from server.models.unit_states import UnitState, states_at
from sync.registers import Measure
from sync.registers.measure import BETWEEN


@dataclass(frozen=True, slots=True)
class _Part:
    """One statement that adds up cells by dimension, measure, row and unit; several are united and run together.

    ``at``: index of the selection to which its sums belong. ``before`` and ``after``: text put around the measure's
    key, which makes it a part as ``figure.parts`` names it.
    """

    statement: Statement
    at: int = 0
    before: str = ""
    after: str = ""


def sums(
    session: Session,
    selection: Selection,
    measures: Iterable[Measure],
    by: str = "",
    above: Unit | None = None,
    across: str = "",
) -> Sums:
    """The sums from which the measures' figures are computed (see ``Sums``): totals or, with ``by``, rows.

    ``by`` is ``month``, ``unit_level``, ``unit`` (a row for each unit directly below ``above``), ``reporting_unit`` (a
    row for each unit itself) or a field's name. A share also has its denominator, as ``Sum.units`` under its own key.
    With ``across``, another dimension, there is a row for each pair of their values, named by ``crossed``: one of the
    two at most is a field. Denominators are then of pairs in which a dimension that says nothing of units is ``""``.
    """
    return sums_of(session, [(selection, list(measures))], by, above, across)[0]


def sums_of(
    session: Session,
    wanted: Sequence[tuple[Selection, Sequence[Measure]]],
    by: str = "",
    above: Unit | None = None,
    across: str = "",
) -> list[Sums]:
    """What ``sums`` gives, for several pairs of a selection and its measures, in the same order.

    All cells are added up in one statement.
    """
    each: list[_Part] = []
    dimensions = by, *((across,) if across else ())
    for at, (selection, measures) in enumerate(wanted):
        keys = {part for measure in measures for part in parts(measure)}
        if not keys.isdisjoint(measure.key for measure in selection.register.measures):
            each.append(_Part(_stored(selection, keys, dimensions, above), at))
        for levels, shares in by_levels(measures).items():
            counted = {measure.of or "" for measure in shares}
            reporting = _stored(selection, counted, dimensions, above).where(reporting_cells(selection, levels))
            each.append(_Part(reporting, at, after=suffix(levels)))
        for key, other in selection.divisors.items():
            keys = {measure.d.split(".")[1] for measure in measures if measure.d and measure.d.startswith(f"{key}.")}
            if keys and set(dimensions) <= {*OF_UNITS}:
                each.append(_Part(_stored(other, keys, dimensions, above), at, before=f"{key}."))
    found: list[Sums] = [{} for _ in wanted]
    first = wanted[0][0] if wanted else None
    places = first.places if first else None
    named = tuple((one.cache_key(places), tuple(sorted(measure.key for measure in made))) for one, made in wanted)
    for at, (_, part, row), sum_ in _added(session, each, first, (named, dimensions, above.id if above else None)):
        found[at][part, row] = found[at].get((part, row), Sum()) + sum_
    for at, (selection, measures) in enumerate(wanted):
        found[at] |= denominators(session, selection, measures, _rows(_row(by, above) for by in dimensions))
    return found


def crossed(row: str, column: str) -> str:
    """The name of a pair of values, of the dimensions ``by`` and ``across`` of ``sums``, as a row of its sums."""
    return f"{row}{BETWEEN}{column}"


def sums_by_fields(session: Session, selection: Selection, wanted: Mapping[str, Sequence[Measure]]) -> dict[str, Sums]:
    """Name of a field → what ``sums`` gives by this field, for the measures in ``wanted``, read in one statement."""
    if not wanted:
        return {}
    made_of = {by: {part for measure in measures for part in parts(measure)} for by, measures in wanted.items()}
    query = _of_units(Cell.__table__.c.key).where(selection.holds())
    each = [_Part(query.where(_by_fields(selection, made_of)))]
    for levels in {levels for measures in wanted.values() for levels in by_levels(measures)}:
        shares = {by: by_levels(measures).get(levels, []) for by, measures in wanted.items()}
        counted = {by: {measure.of or "" for measure in found} for by, found in shares.items()}
        reporting = query.where(_by_fields(selection, counted), reporting_cells(selection, levels))
        each.append(_Part(reporting, after=suffix(levels)))
    found: dict[str, Sums] = defaultdict(dict)
    named = tuple((by, tuple(sorted(made))) for by, made in sorted(made_of.items()))
    key = selection.cache_key(selection.places), named
    for _, (by, part, row), sum_ in _added(session, each, selection, key):
        found[by][part, row] = found[by].get((part, row), Sum()) + sum_
    for by, measures in wanted.items():
        found[by].update(denominators(session, selection, measures, _row(by, None)))
    return dict(found)


def _stored(selection: Selection, keys: set[str], dimensions: Sequence[str], above: Unit | None) -> Statement:
    """A statement that adds up the selected cells of the measures ``keys``, by row of the dimensions and by unit."""
    [*fields] = (by for by in dimensions if by not in (*OF_UNITS, "month"))
    row = _rows(_row(by, above) if by in OF_UNITS else _value(by) for by in dimensions)
    dimension = fields[0] if fields else ""
    query = _of_units(row).where(selection.holds(), cells_of(selection, keys), Cell.dimension == dimension)
    if not any(dimensions) or set(dimensions).isdisjoint(OF_UNITS):
        return query
    return query.join(UnitState, and_(UnitState.unit == Cell.unit, states_at(selection.at)))


def _value(by: str) -> ColumnElement[str]:
    """A cell's month or its field's value, as an SQL expression."""
    return func.substr(Cell.month, 1, 7, type_=String) if by == "month" else Cell.__table__.c.key


def _rows(each: Iterable[ColumnElement[str]]) -> ColumnElement[str]:
    """The rows of several dimensions as one, as ``crossed`` writes it."""
    first, *others = each
    for other in others:
        first = first.concat(literal_column(f"'{BETWEEN}'")).concat(other)
    return first


def _of_units(row: ColumnElement[str]) -> Statement:
    """A statement that adds up all cells by dimension, measure, unit and ``row``, an expression for a cell's row."""
    query = select(Cell.dimension, Cell.measure, row.label("row"), Cell.unit, func.sum(Cell.value).label("amount"))
    return query.group_by(Cell.dimension, Cell.measure, row, Cell.unit)


def _by_fields(selection: Selection, keys: Mapping[str, set[str]]) -> ColumnElement[bool]:
    return or_(*(and_(Cell.dimension == by, cells_of(selection, made_of)) for by, made_of in keys.items()))


def _added(
    session: Session, each: Sequence[_Part], selection: Selection | None, key: Hashable
) -> Iterator[tuple[int, tuple[str, str, str], Sum]]:
    """Run the statements; yields a selection's index, (dimension, part, row), and a sum over units.

    If ``selection`` has ``places``, the rows come from the cache under ``key``: one for each place, to be added up.
    """
    if not each or selection is None:
        return
    statements = [part.statement for part in each]
    found: Iterable[Sequence[object]]
    if selection.places is None:
        found = session.execute(_outer(statements))
    else:
        found = place_cache.remembered_rows(
            session, selection.places, key, lambda *narrowed: _outer(statements, *narrowed)
        )
    for number, dimension, measure, row, amount, units in found:
        part = each[number]
        yield part.at, (dimension, f"{part.before}{measure}{part.after}", row), Sum(int(amount), int(units))


def _outer(
    each: Sequence[Statement],
    place: ColumnElement[str] | None = None,
    units: Select[str] | None = None,
) -> Statement:
    """Unite the statements and add up over units: amounts, and how many units have an amount above zero.

    ``place``: an expression over ``Unit`` by which to group too, in the first column; ``units``: read these alone.
    """
    numbered = enumerate(place_cache.narrowed(each, units))
    part = union_all(*(one.add_columns(literal(number).label("number")) for number, one in numbered)).subquery()
    positive = func.sum(case((part.c.amount > 0, 1), else_=0))
    key = (part.c.number, part.c.dimension, part.c.measure, part.c.row)
    query = select(*key, func.sum(part.c.amount), positive).group_by(*key)
    if place is None:
        return query
    whole = select(place, *query.selected_columns).join_from(part, Unit, Unit.id == part.c.unit)
    return whole.group_by(place, *key)


def _row(by: str, above: Unit | None) -> ColumnElement[str]:
    """The row to which a unit belongs, as an SQL expression over ``UnitState``.

    For ``unit`` the id of the unit directly below ``above`` that it is or is below; for ``reporting_unit`` its own; for
    ``unit_level`` its level or, without one, its kind; else ``""``, the total.
    """
    if by == "reporting_unit":
        return UnitState.__table__.c.unit
    if by == "unit" and above is not None:
        return place_cache.next_below(above.place, UnitState.place)
    return func.coalesce(UnitState.level, UnitState.kind) if by == "unit_level" else literal("")
