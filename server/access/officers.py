"""Who approves and rejects records, and who takes in or refuses what waits in quarantine."""

from sqlalchemy import ColumnElement

from server.access.viewer import Viewer
from server.models.org import Unit
from sync.registers import Register


def decides(viewer: Viewer, register: Register, unit: str, path: str) -> bool:
    """Whether the viewer is an officer who approves or rejects a unit's records of a register.

    The department's officers always are. Those of the commune above the unit are, if the register's review ends at the
    commune; never on records of the commune office itself. ``path``: the unit's ``Unit.path``.
    """
    for grant in viewer.grants:
        if grant.role == "department":
            return True
        below = grant.role == "commune" and path.startswith(grant.path) and grant.unit != unit
        if below and register.review[-1] == "commune":
            return True
    return False


def takes_in(viewer: Viewer, unit: str) -> bool:
    """Whether the viewer may take in or refuse mutations that wait in the quarantine of ``unit``, an id: its leaders,
    and the department. For a commune office, which has no leader, its officers may. ``units_in_charge`` is the same
    rule in SQL."""
    for grant in viewer.reading:
        led = grant.unit == unit and grant.role in ("leader", "commune")
        if grant.role == "department" or led:
            return True
    return False


def units_in_charge(viewer: Viewer) -> ColumnElement[bool]:
    """An SQL condition on ``Unit`` for the units whose quarantined mutations the viewer may take in or refuse; the same
    rule as ``takes_in``."""
    if viewer.has("department"):
        return Unit.id.is_not(None)
    return Unit.id.in_([grant.unit for grant in viewer.reading if grant.role in ("leader", "commune")])
