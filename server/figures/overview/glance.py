"""The glance: the part of the overview page that lists all registers.

Of each it says one large number, how many units have reported, and how many records wait for a decision.
"""

from collections import Counter
from datetime import datetime
from typing import NotRequired, TypedDict

from sqlalchemy import ColumnElement, Select, String, and_, case, func, literal, or_, select, union
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import place_cache
from server.figures.cells import OF_RECORDS
from server.figures.completeness import kind_of_units
from server.figures.figure import Figure
from server.figures.overview.entries import PeriodEntry
from server.figures.overview.large_figures import LargeFigure, Periods, large_figures
from server.figures.overview.main_figures import first_figures
from server.figures.overview.query import OverviewQuestion, charted
from server.figures.place_cache import Statement
from server.figures.reach import readable_below
from server.figures.reporting import Reporting
from server.figures.result import MeasureTotal
from server.figures.selection import Selection
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import among
from server.periods import ranges
from server.periods.moments import units_as_of
from server.periods.ranges import Span
from sync.protocol.transitions import SUBMITTED, VERIFIED
from sync.registers import Register, Registers
from sync.registers.values import THOUSAND


class Glance(TypedDict):
    """One register. ``kind``: the kind of unit that fills it in, None if there are several.

    ``units``: how many units have to report; ``reported``: how many of these have; ``waiting``: how many records wait
    for a decision. ``measure``: the large number, in ``period``; both are absent if nothing was ever reported here, or
    all charts of the register count units. ``before`` and ``through``: see ``LargeFigure``. ``chosen``: its place, from
    0, among the few that stand above all others; absent if it is none of them.
    """

    register: str
    title: str
    kind: str | None
    units: int
    reported: int
    waiting: int
    period: NotRequired[PeriodEntry]
    measure: NotRequired[MeasureTotal]
    before: NotRequired[Figure]
    through: NotRequired[str]
    chosen: NotRequired[int]


def glance(
    session: Session, viewer: Viewer, registers: Registers, overview: OverviewQuestion, language: str
) -> list[Glance]:
    """An entry for each register that has charts, for the unit of the overview and all units below.

    A register is shown in the period of the overview or, if it has no records in it, in its last period with records.
    """
    selection, shown = overview.question.selection, charted(registers)
    periods = _periods(session, shown, overview)
    spans = {one.key: ranges.span(session, one, overview.question.period) for one in shown if one.key not in periods}
    spans |= {key: span for key, (_, span) in periods.items()}
    due = _due(session, viewer, registers, overview, shown, spans)
    units, reported = _to_report(session, due), _reported(session, selection, due)
    waiting = _waiting(session, selection, periods)
    large = large_figures(session, viewer, registers, overview, due, periods, language)
    places = first_figures(session, registers, large, reported)
    return [
        {
            "register": register.key,
            "title": register.title[language],
            "kind": kind_of_units(register),
            "units": units[register.key],
            "reported": reported[register.key],
            "waiting": waiting[register.key] // THOUSAND,
            **large.get(register.key, LargeFigure()),
            **(_Chosen(chosen=places[register.key]) if register.key in places else _Chosen()),
        }
        for register in shown
    ]


class _Chosen(TypedDict, total=False):
    """The member ``chosen`` of a ``Glance``, or none."""

    chosen: int


def _periods(session: Session, shown: list[Register], overview: OverviewQuestion) -> Periods:
    """The period of each register; registers that never had a record here are left out."""
    reported = _reported_periods(session, overview.question.selection)
    every = {period.key: period for period in session.scalars(select(Period).order_by(Period.starts))}
    out: Periods = {}
    for register in shown:
        period, own = overview.question.period, reported.get(register.key, set())
        span = ranges.span(session, register, period)
        if not own.intersection(span.periods):
            kind = ranges.kind_of(register)
            last = [one for one in every.values() if one.kind == kind and one.key in own]
            if not last:
                continue
            period = last[-1]
            span = ranges.span(session, register, period)
        out[register.key] = (period, span)
    return out


def _reported_periods(session: Session, selection: Selection) -> dict[str, set[str]]:
    """Key of a register → keys of the periods in which the selected units have records of it."""
    assert selection.with_cells is not None
    query = select(Cell.register, Cell.period).where(OF_RECORDS, among(Cell.unit, selection.with_cells)).distinct()
    out: dict[str, set[str]] = {}
    for register, period in session.execute(query):
        out.setdefault(register, set()).add(period)
    return out


def _due(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    overview: OverviewQuestion,
    shown: list[Register],
    spans: dict[str, Span],
) -> dict[str, Reporting]:
    """Key of a register → who has to report it: the units in sight, as they were in its own period."""
    unit, in_sight, out = overview.question.unit, dict[datetime, Select[str]](), dict[str, Reporting]()
    for register in shown:
        at = units_as_of(session, register, spans[register.key], unit.id, overview.now)
        if at not in in_sight:
            in_sight[at] = readable_below(session, viewer, unit, at)
        out[register.key] = Reporting(registers, register, in_sight[at], spans[register.key], at)
    return out


def _to_report(session: Session, due: dict[str, Reporting]) -> Counter[str]:
    """Key of a register → how many units have to report. ``due``: key of a register → who has to report it."""
    columns = [func.sum(case((reporting.to_report(), 1), else_=0)) for reporting in due.values()]
    numbers = session.execute(select(*columns).select_from(Unit)).one()
    return Counter({key: int(number or 0) for key, number in zip(due, numbers, strict=True)})


def _reported(session: Session, selection: Selection, due: dict[str, Reporting]) -> Counter[str]:
    """Key of a register → how many of the units that have to report have done so. ``due``: as in ``_to_report``."""
    if selection.with_cells is None or not due:
        return Counter()

    def read(place: ColumnElement[str] | None = None, units: Select[str] | None = None) -> Statement:
        each = [
            _within(_within(ids, reporting.units), units).add_columns(literal(key, String).label("register"))
            for key, reporting in due.items()
            for ids in reporting.reporters()
        ]
        found = union(*each).subquery()
        counted = [and_(found.c.register == key, reporting.to_report()) for key, reporting in due.items()]
        keys = [found.c.register] if place is None else [place, found.c.register]
        query = select(*keys, func.count()).join_from(found, Unit, Unit.id == found.c.unit)
        return query.where(or_(*counted)).group_by(*keys)

    places = selection.places
    key = "reported", tuple((key, one.span, places.key_of(one.at) if places else one.at) for key, one in due.items())
    rows = session.execute(read()) if places is None else place_cache.remembered_rows(session, places, key, read)
    out: Counter[str] = Counter()
    for register, number in rows:
        out[register] += int(number)
    return out


def _within(ids: Select[str], units: Select[str] | None) -> Select[str]:
    """The query for ids, limited to those of ``units``; unchanged if ``units`` is None or without a condition."""
    return ids if units is None or units.whereclause is None else ids.where(ids.selected_columns[0].in_(units))


def _waiting(session: Session, selection: Selection, periods: Periods) -> Counter[str]:
    """Key of a register → how many records wait for a decision in its period, in thousandths as cells have it."""
    each = [and_(Cell.register == key, span.holds()) for key, (_, span) in periods.items()]
    if not each or selection.with_cells is None:
        return Counter()
    query = select(Cell.register, func.sum(Cell.value)).join(Unit, Unit.id == Cell.unit)
    waits = OF_RECORDS, among(Cell.unit, selection.with_cells), Cell.status.in_((SUBMITTED, VERIFIED))
    query = query.where(*waits, or_(*each)).group_by(Cell.register)
    key = "waiting", tuple((key, span) for key, (_, span) in periods.items())
    out: Counter[str] = Counter()
    for register, value in place_cache.grouped_rows(session, selection.places, key, query):
        out[register] += int(value)
    return out
