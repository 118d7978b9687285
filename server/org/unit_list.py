"""Lists of units, for those who look after them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Database

from server.access.people import looks_after, units_looked_after
from server.access.units import reads_audit
from server.access.viewer import Viewer
from server.models.org import KINDS, ClusterMember, PlannedChange, PlannedEnding, Role, Unit
from server.platform.clock import now
from server.platform.query_params import ParamReader, RawParams
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

PARAMETERS = ("unit", "kind", "q")


class PlannedEntry(TypedDict):
    """A change that is planned: from the moment ``at`` on, what ``change`` has of name, level, parent, reports_to."""

    at: datetime
    change: dict[str, str | None]


class UnitEntry(TypedDict):
    """A unit as administrators see it.

    ``parent``: the id of the unit that it lies in. ``begins``: None if that was before all periods. ``ended``,
    ``successors``: also those of an ending that is planned for a later day. ``cluster``: the id of its cluster, None if
    it is in none. ``planned``: None if no change is planned. ``version``: to be sent with a change.
    """

    id: str
    parent: str | None
    reports_to: str | None
    kind: str
    level: str | None
    name: str
    aliases: list[str]
    code: str | None
    sector_code: str | None
    version: int
    begins: datetime | None
    ended: datetime | None
    successors: list[str]
    cluster: str | None
    people: int  # who have a role there now
    planned: PlannedEntry | None


class UnitList(TypedDict):
    """A list of units, each after the unit that it lies in: communes before schools, by name."""

    units: list[UnitEntry]


def list_units(session: Database, viewer: Viewer, given: RawParams) -> UnitList:
    """The units that ``found_units`` finds, as administrators see them. Problems as there."""
    return {"units": _entries(session, found_units(session, viewer, given))}


def found_units(session: Database, viewer: Viewer, given: RawParams) -> list[Unit]:
    """The units that the viewer looks after, also those that have ended, each after the unit that it lies in.

    The query parameters ``given`` narrow them: ``unit`` (an id: it and all that lie in it), ``kind``, and ``q`` (search
    terms for name, former names or code). Problem ``forbidden`` for whoever has no role but teacher, or ``malformed``.
    """
    if not reads_audit(viewer):
        raise Problem("forbidden")
    params = ParamReader(given, PARAMETERS)
    query = select(Unit).where(Unit.id.in_(units_looked_after(viewer)))
    if kind := params.among("kind", KINDS):
        query = query.where(Unit.kind == kind)
    if below := params.id("unit"):
        top = session.get(Unit, below)
        query = query.where(Unit.place.startswith(top.place if top else "?", autoescape=True))
    for word in params.terms("q"):
        query = query.where(Unit.search_text.contains(word, autoescape=True))
    params.refuse()
    return in_order(session.scalars(query))


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """Units in the order in which they are listed: those with fewer units above them first, then by name."""
    return sorted(units, key=lambda unit: (unit.place.count("/"), unit.order, unit.id))


def read_unit(session: Database, viewer: Viewer, id_: str) -> UnitEntry:
    """One unit, by its id. Problem ``not_found`` if there is none or the viewer does not look after it."""
    unit = session.get(Unit, id_) if is_uuid(id_) else None
    if unit is None or not looks_after(viewer, unit.id, unit.path):
        raise Problem("not_found")
    return _entries(session, [unit])[0]


def _entries(session: Database, units: Iterable[Unit]) -> list[UnitEntry]:
    lasts = or_(Role.until.is_(None), Role.until > now())
    counted = select(Role.unit, func.count(Role.person.distinct())).where(lasts, Role.since <= now())
    working = dict(session.execute(counted.group_by(Role.unit)).all())
    clusters = dict(session.execute(select(ClusterMember.unit, ClusterMember.cluster)).all())
    endings = {one.unit: one for one in session.scalars(select(PlannedEnding))}
    changes: dict[str, PlannedEntry] = {
        one.unit: {"at": one.at, "change": one.change} for one in session.scalars(select(PlannedChange))
    }
    return [
        _entry(unit, endings.get(unit.id), changes.get(unit.id), clusters.get(unit.id), working.get(unit.id, 0))
        for unit in units
    ]


def _entry(
    unit: Unit, ending: PlannedEnding | None, planned: PlannedEntry | None, cluster: str | None, people: int
) -> UnitEntry:
    return {
        "id": unit.id,
        "parent": unit.parent,
        "reports_to": unit.reports_to,
        "kind": unit.kind,
        "level": unit.level,
        "name": unit.name,
        "aliases": unit.aliases,
        "code": unit.code,
        "sector_code": unit.sector_code,
        "version": unit.version,
        "begins": unit.begins,
        "ended": ending.at if ending else unit.ended,
        "successors": ending.successors if ending else unit.successors,
        "cluster": cluster,
        "people": people,
        "planned": planned,
    }
