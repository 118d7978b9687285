"""Rights over people: whom the viewer may appoint, rename, look up, disable, and reset the password of."""

from collections.abc import Iterable

from sqlalchemy import Select, select

from server.access.viewer import Grant, Viewer, reaches, units_reached
from server.models.org import Unit

HEIGHT = {"teacher": 1, "leader": 2, "commune": 3, "department": 4, "admin": 5}
"""Role → its rank: most roles may only be given, ended or governed from a higher rank."""
ABOVE_ALL = ("department", "admin")
"""Roles that stand above every unit."""


def oversees(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether the viewer may know what a unit's people have reported and what unsent data their phones hold: the unit's
    leaders, officers of its commune, and the department. ``path``: the unit's ``Unit.path``."""
    return any(grant.role != "teacher" and reaches(grant, unit, path) for grant in viewer.reading)


def height(grants: Iterable[Grant]) -> int:
    """The rank of the highest of somebody's roles, from 1 for a teacher to 5 for an administrator; 0 if they have
    none."""
    return max((HEIGHT[grant.role] for grant in grants), default=0)


def appoints(viewer: Viewer, given: Grant) -> bool:
    """Whether the viewer may give or end the role ``given``, in its unit.

    An administrator may give any role, the department any lower than its own, a commune's officer any lower one in
    units below the commune. A leader may give the role of teacher in their school, and that of a deputy leader unless
    they are only a deputy themselves.
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
    """Whether the viewer may give a further role to the person ``account``, whose roles of now and to come are
    ``roles``.

    Never to oneself. The department and administrators may to anybody; a commune's officer only to people all of whose
    roles are below the commune, a leader only to people all of whose roles are in the school: otherwise a school could
    take in a stranger and then reset their password. A new account has no roles.
    """
    if account == viewer.account:
        return False
    return any(
        grant.role in ("department", "admin")
        or (grant.role == "commune" and all(_below(grant, role) for role in roles))
        or (grant.role == "leader" and all(role.unit == grant.unit for role in roles))
        for grant in viewer.grants
    )


def governs(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether the viewer may rename the person ``account``, or sign a device of theirs out; ``roles``: theirs, now or
    to come.

    Never oneself, and never somebody of an equal or higher rank. The department and administrators may for anybody
    else, a commune's officer for whoever has a role below the commune, a leader for whoever has a role in the school.
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


def resets(viewer: Viewer, account: str, roles: Iterable[Grant], workplaces: Iterable[tuple[str, str]]) -> bool:
    """Whether the viewer may reset the password of the person ``account``: whoever ``governs`` them and stands above
    all that the new password opens.

    That is each unit in which they have a role, now or to come, and each of ``workplaces``: id and ``Unit.path`` of the
    units with records of theirs. Else a school could take somebody in and read what they wrote in another one.
    """
    held = list(roles)
    if not governs(viewer, account, held):
        return False
    higher = [grant for grant in viewer.reading if HEIGHT[grant.role] > height(held)]
    opened = {(role.unit, role.path) for role in held} | {*workplaces}
    return any(grant.role in ABOVE_ALL for grant in higher) or all(
        any(reaches(grant, unit, path) for grant in higher) for unit, path in opened
    )


def stands_above_all(viewer: Viewer) -> bool:
    """Whether the viewer stands above every unit, so that ``resets`` does not depend on where somebody has worked."""
    return any(grant.role in ABOVE_ALL for grant in viewer.reading)


def suspends(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether the viewer may disable the account of the person ``account``, whose roles of now and to come are
    ``roles``: never their own, and only from above all units in which that person works."""
    return resets(viewer, account, roles, ())


def enables(viewer: Viewer, account: str, roles: Iterable[Grant], disabler: Iterable[Grant]) -> bool:
    """Whether the viewer may enable the disabled account of the person ``account``: whoever ``suspends`` it, unless
    somebody of a higher rank has disabled it.

    ``disabler``: the roles, now or to come, of who did; none if it was the viewer or nobody knows.
    """
    return suspends(viewer, account, roles) and height(disabler) <= height(viewer.grants)


def may_look_up(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether the viewer may look up the person ``account``, who has, had or will have the roles ``roles``.

    Everybody may look up themselves; the department and administrators, everybody; others, whoever has or had a role in
    a unit whose people they look after (``looks_after``).
    """
    return (
        account == viewer.account
        or any(looks_after(viewer, role.unit, role.path) for role in roles)
        or any(grant.role in ("department", "admin") for grant in viewer.grants)
    )


def looks_after(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether the viewer looks after the people of a unit: its leaders, officers of its commune, the department, and
    administrators. ``path``: the unit's ``Unit.path``.

    ``units_looked_after`` is the same rule in SQL.
    """
    return any(
        grant.role == "admin" or (grant.role != "teacher" and reaches(grant, unit, path)) for grant in viewer.reading
    )


def units_looked_after(viewer: Viewer) -> Select[str]:
    """A sub-query of the ids of the units whose people the viewer looks after; the same rule as ``looks_after``."""
    if viewer.has("admin"):
        return select(Unit.id)
    return units_reached(viewer.reading, ("leader", "commune", "department"))


def _below(grant: Grant, role: Grant) -> bool:
    """Whether ``role`` is in a unit below the unit of ``grant``."""
    return role.path.startswith(grant.path) and role.unit != grant.unit
