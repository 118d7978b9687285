"""Who is shown what there is to ask about a record, and who may find it to be right."""

from sqlalchemy import ColumnElement, false, true

from server.access.officers import decides
from server.access.viewer import Viewer, reaches, units_reached
from server.models.log import Record
from sync.registers import Register

SHOWN_TO = ("leader", "commune", "department")


def sees_hints(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether the viewer is shown the hints about records of a unit that they see: whoever reviews there, never the
    teachers who write them. ``path``: the unit's ``Unit.path``. ``hinted_units`` is the same rule in SQL."""
    return any(grant.role in SHOWN_TO and reaches(grant, unit, path) for grant in viewer.reading)


def hinted_units(viewer: Viewer) -> ColumnElement[bool]:
    """The records whose hints the viewer is shown, of those that they see, as an SQL condition on ``Record``. Twin of
    ``sees_hints``."""
    if viewer.has("department"):
        return true()
    held = [grant for grant in viewer.reading if grant.role in SHOWN_TO]
    return Record.scope.in_(units_reached(held, SHOWN_TO)) if held else false()


def settles_hints(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Whether the viewer may say that what is asked about a record is right: the officers who decide on it. A leader
    would answer for what their own school wrote. ``path``: the unit's ``Unit.path``."""
    return decides(viewer, register, unit, path)
