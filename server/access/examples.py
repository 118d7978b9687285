"""Who prepares, publishes and withdraws the examples that everybody reads."""

from sqlalchemy import Select, or_, select

from server.access.viewer import Viewer
from server.models.org import Person, Role
from server.platform.clock import now


def keeps_examples(viewer: Viewer) -> bool:
    """Whether the viewer may see what is not published yet, prepare, propose, publish and withdraw examples: the
    department and administrators."""
    return viewer.has("department") or viewer.has("admin")


def publishes_example(viewer: Viewer, preparer: str, officers: int) -> bool:
    """Whether the viewer may publish an example that ``preparer``, an account, changed last: four eyes, so somebody
    else. Where the department has no other officer who could (``officers``: how many others it has), the one may."""
    return keeps_examples(viewer) and (viewer.account != preparer or officers == 0)


def other_officers(viewer: Viewer) -> Select[str]:
    """A query for the accounts of the department's officers now, without the viewer."""
    moment = now()
    return (
        select(Role.person)
        .join(Person, Person.id == Role.person)
        .where(Role.role == "department", Person.active, Person.id != viewer.account)
        .where(Role.since <= moment, or_(Role.until.is_(None), Role.until > moment))
        .distinct()
    )
