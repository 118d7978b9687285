"""What the filters offer: periods, units, statuses, as (value, label) pairs."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from server import access
from server.access import Viewer
from server.desk import text
from server.models import Period, Unit
from server.spans import kind_of
from sync.folding import fold
from sync.registers import Register

Pairs = list[tuple[str, str]]


def periods(session: Session, register: Register, shown: Period, language: str) -> Pairs:
    """The register's own periods that have begun by the one shown or soon after, latest first."""
    query = select(Period).where(Period.kind == kind_of(register)).order_by(Period.starts.desc())
    found = list(session.scalars(query))
    if shown.key not in {period.key for period in found}:
        found.insert(0, shown)
    return [(period.key, text.period(period, language)) for period in found]


def units(session: Session, viewer: Viewer, top: Unit, shown: Unit) -> Pairs:
    """One's topmost unit, those below it, and the schools of the commune shown; indented by place."""
    near: list[ColumnElement[bool]] = [Unit.id == top.id, Unit.parent == top.id, Unit.id == shown.id]
    if shown.id != top.id:
        near += [Unit.parent == (shown.id if shown.kind == "commune" else shown.parent)]
    query = select(Unit).where(or_(*near), Unit.kind != "site", Unit.id.in_(access.reach(viewer)))
    found = {unit.id: unit for unit in session.scalars(query)}
    depth = {id_: sum(other in unit.place for other in found) for id_, unit in found.items()}
    return [(unit.id, "– " * (depth[unit.id] - 1) + unit.name) for unit in _in_places(found)]


def statuses(keys: Iterable[str], language: str) -> Pairs:
    return [(key, text.STATUS[key][language]) for key in keys]


def _in_places(found: dict[str, Unit]) -> list[Unit]:
    """By name, each right after the one it lies in."""

    def path(unit: Unit) -> list[str]:
        return [fold(found[id_].name) for id_ in unit.place.strip("/").split("/") if id_ in found]

    return sorted(found.values(), key=path)
