"""Who leads a school."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.org import Person, Role
from server.org.endings import successors_of
from server.platform.clock import now


def leaders_of(session: Database, unit: str) -> set[str]:
    """The accounts, active ones only, of the leaders of a unit now. For a school that has ended, these are the leaders
    of its successors, however many endings later."""
    moment, units = now(), {unit, *successors_of(session, [unit])}
    query = (
        select(Role.person)
        .join(Person, Person.id == Role.person)
        .where(Role.unit.in_(units), Role.role == "leader", Role.since <= moment, Person.active)
        .where(Role.until.is_(None) | (Role.until > moment))
    )
    return set(session.scalars(query))
