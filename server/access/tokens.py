"""Who may let other programs read in their name, and what a program with such a token sees of its owner's records."""

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute as Attribute

from server.access.viewer import Viewer
from server.models.log import Record
from server.models.org import Unit

ROLES = ("leader", "commune", "department")
"""The roles whose holders work with the records of many people, and may have a program read them."""


def lets_programs_read(viewer: Viewer) -> bool:
    """Whether the viewer may make tokens, and those that they have made still open anything: whoever reviews records,
    for as long as they do. Administrators see no records, and teachers have theirs on the phone."""
    return any(grant.role in ROLES for grant in viewer.grants)


def reads_within(viewer: Viewer, register: str, path: str) -> bool:
    """Whether what the viewer may read of a register (its key) and a unit is left by their token, if they read by one.

    ``path``: the unit's ``Unit.path``. ``narrowed`` is the same rule in SQL.
    """
    return reads_register(viewer, register) and reads_place(viewer, path)


def reads_place(viewer: Viewer, path: str) -> bool:
    """Whether the viewer's token, if they read by one, leaves anything of a unit; ``path``: its ``Unit.path``."""
    paths = viewer.within.paths if viewer.within else None
    return paths is None or any(path.startswith(above) for above in paths)


def reads_register(viewer: Viewer, register: str) -> bool:
    """Whether the viewer's token, if they read by one, leaves anything of a register (its key)."""
    return viewer.within is None or viewer.within.registers is None or register in viewer.within.registers


def places_left(viewer: Viewer, path: Attribute[str]) -> ColumnElement[bool]:
    """The units that the viewer's token leaves, as an SQL condition on their ``path``; all without one. Twin of
    ``reads_place``."""
    paths = viewer.within.paths if viewer.within else None
    if paths is None:
        return true()
    return or_(false(), *(path.startswith(above, autoescape=True) for above in paths))


def narrowed(viewer: Viewer) -> ColumnElement[bool]:
    """The records that the viewer's token leaves of what they see, as an SQL condition on ``Record``; all without one.
    Twin of ``reads_within``."""
    if viewer.within is None:
        return true()
    parts: list[ColumnElement[bool]] = []
    if viewer.within.registers is not None:
        parts.append(Record.register.in_(sorted(viewer.within.registers)))
    if viewer.within.paths is not None:
        parts.append(Record.scope.in_(select(Unit.id).where(places_left(viewer, Unit.path))))
    return and_(true(), *parts)
