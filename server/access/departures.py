"""Who has left a unit: then whoever may write their records there may hand them in, too."""

from sqlalchemy.orm import Session as Database

from server.access.viewer import reaches, viewer_of


def has_left(session: Database, account: str, unit: str, path: str) -> bool:
    """Whether a person has left a unit: had a role there and has none, or has none that acts there.

    An officer who never had a role in the unit itself has not left it while theirs reaches it. Whoever's account is
    not active has left all units. ``path``: the unit's.
    """
    person = viewer_of(session, account)
    if person is None:
        return True
    if any(grant.unit == unit and grant.role != "admin" for grant in person.grants):
        return False
    return any(left == unit for left, _ in person.left) or not any(
        reaches(grant, unit, path) for grant in person.grants
    )
