"""Which units' figures a person may read.

A request for figures names a unit, or by default means the highest unit that the person works in; the figures are
those of this unit and all units below it.
"""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.access.tokens import places_left
from server.access.units import reads_figures
from server.access.viewer import Viewer, states_reached
from server.models.org import Unit
from server.models.unit_states import UnitState, states_at
from sync.protocol.problems import Problem

KINDS = ("province", "commune", "school", "site")
"""The kinds of units, the highest first."""
FEW = 100  # up to so many units, a statement is faster if it lists their ids than if it looks for them


def topmost(session: Session, viewer: Viewer) -> Unit | None:
    """The highest unit in which the viewer has a role other than administrator; None if they have no such role.

    Of several of the same kind it is the first by place. By a token that leaves some units, the highest of these.
    """
    if viewer.within and viewer.within.paths is not None:
        mine = Unit.path.in_(viewer.within.paths)
    else:
        mine = Unit.id.in_({grant.unit for grant in viewer.grants if grant.role != "admin"})
    units = session.scalars(select(Unit).where(mine))
    return min(units, key=lambda unit: (KINDS.index(unit.kind), unit.place), default=None)


def readable(session: Session, viewer: Viewer, unit_id: str | None) -> Unit:
    """The unit with this id or, for None, the highest unit of the viewer.

    Raises Problem ``forbidden`` if the viewer may not read its figures, or there is no such unit.
    """
    unit = session.get(Unit, unit_id) if unit_id else topmost(session, viewer)
    if unit is None or not reads_figures(viewer, unit.id, unit.path):
        raise Problem("forbidden")
    return unit


def readable_below(session: Session, viewer: Viewer, unit: Unit, at: datetime | None = None) -> Select[str]:
    """A query for the ids of a unit and all units below it by place, limited to those that the viewer may read.

    Each unit is taken in the place and under the reporting line that it had at the moment ``at``; without it, in all
    that it ever had.

    One request reads cells many times with this query, so it is made cheap: up to ``FEW`` units are listed by id, and
    if all units of the database are meant, it has no condition (``whereclause`` is None), which other code tests.
    """
    tops = session.scalars(select(Unit.id).where(Unit.parent.is_(None)).limit(2)).all()
    if tops == [unit.id] and viewer.has("department"):
        return select(Unit.id)
    query = select(UnitState.unit).distinct()
    query = query.where(UnitState.place.contains(f"/{unit.id}/"), states_reached(viewer.reading))
    query = query.where(places_left(viewer, UnitState.path))
    if at is not None:
        query = query.where(states_at(at))
    found = session.scalars(query.limit(FEW + 1)).all()
    return select(Unit.id).where(Unit.id.in_(found)) if len(found) <= FEW else query
