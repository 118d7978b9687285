"""Sums by two fields at once, which no cells keep: counted over the records themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from server.figures.cells import OF_RECORDS
from server.figures.figure import Sum, Sums, parts, suffix
from server.figures.selection import Selection
from server.figures.totals import crossed
from server.models.figures import Cell
from server.models.log import Record
from server.models.org import Unit
from server.org.reporting_units import among, to_report, units_of_levels
from sync.registers import Measure, Registers, split_amounts
from sync.registers.values import THOUSAND

PAGE = 1_000  # records held in memory at a time


@dataclass(frozen=True, slots=True)
class _Part:
    """A sum that a measure is made of: ``key`` of the measure that records add to, ``name`` of the sum.

    ``units``: ids of those whose records count, None for all; ``period``: the only one that counts, None for all.
    """

    key: str
    name: str
    units: frozenset[str] | None
    period: str | None


def records_to_read(session: Session, selection: Selection) -> int:
    """How many records a selection has, from the cells that count them."""
    counted = select(func.sum(Cell.value)).where(OF_RECORDS, selection.holds())
    return int(session.scalar(counted) or 0) // THOUSAND


def sums_of_records(
    session: Session, registers: Registers, selection: Selection, measure: Measure, fields: tuple[str, str]
) -> Sums:
    """The sums from which the measure's figures are computed, by pairs of two fields' values (``totals.crossed``).

    They are those that cells would hold: each record is counted by the version of the register that it was written by.
    """
    each = list(_parts(session, selection, measure))
    amounts: dict[tuple[str, str], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    columns = (Record.scope, Record.version, Record.period, Record.data)
    query = select(*columns).where(*_selected(selection)).execution_options(yield_per=PAGE)
    keys = {part.key for part in each}
    for unit, version, period, data in session.execute(query):
        register = registers.get(f"{selection.register.key}@{version}") or selection.register
        for (key, row, column), amount in split_amounts(register, keys, fields, data).items():
            for part in each:
                if part.key == key and _counts(part, unit, period or ""):
                    amounts[part.name, crossed(row, column)][unit] += amount
    return {
        name: Sum(sum(by_unit.values()), sum(amount > 0 for amount in by_unit.values()))
        for name, by_unit in amounts.items()
    }


def _counts(part: _Part, unit: str, period: str) -> bool:
    return (part.units is None or unit in part.units) and part.period in (None, period)


def _parts(session: Session, selection: Selection, measure: Measure) -> Iterator[_Part]:
    register, at = selection.register, selection.at
    for name in parts(measure):
        stored = register.measure(measure.of if measure.kind == "share" and measure.of else name)
        if stored is None:
            continue
        levels = stored.applies_to or register.applies_to
        units = _ids(session, select(Unit.id).where(Unit.id.in_(units_of_levels(levels, at)))) if levels else None
        if measure.kind == "share":
            reporting = _ids(session, select(Unit.id).where(to_report(register, at, measure.applies_to)))
            units = reporting if units is None else units & reporting
            name = f"{stored.key}{suffix(measure.applies_to)}"
        # A stock that nobody reported has no period, and no record has that.
        yield _Part(stored.key, name, units, (selection.last_period or "-") if stored.flow == "stock" else None)


def _ids(session: Session, query: Select[str]) -> frozenset[str]:
    return frozenset(session.scalars(query))


def _selected(selection: Selection) -> Iterable[ColumnElement[bool]]:
    """The records whose cells ``Selection.holds`` selects, as SQL conditions. Its twin."""
    span = selection.span
    return (
        Record.register == selection.register.key,
        among(Record.scope, selection.units if selection.with_cells is None else selection.with_cells),
        Record.status.in_(selection.statuses),
        Record.day.between(span.starts, span.ends) if span.by_month else Record.period.in_(span.periods),
    )
