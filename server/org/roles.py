"""The roles that somebody has, had and will have, and from which moment a day counts for them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.access.people import may_look_up
from server.access.viewer import Grant, Viewer
from server.models.org import Person, Role, Unit
from server.platform.clock import HERE, now, today
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

Held = tuple[Role, Unit]
"""A role and the unit that it is in."""

FARTHEST = timedelta(days=366 * 2)
"""How far ahead a role may begin or end."""
BACK = timedelta(days=366 * 60)
"""How long ago a role may have begun or ended."""


def start_of(day: date | None) -> datetime:
    """The moment from which a day counts: its midnight in Việt Nam; now, for today or for None, so that what was
    written this morning was still written where one belonged. Problem ``invalid`` where it is out of all reason."""
    if day is None or day == today():
        return now()
    if not today() - BACK <= day <= today() + FARTHEST:
        raise Problem("invalid", {"on": {"rule": "range"}})
    return datetime.combine(day, time(), HERE)


def find(session: Database, viewer: Viewer, account: str) -> tuple[Person, list[Grant]]:
    """Somebody whom one may look up, with their roles of now and to come. Problem ``not_found``."""
    person = session.get(Person, account) if is_uuid(account) else None
    held = roles_of(session, account) if person else []
    if person is None or not may_look_up(viewer, account, [grant_of(role, unit) for role, unit in held]):
        raise Problem("not_found")
    return person, unended(held)


def roles_of(session: Database, account: str) -> list[Held]:
    """All roles that somebody has, had and will have, with their units, earliest first."""
    query = select(Role, Unit).join(Unit, Unit.id == Role.unit).where(Role.person == account)
    return [(role, unit) for role, unit in session.execute(query.order_by(Role.since, Role.id))]


def unended(held: Iterable[Held]) -> list[Grant]:
    """The roles that have not ended, those to come too: how high somebody stands is counted by these."""
    return [grant_of(role, unit) for role, unit in held if not has_ended(role)]


def has_ended(role: Role) -> bool:
    """Whether a role is over; one that was ended before it began is over at once."""
    return role.until is not None and role.until <= max(now(), role.since)


def grant_of(role: Role, unit: Unit) -> Grant:
    """A role and its unit as the rules of access take them."""
    return Grant(role.unit, role.role, unit.path, role.deputy)


def first_unit(held: Iterable[Grant]) -> str | None:
    """One of the units that these roles are in, always the same one: by whose leaders an audit entry is read."""
    return min((grant.unit for grant in held), default=None)


def details_of(role: Role) -> dict[str, object]:
    """A role as an entry of the audit tells it: ``{"role", "in", "since", "until", "deputy"}``."""
    return {
        "role": role.role,
        "in": role.unit,
        "since": role.since,
        "until": role.until,
        "deputy": role.deputy or None,
    }
