"""Who may appoint, rename, look up and look after whom."""

from collections.abc import Iterable

from sqlalchemy import Select, select

from server.access.viewer import Grant, Viewer, reaches, units_reached
from server.models.org import Unit

HEIGHT = {"teacher": 1, "leader": 2, "commune": 3, "department": 4, "admin": 5}


def oversees(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether one may know what a unit's people have reported and what their phones hold: its leaders, those above."""
    return any(grant.role != "teacher" and reaches(grant, unit, path) for grant in viewer.reading)


def height(grants: Iterable[Grant]) -> int:
    """How high somebody stands, from 1 for a teacher to 5 for an administrator, by the highest of their roles; 0
    without any."""
    return max((HEIGHT[grant.role] for grant in grants), default=0)


def appoints(viewer: Viewer, given: Grant) -> bool:
    """Whether one may give or end this role: a lower one than one's own, where one's own reaches.

    A leader may also name a deputy, who is no leader to name others; an administrator may give any role.
    """
    for grant in viewer.grants:
        lower = HEIGHT[given.role] < HEIGHT[grant.role]
        if grant.role == "admin" or (grant.role == "department" and lower):
            return True
        if grant.role == "commune" and lower and _below(grant, given):
            return True
        if grant.role == "leader" and grant.unit == given.unit and (lower or (given.deputy and not grant.deputy)):
            return True
    return False


def employs(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether one may give roles to somebody who has these, now or to come: never to oneself, never to who works
    beyond one's reach: a school must not take in a stranger and then reset their password."""
    if account == viewer.account:
        return False
    return any(
        grant.role in ("department", "admin")
        or (grant.role == "commune" and all(_below(grant, role) for role in roles))
        or (grant.role == "leader" and all(role.unit == grant.unit for role in roles))
        for grant in viewer.grants
    )


def governs(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether one may rename somebody who has these roles, now or to come, or reset their password.

    Never oneself, and never an equal or higher role, wherever that is; one of the roles is within one's reach.
    """
    held = list(roles)
    if account == viewer.account:
        return False
    for grant in viewer.grants:
        if height(held) >= HEIGHT[grant.role]:
            continue
        if grant.role in ("department", "admin"):
            return True
        if grant.role == "commune" and any(_below(grant, role) for role in held):
            return True
        if grant.role == "leader" and any(role.unit == grant.unit for role in held):
            return True
    return False


def may_look_up(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether one may look somebody up who has, or had, these roles: oneself, and who works or worked where one
    keeps the people."""
    return (
        account == viewer.account
        or any(looks_after(viewer, role.unit, role.path) for role in roles)
        or any(grant.role in ("department", "admin") for grant in viewer.grants)
    )


def looks_after(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether one looks after the people of a unit: its leaders, its commune, the department, administrators.

    Twin of ``units_looked_after``.
    """
    return any(
        grant.role == "admin" or (grant.role != "teacher" and reaches(grant, unit, path)) for grant in viewer.reading
    )


def units_looked_after(viewer: Viewer) -> Select[str]:
    """The ids of the units whose people one looks after, as a sub-query. Twin of ``looks_after``."""
    if viewer.has("admin"):
        return select(Unit.id)
    return units_reached(viewer.reading, ("leader", "commune", "department"))


def _below(grant: Grant, role: Grant) -> bool:
    return role.path.startswith(grant.path) and role.unit != grant.unit
