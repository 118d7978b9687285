"""Who has had unsent work on a phone for long: somebody may have to call them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.figures.completeness import holds_unsent
from server.models.auth import Session as Phone
from server.models.org import Person, Role, Unit

LONG = timedelta(days=2)
"""From this age on, unsent work is more than a few days out of signal."""


def long_unsent(session: Session, unit: Unit, now: datetime) -> set[str]:
    """The ids of the people of a unit and all that report to it whose phones have held unsent work for over two days.

    By what each phone last reported: the time of its oldest mutation or, if it gave none, when it reported.
    """
    working = select(Role.person).join(Unit, Unit.id == Role.unit)
    working = working.where(Unit.path.startswith(unit.path, autoescape=True), Role.role != "admin")
    working = working.where(Role.until.is_(None) | (Role.until > now))
    query = select(Phone.person, Phone.queue["oldest"].as_string(), Phone.queue_at)
    query = query.join(Person, Person.id == Phone.person).where(Person.active, Phone.expires > now)
    rows = session.execute(query.where(holds_unsent(Phone), Phone.person.in_(working)))
    return {person for person, oldest, reported in rows if _since(oldest, reported or now) < now - LONG}


def _since(oldest: str | None, reported: datetime) -> datetime:
    """The moment since when a phone has held unsent work: never later than when it reported so."""
    return min(datetime.fromisoformat(oldest).astimezone(UTC), reported) if oldest else reported
