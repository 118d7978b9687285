"""Puts the overview page together: one JSON object with all its parts."""

from dataclasses import replace
from typing import NotRequired, TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.units import reads_figures
from server.access.viewer import Viewer, units_reached
from server.figures import totals
from server.figures.as_of import as_of
from server.figures.completeness import NamedCompleteness, named_completeness
from server.figures.overview.charts import ChartSection, Headline, charts, headlines
from server.figures.overview.entries import PeriodEntry, UnitEntry, period_entry, unit_entry
from server.figures.overview.glance import Glance, glance
from server.figures.overview.needs import Needs, needs
from server.figures.overview.query import OverviewQuestion
from server.figures.overview.spread import Spread, spread
from server.figures.overview.statuses import Standing, standing
from server.figures.reach import topmost
from server.models.org import Unit
from server.models.periods import Period
from server.periods.ranges import kind_of
from server.platform.clock import day_of
from sync.registers import Registers


class YearBefore(TypedDict):
    """What the page compares with: ``period``, the key of the period a year before.

    ``through``: the last month (``YYYY-MM``) compared, while the present period still runs; else all of it is.
    """

    period: str
    through: NotRequired[str]


class OverviewPage(TypedDict):
    """All that the overview page shows of a register (``register`` is its key) in a unit and period.

    ``path``: the units above, ``below``: the units directly below, as far as the viewer may read them; ``periods``:
    those that may be chosen. ``needs``: what waits for the viewer. ``glance``: cards of all registers; the other parts
    are of this one. ``spread``: None if no field of the register refers to its own records. ``before``: absent if there
    is nothing to compare with. ``empty``: the present period, if it has no figures yet and an earlier one is shown
    instead. ``demo``: whether this is a demo server; added by the API.
    """

    as_of: str
    unit: UnitEntry
    path: list[UnitEntry]
    below: list[UnitEntry]
    register: str
    title: str
    period: PeriodEntry
    periods: list[PeriodEntry]
    needs: Needs
    glance: list[Glance]
    measures: list[Headline]
    charts: list[ChartSection]
    standing: Standing
    complete: NamedCompleteness
    spread: Spread | None
    before: NotRequired[YearBefore]
    empty: NotRequired[PeriodEntry]
    demo: NotRequired[bool]


def overview_page(
    session: Session, viewer: Viewer, registers: Registers, overview: OverviewQuestion, language: str
) -> OverviewPage:
    """Read the whole page, with texts in a language; ``session`` must read one snapshot of the database."""
    question, measures = overview.question, overview.question.register.measures
    now = totals.sums(session, question.selection, measures)
    then = totals.sums(session, overview.before, measures) if overview.before else {}
    if not then:
        overview = replace(overview, before=None)
    out: OverviewPage = {
        "as_of": as_of(),
        "unit": unit_entry(question.unit),
        "path": _path(session, viewer, question.unit),
        "below": _below(session, viewer, question.unit),
        "register": question.register.key,
        "title": question.register.title[language],
        "period": period_entry(question.period),
        "periods": _periods(session, overview),
        "needs": needs(session, viewer, registers, overview),
        "glance": glance(session, viewer, registers, overview, language),
        "measures": headlines(overview, now, then, language),
        "charts": charts(session, viewer, registers, overview, language),
        "standing": standing(session, question),
        "complete": named_completeness(session, question.reporting(registers)),
        "spread": spread(session, viewer, registers, question, language),
    }
    if overview.before:
        out["before"] = {"period": overview.before.span.key}
        if overview.through:
            out["before"]["through"] = overview.through
    if overview.empty:
        out["empty"] = period_entry(overview.empty)
    return out


def _path(session: Session, viewer: Viewer, unit: Unit) -> list[UnitEntry]:
    """The units above ``unit`` in the tree of places whose figures the viewer may read too, the highest first."""
    above = [id_ for id_ in unit.place.split("/") if id_ and id_ != unit.id]
    found = session.scalars(select(Unit).where(Unit.id.in_(above)).order_by(func.length(Unit.place)))
    top = topmost(session, viewer)
    return [
        unit_entry(one) for one in found if reads_figures(viewer, one.id, one.path) and top and top.place in one.place
    ]


def _below(session: Session, viewer: Viewer, unit: Unit) -> list[UnitEntry]:
    """The units directly below, except sites, that the viewer may read, by name."""
    query = select(Unit).where(Unit.parent == unit.id, Unit.kind != "site", Unit.id.in_(units_reached(viewer.reading)))
    return [unit_entry(one) for one in session.scalars(query.order_by(Unit.order, Unit.id))]


def _periods(session: Session, overview: OverviewQuestion) -> list[PeriodEntry]:
    """The periods of the register's kind that have begun, the latest first, and the one shown."""
    kind, shown = kind_of(overview.question.register), overview.question.period
    begun = Period.kind == kind, Period.starts <= day_of(overview.now)
    found = list(session.scalars(select(Period).where(*begun).order_by(Period.starts.desc())))
    if shown.key not in {period.key for period in found}:
        found.insert(0, shown)
    return [period_entry(period) for period in found]
