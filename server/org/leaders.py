"""Who leads a school."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.org import Person, Role
from server.org.endings import successors_of
from server.platform.clock import now


def leaders_of(session: Database, unit: str) -> set[str]:
    """The active accounts that lead a unit now; of a school that has ended, those that lead what it went on in."""
    moment, units = now(), {unit, *successors_of(session, [unit])}
    query = (
        select(Role.person)
        .join(Person, Person.id == Role.person)
        .where(Role.unit.in_(units), Role.role == "leader", Role.since <= moment, Person.active)
        .where(Role.until.is_(None) | (Role.until > moment))
    )
    return set(session.scalars(query))
