"""What is compared: a measure in a unit, in a period and in the one a year earlier, up to the same day of both."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.cells import OF_RECORDS
from server.figures.explore.query import dimensions, first_measure
from server.figures.explore.units_counted import OF_WHOLE_UNITS
from server.figures.overview.large_figures import large_measure
from server.figures.overview.query import PARAMETERS as FIGURES
from server.figures.overview.query import of_period, reported_question, year_before
from server.figures.question import Question
from server.figures.selection import Selection
from server.models.figures import Cell
from server.models.periods import Period
from server.periods import ranges
from server.platform.clock import day_of
from server.platform.query_params import ParamReader, RawParams
from sync.registers import Measure, Registers

PARAMETERS = (*FIGURES, "measure", "where")
LEVEL = "unit_level"
"""The dimension that a row may be of, besides fields."""


@dataclass(frozen=True, slots=True)
class Year:
    """One of the two years: its period, its cells, and the last day up to which it is added up.

    ``cut``: of a measure that counts units, the cells up to that day alone, as months of these do not add up.
    """

    period: Period
    selection: Selection
    until: date
    cut: Selection | None = None


@dataclass(frozen=True, slots=True)
class TwoYearsQuestion:
    """A request for a measure of a year beside the year before.

    ``where``: a dimension and its value, the only row that counts; None for all. ``then``: None without such a period,
    or without a record in it.
    ``now``: the moment taken as the present.
    """

    question: Question
    measure: Measure
    this: Year
    then: Year | None
    now: datetime
    where: tuple[str, str] | None = None

    @property
    def by_month(self) -> bool:
        """Whether the measure can be told month by month and added up: it is no stock, and its records have a day."""
        return self.measure.flow != "stock" and self._dated

    @property
    def _dated(self) -> bool:
        return self.question.register.period_from is not None and "month" in dimensions(self.measure)


def read_two_years(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams, now: datetime
) -> TwoYearsQuestion:
    """Read the parameters of a request (``PARAMETERS``), all of which may be left out; by default the overview's.

    Raises Problem ``malformed``, which names the parameters that are not valid, or ``forbidden`` if the unit is not
    theirs to read. Only within a transaction that reads one snapshot and writes nothing.
    """
    params = ParamReader(given, PARAMETERS)
    params.refuse()
    figures = {name: given[name] for name in FIGURES if name in given}
    question, _ = reported_question(session, viewer, registers, figures, now)
    register, today = question.register, day_of(now)
    key = params.among("measure", [measure.key for measure in register.measures])
    measure = (register.measure(key) if key else None) or large_measure(register) or first_measure(params, register)
    where = _where(params, measure) if measure else None
    params.refuse()
    assert measure
    period = question.period
    of_units = measure.kind in OF_WHOLE_UNITS

    def year(one: Period, selection: Selection, until: date) -> Year:
        if not of_units or until < one.starts:
            return Year(one, selection, until)
        ended = Period(key=one.key, kind=one.kind, starts=one.starts, ends=until, closed=one.closed)
        return Year(one, selection, until, of_period(session, viewer, registers, question, ended, now))

    this = year(period, question.selection, _until(period, today, of_units))
    wanted = TwoYearsQuestion(question, measure, this, None, now, where)
    earlier = year_before(session, period, period.ends + timedelta(days=1))
    if earlier is None or ranges.span(session, register, earlier[0]).empty:
        return wanted
    before = of_period(session, viewer, registers, question, earlier[0], now)
    if not session.scalar(select(func.count()).select_from(Cell).where(OF_RECORDS, before.holds())):
        return wanted
    return replace(wanted, then=year(earlier[0], before, _same_day(this, earlier[0])))


def _until(period: Period, today: date, of_units: bool) -> date:
    """The last day up to which a period is added up: its own, today, or, of what is told by months alone, the end of
    the month before."""
    if today >= period.ends or not of_units or today == last_of_month(today):
        return min(max(today, period.starts), period.ends)
    return today.replace(day=1) - timedelta(days=1)


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _where(params: ParamReader, measure: Measure) -> tuple[str, str] | None:
    """The parameter ``where``, ``dimension:value``: a field of the measure, or the level of units."""
    text = params.one("where")
    if not text:
        return None
    by, _, value = text.partition(":")
    if by not in (*measure.by, LEVEL) or not value:
        params.fault("where", "choices")
    return by, value


def _same_day(this: Year, period: Period) -> date:
    """The day of the earlier period up to which it is compared: its last, or the same day a year before."""
    if this.until >= this.period.ends:
        return period.ends
    month = date(this.until.year - 1, this.until.month, 1)
    last = last_of_month(month)
    day = last if this.until == last_of_month(this.until) else month.replace(day=min(this.until.day, last.day))
    return min(day, period.ends)
