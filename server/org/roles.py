"""The roles that somebody has, had and will have, and the moment at which a day begins for a role."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.access.people import may_look_up
from server.access.viewer import Grant, Viewer
from server.models.org import Person, Role, Unit
from server.platform.clock import now, start_of_day, today
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

Held = tuple[Role, Unit]
"""A role, and the unit in which somebody has it."""

FARTHEST = timedelta(days=366 * 2)
"""How far ahead a role may begin or end."""
BACK = timedelta(days=366 * 60)
"""How long ago a role may have begun or ended."""


def start_of(day: date | None, field: str = "on") -> datetime:
    """The moment at which a role begins or ends on a day: its midnight in Việt Nam; but now, if it is today or None, so
    that what somebody recorded this morning was still recorded in their former unit.

    Problem ``invalid`` for ``field`` if the day is more than 60 years ago or two years ahead.
    """
    if day is None or day == today():
        return now()
    if not today() - BACK <= day <= today() + FARTHEST:
        raise Problem("invalid", {field: {"rule": "range"}})
    return start_of_day(day)


def find(session: Database, viewer: Viewer, account: str) -> tuple[Person, list[Grant]]:
    """The person with this account, and their roles of now and to come. Problem ``not_found`` if there is none or the
    viewer may not look them up."""
    person = session.get(Person, account) if is_uuid(account) else None
    held = roles_of(session, account) if person else []
    if person is None or not may_look_up(viewer, account, [grant_of(role, unit) for role, unit in held]):
        raise Problem("not_found")
    return person, unended(held)


def roles_of(session: Database, account: str) -> list[Held]:
    """All roles that somebody has, had and will have, with their units, earliest first; ``account``: the person's
    id."""
    query = select(Role, Unit).join(Unit, Unit.id == Role.unit).where(Role.person == account)
    return [(role, unit) for role, unit in session.execute(query.order_by(Role.since, Role.id))]


def unended(held: Iterable[Held]) -> list[Grant]:
    """The roles, of these, that have not ended, also those still to begin; rank (``access.people.height``) is counted
    by them."""
    return [grant_of(role, unit) for role, unit in held if not has_ended(role)]


def has_ended(role: Role) -> bool:
    """Whether a role is over; one whose end was set to its beginning or earlier, so that it never begins, counts as
    over."""
    return role.until is not None and role.until <= max(now(), role.since)


def grant_of(role: Role, unit: Unit) -> Grant:
    """The ``Grant`` for a role and its unit, by which the rules of access decide."""
    return Grant(role.unit, role.role, unit.path, role.deputy)


def first_unit(held: Iterable[Grant]) -> str | None:
    """The lowest of the ids of units that these roles are in, None if there are none: the unit that an audit entry
    about the person is filed under, whose leaders may read it."""
    return min((grant.unit for grant in held), default=None)


def details_of(role: Role) -> dict[str, object]:
    """A role as details of an audit entry: ``{"role", "in", "since", "until", "deputy"}``; ``in`` is the unit's id."""
    return {
        "role": role.role,
        "in": role.unit,
        "since": role.since,
        "until": role.until,
        "deputy": role.deputy or None,
    }
