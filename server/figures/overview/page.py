"""The overview's one answer, put together."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.units import reads_figures
from server.access.viewer import Viewer, units_reached
from server.figures import totals
from server.figures.completeness import by_name
from server.figures.overview.charts import charts, headline
from server.figures.overview.entries import period_entry, unit_entry
from server.figures.overview.glance import glance
from server.figures.overview.query import Overview
from server.figures.overview.spread import spread
from server.figures.overview.statuses import standing
from server.figures.queries import topmost
from server.models.org import Unit
from server.models.periods import Period
from server.periods.ranges import kind_of
from sync.protocol.canonical import Json
from sync.registers import Registers


def content(session: Session, viewer: Viewer, registers: Registers, asked: Overview, language: str) -> Json:
    """All that the page shows; docs of its parts are where they are made."""
    question, measures = asked.question, asked.question.register.measures
    now = totals.sums(session, question.cut, measures)
    then = totals.sums(session, asked.before, measures) if asked.before else {}
    if not then:
        asked = replace(asked, before=None)
    out: Json = {
        "as_of": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "unit": unit_entry(question.unit),
        "path": _path(session, viewer, question.unit),
        "below": _below(session, viewer, question.unit),
        "register": question.register.key,
        "title": question.register.title[language],
        "period": period_entry(question.period),
        "periods": _periods(session, asked),
        "glance": glance(session, registers, asked, language),
        "measures": headline(asked, now, then, language),
        "charts": charts(session, viewer, registers, asked, language),
        "standing": standing(session, asked),
        "complete": by_name(session, registers, question.register, question.cut.units, question.cut.span),
        "spread": spread(session, viewer, registers, asked, language),
    }
    if asked.before:
        out["before"] = {"period": asked.before.span.key} | ({"through": asked.through} if asked.through else {})
    if asked.empty:
        out["empty"] = period_entry(asked.empty)
    return out


def _path(session: Session, viewer: Viewer, unit: Unit) -> list[Json]:
    """The units above by place whose figures one may read too, the topmost first."""
    above = [id_ for id_ in unit.place.split("/") if id_ and id_ != unit.id]
    found = session.scalars(select(Unit).where(Unit.id.in_(above)).order_by(func.length(Unit.place)))
    top = topmost(session, viewer)
    return [
        unit_entry(one) for one in found if reads_figures(viewer, one.id, one.path) and top and top.place in one.place
    ]


def _below(session: Session, viewer: Viewer, unit: Unit) -> list[Json]:
    query = select(Unit).where(Unit.parent == unit.id, Unit.kind != "site", Unit.id.in_(units_reached(viewer)))
    return [unit_entry(one) for one in session.scalars(query.order_by(Unit.name))]


def _periods(session: Session, asked: Overview) -> list[Json]:
    """The register's own, from the latest that has begun back; and the one shown."""
    kind, shown = kind_of(asked.question.register), asked.question.period
    query = select(Period).where(Period.kind == kind, Period.starts <= asked.today).order_by(Period.starts.desc())
    found = list(session.scalars(query))
    if shown.key not in {period.key for period in found}:
        found.insert(0, shown)
    return [period_entry(period) for period in found]
