"""Whose sums somebody may read: the largest of their own units, one that they ask for, and all below it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.access.units import reads_figures
from server.access.viewer import Viewer, units_reached
from server.models.org import Unit
from sync.protocol.problems import Problem

KINDS = ("province", "commune", "school", "site")
"""The kinds of units, from the top."""
FEW = 100  # units that are sooner named one by one


def topmost(session: Session, viewer: Viewer) -> Unit | None:
    """The largest of the units that somebody works in; None for those who only administer."""
    mine = {grant.unit for grant in viewer.grants if grant.role != "admin"}
    units = session.scalars(select(Unit).where(Unit.id.in_(mine)))
    return min(units, key=lambda unit: (KINDS.index(unit.kind), unit.place), default=None)


def readable(session: Session, viewer: Viewer, unit_id: str | None) -> Unit:
    """The unit with this id, or the viewer's topmost. Problem ``forbidden`` if its sums are not theirs to read."""
    unit = session.get(Unit, unit_id) if unit_id else topmost(session, viewer)
    if unit is None or not reads_figures(viewer, unit.id, unit.path):
        raise Problem("forbidden")
    return unit


def readable_below(session: Session, viewer: Viewer, unit: Unit) -> Select[str]:
    """The ids of a unit and of what is below it by place, as far as the viewer reads there.

    Few are named one by one. All the units there are come as a statement without a condition: one answer reads its
    cells many times, and would otherwise look for its units each time.
    """
    tops = session.scalars(select(Unit.id).where(Unit.parent.is_(None)).limit(2)).all()
    if tops == [unit.id] and viewer.has("department"):
        return select(Unit.id)
    query = select(Unit.id).where(Unit.place.startswith(unit.place), Unit.id.in_(units_reached(viewer.reading)))
    found = session.scalars(query.limit(FEW + 1)).all()
    return select(Unit.id).where(Unit.id.in_(found)) if len(found) <= FEW else query
