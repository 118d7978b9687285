"""What an overview page is about: a unit, a register, a period, and the same months a year before for comparison."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.cells import OF_RECORDS
from server.figures.question import Question, read_question
from server.figures.reach import FEW, readable_below
from server.figures.selection import Selection, remember_places, select_cells
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import among
from server.periods import ranges
from server.periods.moments import units_as_of
from server.platform.clock import day_of
from server.platform.query_params import ParamReader, RawParams
from sync.registers import Register, Registers

PARAMETERS = ("register", "period", "unit", "status")
MOVED = timedelta(days=60)
"""By how much a school year or semester may begin earlier or later than that of the year before."""


@dataclass(frozen=True, slots=True)
class OverviewQuestion:
    """A request for an overview page: the question for figures, and what they are compared with.

    ``before``: the cells of the same months a year before, None if no such period exists. ``through``: the last month
    (``YYYY-MM``) of those; None if the whole period is compared. ``empty``: the present period, if none was named and
    it has no figures yet; ``question`` is then about an earlier one. ``now``: the moment taken as the present.
    """

    question: Question
    now: datetime
    before: Selection | None = None
    through: str | None = None
    empty: Period | None = None


def read_overview(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams, now: datetime
) -> OverviewQuestion:
    """Read the parameters of a request for an overview page (``PARAMETERS``), all of which may be left out.

    By default: the register of everyday work, the viewer's highest unit, the last period with figures. Raises Problem
    ``malformed``, which names the parameters that are not valid, or ``forbidden`` if the unit is not theirs to read.
    """
    question, empty = reported_question(session, viewer, registers, given, now)
    overview = OverviewQuestion(question, now, empty=empty)
    before, through = selection_before(session, viewer, registers, question, now)
    return replace(overview, before=before, through=through)


def selection_before(
    session: Session, viewer: Viewer, registers: Registers, question: Question, now: datetime
) -> tuple[Selection | None, str | None]:
    """The cells of the same months a year before a question's, and the last month of them that is compared.

    The cells are None if there is no such period; the month, ``YYYY-MM``, is None if the whole period is compared.
    """
    earlier = year_before(session, question.period, day_of(now))
    if earlier is None or ranges.span(session, question.register, earlier[0]).empty:
        return None, None
    return of_period(session, viewer, registers, question, earlier[0], now), earlier[1]


def reported_question(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams, now: datetime
) -> tuple[Question, Period | None]:
    """The question for figures that these parameters (``PARAMETERS``) ask, with the defaults of an overview page.

    With it the present period, if none was named and it has no figures yet: the question is then about an earlier one.
    Its sums may come from the cache (``place_cache``): only within a transaction that reads one snapshot and writes
    nothing. Raises what ``read_overview`` does.
    """
    ParamReader(given, PARAMETERS).refuse()
    params = {name: [value for value in values if value] for name, values in given.items()}
    if not params.get("register"):
        params["register"] = [everyday_register(registers).key]
    question, empty = read_question(session, viewer, registers, params, now), None
    latest = None if params.get("period") else _latest_reported(session, question)
    if latest and latest.starts < question.period.starts:
        empty = question.period
        question = read_question(session, viewer, registers, params | {"period": [latest.key]}, now)
    selection = remember_places(session, _narrowed(session, question.selection), question.unit, now)
    return replace(question, selection=selection), empty


def charted(registers: Registers) -> list[Register]:
    """The registers that an overview shows: the latest versions of those that have charts."""
    return [register for register in registers.all_latest() if register.charts]


def everyday_register(registers: Registers) -> Register:
    """The register that is shown if none is named: of those with charts, one of events that teachers write, if any.

    Of several the first by key.
    """
    return min(charted(registers), key=lambda one: (one.period != "event", "teacher" not in one.by, one.key))


def of_period(
    session: Session, viewer: Viewer, registers: Registers, question: Question, period: Period, now: datetime
) -> Selection:
    """The selection of a question for another period, of the units as they were in that one."""
    register, selection = question.register, question.selection
    at = units_as_of(session, register, ranges.span(session, register, period), question.unit.id, now)
    units = readable_below(session, viewer, question.unit, at)
    found = _narrowed(session, select_cells(session, registers, register, units, period, selection.statuses, at))
    return replace(found, places=selection.places)


def _narrowed(session: Session, selection: Selection) -> Selection:
    """The same selection, made faster: with ``with_cells``, the units that have cells, listed by id if they are few."""
    query = select(Cell.unit).where(OF_RECORDS, among(Cell.unit, selection.units)).distinct().limit(FEW + 1)
    found = session.scalars(query).all()
    with_cells = select(Unit.id).where(Unit.id.in_(found)) if len(found) <= FEW else selection.units
    divisors = {key: replace(other, with_cells=with_cells) for key, other in selection.divisors.items()}
    return replace(selection, with_cells=with_cells, divisors=divisors)


def _latest_reported(session: Session, question: Question) -> Period | None:
    """The last period in which the question's units have records of its register in its statuses; None if none has."""
    cells = select(Cell.period).where(
        OF_RECORDS,
        Cell.register == question.register.key,
        among(Cell.unit, question.selection.units),
        Cell.status.in_(question.selection.statuses),
    )
    query = select(Period).where(Period.kind == ranges.kind_of(question.register), Period.key.in_(cells))
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def year_before(session: Session, period: Period, today: date) -> tuple[Period, str | None] | None:
    """The period of the same kind that began about a year before ``period``, and the last month of it that is compared.

    While ``period`` still runs, the earlier one is cut off after the month of ``today`` a year ago: that is the month,
    ``YYYY-MM``. Once it is over, the month is None. The result is None if there is no such period.
    """
    starts = date(period.starts.year - 1, period.starts.month, min(period.starts.day, 28))
    near = Period.starts.between(starts - MOVED, starts + MOVED)
    found = session.scalar(select(Period).where(Period.kind == period.kind, near))
    if found is None or not period.starts <= today <= period.ends:
        return (found, None) if found else None
    year, month = today.year - 1, today.month
    ends = min(found.ends, date(year, month, monthrange(year, month)[1]))
    return Period(key=found.key, kind=found.kind, starts=found.starts, ends=ends, closed=False), f"{ends:%Y-%m}"
