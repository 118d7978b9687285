"""Sums by two fields at once, which no cells keep: counted over the records themselves, unit by unit."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from server.figures.figure import Sum, Sums, parts, suffix
from server.figures.selection import Selection
from server.models.log import Record
from server.models.org import Unit
from server.org.reporting_units import to_report, units_of_levels
from server.platform import id_lists
from sync.registers import Measure, Registers, split_amounts
from sync.registers.measure import BETWEEN

PAGE = 1_000  # records held in memory at a time

Amounts = dict[str, dict[str, int]]
"""A measure that records add to, by key → pair of two values, as ``totals.crossed`` writes it → thousandths."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of each unit: the records of a selection, by the values of its ``fields``.

    ``periods``: key of each measure that is added up → the only period that counts, None for all. ``kept``: the fields
    in the order in which cells keep them as a pair, None if they do not. ``versions``: those of the register whose
    records are in no such cells, and are counted; None for all. ``days``: the first and last that count, None for all.
    """

    selection: Selection
    fields: tuple[str, ...]
    periods: Mapping[str, str | None]
    kept: tuple[str, ...] | None = None
    versions: tuple[int, ...] | None = None
    days: tuple[date, date] | None = None

    @property
    def digest(self) -> str:
        """A name for what is counted that says nothing of units: 32 hexadecimal digits."""
        of = self.selection
        named = [of.register.key, self.fields, sorted(self.periods.items()), of.span, of.statuses, self.versions]
        return hashlib.sha256(orjson.dumps(named)).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sum that a measure is made of: ``key`` of the measure that records add to, ``name`` of the sum.

    ``units``: ids of those whose records count, None for all.
    """

    key: str
    name: str
    units: frozenset[str] | None


def counted_of(registers: Registers, selection: Selection, measure: Measure, fields: tuple[str, ...]) -> Counted:
    """What has to be counted for a measure's figures by some fields; of two, what no cells keep."""
    stored = list(filter(None, map(selection.register.measure, _stored(measure))))
    # A stock that nobody reported has no period, and no record has that.
    last = selection.last_period or "-"
    periods = {one.key: last if one.flow == "stock" else None for one in stored}
    for pair in (fields, fields[::-1]) if len(fields) == 2 else ():
        if all(pair in one.pairs for one in stored):
            older = _without_pair(registers, selection.register.key, {*periods}, pair)
            if older is not None:
                return Counted(selection, fields, periods, pair, older)
    return Counted(selection, fields, periods)


def _without_pair(registers: Registers, key: str, measures: set[str], pair: tuple[str, str]) -> tuple[int, ...] | None:
    """The versions of a register whose records may be divided by two fields, but add to no cells of the pair.

    None if one of them keeps it for some of the measures alone.
    """
    found: list[int] = []
    for register in (one for one in registers if one.key == key):
        own = [one for one in register.measures if one.key in measures and set(pair) <= set(one.by)]
        lacking = [one for one in own if pair not in one.pairs]
        if lacking and len(lacking) < len(own):
            return None
        if lacking:
            found.append(register.version)
    return tuple(sorted(found))


def amounts_of(session: Session, registers: Registers, counted: Counted, units: Collection[str]) -> dict[str, Amounts]:
    """What the records of each of these units (ids) come to; they are read one by one, however many there are.

    Each record is counted by the version of the register that it was written by, as in cells.
    """
    found: dict[str, Amounts] = {unit: {key: {} for key in counted.periods} for unit in units}
    register = counted.selection.register
    columns = (Record.scope, Record.version, Record.period, Record.data)
    query = select(*columns).where(*selected(counted), id_lists.among(Record.scope, "units"))
    rows = session.execute(query.execution_options(yield_per=PAGE), {"units": sorted(units)})
    for unit, version, period, data in rows:
        own = registers.get(f"{register.key}@{version}") or register
        keys = {key for key, only in counted.periods.items() if only in (None, period or "")}
        for (key, *values), amount in split_amounts(own, keys, counted.fields, data).items():
            pairs, name = found[unit][key], BETWEEN.join(values)
            pairs[name] = pairs.get(name, 0) + amount
    return found


def sums_of_units(session: Session, selection: Selection, measure: Measure, found: Mapping[str, Amounts]) -> Sums:
    """The sums from which the measure's figures are computed, by pairs of two fields' values, from those of each unit.

    They are those that cells would hold.
    """
    sums: dict[tuple[str, str], Sum] = defaultdict(Sum)
    for part in _parts(session, selection, measure):
        for unit, amounts in found.items():
            if part.units is None or unit in part.units:
                for pair, amount in amounts[part.key].items():
                    sums[part.name, pair] += Sum(amount, amount > 0)
    return dict(sums)


def _stored(measure: Measure) -> Iterable[str]:
    """The keys of the measures that records add to, of which a measure is made."""
    return [measure.of or ""] if measure.kind == "share" else parts(measure)


def _parts(session: Session, selection: Selection, measure: Measure) -> Iterator[_Part]:
    register, at = selection.register, selection.at
    for stored in filter(None, map(register.measure, _stored(measure))):
        levels, name = stored.applies_to or register.applies_to, stored.key
        units = _ids(session, select(Unit.id).where(Unit.id.in_(units_of_levels(levels, at)))) if levels else None
        if measure.kind == "share":
            reporting = _ids(session, select(Unit.id).where(to_report(register, at, measure.applies_to)))
            units = reporting if units is None else units & reporting
            name = f"{stored.key}{suffix(measure.applies_to)}"
        yield _Part(stored.key, name, units)


def _ids(session: Session, query: Select[str]) -> frozenset[str]:
    return frozenset(session.scalars(query))


def selected(counted: Counted) -> Iterable[ColumnElement[bool]]:
    """The records that are counted, but for their units, as SQL conditions: those whose cells ``Selection.holds``
    selects, if of any version. Its twin."""
    selection = counted.selection
    span, versions = selection.span, counted.versions
    return (
        true() if versions is None else Record.version.in_(versions),
        true() if counted.days is None else Record.day.between(*counted.days),
        Record.register == selection.register.key,
        Record.status.in_(selection.statuses),
        Record.day.between(span.starts, span.ends) if span.by_month else Record.period.in_(span.periods),
    )
