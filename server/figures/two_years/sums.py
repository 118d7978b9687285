"""Sums of a measure month by month, and of the part of a month up to a day, which is counted over its records."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.figures import totals
from server.figures.cells import OF_RECORDS
from server.figures.explore import units_counted
from server.figures.explore.record_sums import Counted, amounts_of, counted_of, sums_of_units
from server.figures.figure import Sum, Sums
from server.figures.two_years.query import TwoYearsQuestion, Year, last_of_month
from server.models.figures import Cell
from sync.registers import Registers
from sync.registers.values import THOUSAND

Months = dict[str, Sums]
"""Month, ``YYYY-MM`` → the sums of the measure in it, under the row ``""``."""


@dataclass(frozen=True, slots=True)
class AddedUp:
    """A year's sums by month, and those up to the day ``until``: of the months before it, and of its ``last``."""

    months: Months
    last: Sums
    until: date


def by_month(session: Session, wanted: TwoYearsQuestion, year: Year) -> Months:
    """The sums of each month of a year, of the row alone that is wanted."""
    measure, above = wanted.measure, wanted.question.unit
    if wanted.where is None:
        found = totals.sums(session, year.selection, [measure], "month")
    else:
        by, value = wanted.where
        crossed = totals.sums(session, year.selection, [measure], by, above, "month")
        prefix = totals.crossed(value, "")
        found = {(part, row[len(prefix) :]): one for (part, row), one in crossed.items() if row.startswith(prefix)}
    months: Months = {}
    for (part, month), one in found.items():
        months.setdefault(month, {})[part, ""] = one
    return months


def whole(session: Session, wanted: TwoYearsQuestion, year: Year) -> Sums:
    """The sums of a year's whole period, of the row alone that is wanted."""
    if wanted.where is None:
        return totals.sums(session, year.selection, [wanted.measure])
    by, value = wanted.where
    found = totals.sums(session, year.selection, [wanted.measure], by, wanted.question.unit)
    return {(part, ""): one for (part, row), one in found.items() if row in (value, "")}


def added_up(session: Session, registers: Registers, wanted: TwoYearsQuestion) -> list[AddedUp]:
    """Each of the two years by month and up to the same day.

    That day is the end of the month before where months alone can be told: of a level of units, and where more records
    stand in the month than are read while one waits.
    """
    years = [year for year in (wanted.this, wanted.then) if year]
    months = [by_month(session, wanted, year) for year in years]
    if all(year.until == last_of_month(year.until) or year.until == year.period.ends for year in years):
        return [_to_month(year, found, year.until) for year, found in zip(years, months, strict=True)]
    units = [_units(session, year) for year in years]
    records = sum(sum(one.values()) for one in units)
    field = wanted.where is None or wanted.where[0] in wanted.measure.by
    if not field or records > units_counted.MOST_RECORDS:
        ends = [year.until.replace(day=1) - timedelta(days=1) for year in years]
        return [_to_month(*one) for one in zip(years, months, ends, strict=True)]
    return [
        AddedUp(found, _part(session, registers, wanted, year, own), year.until)
        for year, found, own in zip(years, months, units, strict=True)
    ]


def up_to(year: AddedUp, month: str) -> Sums:
    """The sums of all months up to ``month``, of the last one up to the day alone."""
    found: Sums = {}
    last = f"{year.until:%Y-%m}"
    for one, sums in ({**year.months, last: year.last}).items():
        if one and one <= min(month, last):
            found = {key: found.get(key, Sum()) + sums.get(key, Sum()) for key in {*found, *sums}}
    return found


def _to_month(year: Year, months: Months, until: date) -> AddedUp:
    return AddedUp(months, months.get(f"{until:%Y-%m}", {}), until)


def _units(session: Session, year: Year) -> Mapping[str, int]:
    """Unit → how many records it has in the month of the day up to which a year is added up."""
    month = func.substr(Cell.month, 1, 7) == f"{year.until:%Y-%m}"
    query = select(Cell.unit, func.sum(Cell.value)).where(OF_RECORDS, year.selection.holds(), month)
    return {unit: int(value) // THOUSAND for unit, value in session.execute(query.group_by(Cell.unit)) if value > 0}


def _part(
    session: Session, registers: Registers, wanted: TwoYearsQuestion, year: Year, units: Mapping[str, int]
) -> Sums:
    """The sums of the records of the last month up to its day."""
    fields = (wanted.where[0],) if wanted.where else ()
    counted: Counted = counted_of(registers, year.selection, wanted.measure, fields)
    counted = replace(counted, days=(year.until.replace(day=1), year.until))
    found = sums_of_units(session, year.selection, wanted.measure, amounts_of(session, registers, counted, units))
    value = wanted.where[1] if wanted.where else ""
    return {(part, ""): one for (part, row), one in found.items() if row == value}
