"""Who has left a unit, and with which rights what they sent too late is taken in there."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.access.viewer import Grant, Viewer, belongs, reaches, viewer_of
from server.models.org import Person, Role, Unit
from server.platform.clock import now


def has_left(session: Database, account: str, unit: str, path: str) -> bool:
    """Whether a person has left a unit: they have no role in it now, and either had one that ended or have no role that
    ``reaches`` it. An officer whose role reaches the unit, and who never had one in it, has not left it.

    True for an account that does not exist or is not active. ``path``: the unit's ``Unit.path``.
    """
    person = viewer_of(session, account)
    if person is None:
        return True
    if any(grant.unit == unit and grant.role != "admin" for grant in person.grants):
        return False
    return person.left_of(unit) is not None or not any(reaches(grant, unit, path) for grant in person.grants)


def was_of(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether the viewer has a role that acts in a unit, or has left it. ``path``: the unit's ``Unit.path``."""
    return belongs(viewer, unit, path) or viewer.left_of(unit) is not None


def as_last_there(session: Database, account: str, unit: str) -> Viewer:
    """A person with their roles of now and, if they have left ``unit``, the last that they held there.

    Work that waited for a leader is taken in by what its author might do before they left; no clock is asked. Also of
    somebody whose account is not active any more.
    """
    person = session.get_one(Person, account)
    present = viewer_of(session, account)
    grants = present.grants if present else ()
    if not any(grant.unit == unit and grant.role != "admin" for grant in grants):
        grants += _last_held(session, account, unit)
    return Viewer(account, person.name, tuple(sorted({*grants})))


def _last_held(session: Database, account: str, unit: str) -> tuple[Grant, ...]:
    """The role that somebody held last in a unit; more than one, if they ended together."""
    moment = now()
    began = (Role.since <= moment) & (Role.until.is_(None) | (Role.until != Role.since))
    query = (
        select(Role.role, Role.until, Unit.path)
        .join(Unit, Unit.id == Role.unit)
        .where(Role.person == account, Role.unit == unit, Role.role != "admin", began)
    )
    held = [(min(until or moment, moment), Grant(unit, role, path)) for role, until, path in session.execute(query)]
    last = max((ended for ended, _ in held), default=None)
    return tuple(grant for ended, grant in held if ended == last)
