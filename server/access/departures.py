"""Whether a record's author has left its unit: if so, everybody who may write to the record may submit it too."""

from sqlalchemy.orm import Session as Database

from server.access.viewer import reaches, viewer_of


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
    return any(left == unit for left, _ in person.left) or not any(
        reaches(grant, unit, path) for grant in person.grants
    )
