"""Who may be called in a unit: its leaders or officers, and when each was last heard of."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.models.auth import Session as Phone
from server.models.org import Person, Role
from server.platform.clock import utc_text

ANSWERABLE = ("leader", "commune", "department")
"""The roles of those who answer for a unit."""


class Contact(TypedDict):
    """Somebody who answers for a unit, by name. ``seen``: the moment when one of their devices last synchronised, as
    text; None if they are signed in nowhere."""

    name: str
    seen: str | None


def contacts(session: Session, units: Select[str], now: datetime) -> dict[str, list[Contact]]:
    """Id of a unit → who answers for it now, the one who was heard of last first. ``units``: a query for ids.

    A unit without anybody is left out.
    """
    seen = select(Phone.person, func.max(Phone.seen).label("at")).group_by(Phone.person).subquery()
    query = (
        select(Role.unit, Person.name, seen.c.at)
        .distinct()
        .join(Person, Person.id == Role.person)
        .outerjoin(seen, seen.c.person == Person.id)
        .where(Role.role.in_(ANSWERABLE), Person.active, Role.since <= now, Role.until.is_(None) | (Role.until > now))
        .where(Role.unit.in_(units))
    )
    found: dict[str, list[Contact]] = {}
    for unit, name, at in session.execute(query):
        found.setdefault(unit, []).append({"name": name, "seen": utc_text(at) if at else None})
    for people in found.values():
        people.sort(key=lambda one: (one["seen"] or "", one["name"]), reverse=True)
    return found
