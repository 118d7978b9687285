"""The answer: a measure month by month and added up to a day, of a year and of the year before."""

from dataclasses import replace
from typing import NotRequired, TypedDict

from sqlalchemy.orm import Session

from server.figures.figure import Figure, figure
from server.figures.measure_entry import MeasureEntry, measure_entry
from server.figures.overview.charts import year_on
from server.figures.overview.entries import PeriodEntry, UnitEntry, period_entry, unit_entry
from server.figures.question import list_filters
from server.figures.two_years.query import TwoYearsQuestion, Year
from server.figures.two_years.sums import AddedUp, added_up, up_to, whole
from server.periods import ranges
from server.records import labels
from sync.registers import Measure, Registers


class MonthOfTwo(TypedDict):
    """A month of the year shown, ``YYYY-MM``, and the same month a year before.

    ``now`` and ``before``: the month's figures; ``sum`` and ``sum_before``: those of all months up to it, of the last
    one up to the day alone. Each is absent where it is to come, nothing is compared, or months do not add up.
    """

    key: str
    label: str
    now: NotRequired[Figure]
    before: NotRequired[Figure]
    sum: NotRequired[Figure]
    sum_before: NotRequired[Figure]


class Side(TypedDict):
    """One of the two years. ``total``: of its whole period; ``until``: the day up to which ``sum`` is added up.

    Both are absent of a stock, and where records have no day. ``behind``: the parameters of
    ``/api/records`` that list the records behind ``total``.
    """

    period: PeriodEntry
    total: Figure
    behind: dict[str, str]
    sum: NotRequired[Figure]
    until: NotRequired[str]


class TwoYears(TypedDict):
    """A measure of a year beside the year before. ``before``: absent if there is no such period.

    ``running``: the period is not over yet. ``months``: empty for a stock, and where records have no day.
    """

    unit: UnitEntry
    register: str
    title: str
    status: list[str]
    measure: MeasureEntry
    running: bool
    this: Side
    before: NotRequired[Side]
    months: list[MonthOfTwo]


def two_years(session: Session, registers: Registers, wanted: TwoYearsQuestion, language: str) -> TwoYears:
    """Read the answer, with texts in a language; ``session`` must read one snapshot of the database."""
    question, measure = wanted.question, wanted.measure
    found = added_up(session, registers, wanted) if wanted.by_month else []
    this = found[0] if found else None
    then = found[1] if len(found) > 1 else None
    out: TwoYears = {
        "unit": unit_entry(question.unit),
        "register": question.register.key,
        "title": question.register.title[language],
        "status": list(question.selection.statuses),
        "measure": measure_entry(measure, language),
        "running": wanted.this.until < wanted.this.period.ends,
        "this": _side(session, wanted, wanted.this, this),
        "months": _months(wanted, this, then, language) if this else [],
    }
    if wanted.then:
        out["before"] = _side(session, wanted, wanted.then, then)
    return out


def _side(session: Session, wanted: TwoYearsQuestion, year: Year, added: AddedUp | None) -> Side:
    measure = wanted.measure
    where = {"where": ":".join(wanted.where)} if wanted.where else {}
    side: Side = {
        "period": period_entry(year.period),
        "total": figure(measure, whole(session, wanted, year)),
        "behind": list_filters(wanted.question, measure, year.selection) | where,
    }
    if added and adds_up(measure):
        side["until"] = added.until.isoformat()
        side["sum"] = figure(measure, up_to(added, f"{added.until:%Y-%m}"))
    elif wanted.by_month and year.cut:
        side["until"] = year.until.isoformat()
        side["sum"] = figure(measure, whole(session, wanted, replace(year, selection=year.cut)))
    return side


def _months(wanted: TwoYearsQuestion, this: AddedUp, then: AddedUp | None, language: str) -> list[MonthOfTwo]:
    span, today = wanted.question.selection.span, f"{wanted.this.until:%Y-%m}"
    keys = ranges.months(span.starts, span.ends)
    earlier = {year_on(month): (month, sums) for month, sums in then.months.items() if month} if then else {}
    names = labels.of_months(keys, language)
    out: list[MonthOfTwo] = []
    for key in keys:
        row: MonthOfTwo = {"key": key, "label": names[key]}
        if key <= today:
            row["now"] = figure(wanted.measure, this.months.get(key, {}))
        if then:
            month, sums = earlier.get(key, (_year_before(key), {}))
            row["before"] = figure(wanted.measure, sums)
        if adds_up(wanted.measure) and key <= f"{this.until:%Y-%m}":
            row["sum"] = figure(wanted.measure, up_to(this, key))
            if then:
                row["sum_before"] = figure(wanted.measure, up_to(then, month))
        out.append(row)
    return out


def adds_up(measure: Measure) -> bool:
    """Whether months add up: not of what counts units, of which one may report in several months."""
    return measure.kind in ("count", "sum", "rows", "ratio")


def _year_before(month: str) -> str:
    return f"{int(month[:4]) - 1}{month[4:]}"
