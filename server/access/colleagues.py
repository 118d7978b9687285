"""Who reviews the same records as the viewer: those with whom they may share them out."""

from sqlalchemy import Select, and_, false, or_, select

from server.access.viewer import Viewer
from server.models.org import Person, Role
from server.platform.clock import now
from sync.protocol.problems import Problem

REVIEWING = ("leader", "commune", "department")
"""The roles that review what others write."""


def colleagues(viewer: Viewer) -> Select[str]:
    """A query for the accounts that have, now, a role that reviews in a unit where the viewer has the very same, theirs
    among them. They alone see who has taken or opened a record. Empty for whoever does not review."""
    moment = now()
    same = (
        and_(Role.unit == grant.unit, Role.role == grant.role) for grant in viewer.grants if grant.role in REVIEWING
    )
    return (
        select(Role.person)
        .join(Person, Person.id == Role.person)
        .where(Person.active, Role.since <= moment, or_(Role.until.is_(None), Role.until > moment))
        .where(or_(false(), *same))
    )


def reviews(viewer: Viewer) -> bool:
    """Whether the viewer has a role that reviews."""
    return any(grant.role in REVIEWING for grant in viewer.grants)


def check_reviews(viewer: Viewer) -> None:
    """Raise Problem ``forbidden`` unless the viewer has a role that reviews."""
    if not reviews(viewer):
        raise Problem("forbidden")
