"""The basic steps of changing units and people: making an id, a unit with its log, an account, a role."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session as DatabaseSession
from uuid_utils import uuid7

from server.models.log import Scope
from server.models.org import Person, Role, Unit
from server.org.usernames import username_of
from server.platform.clock import now
from server.platform.look_alikes import tidy

# A unit's kind → the kinds of units that may lie in it; None: in no unit.
KINDS_BELOW = {None: {"province"}, "province": {"commune"}, "commune": {"school"}, "school": {"site"}, "site": set()}
# A unit's kind → the roles that people may have in such a unit.
ROLES_IN = {"province": {"department", "admin"}, "commune": {"commune"}, "school": {"teacher", "leader"}, "site": set()}


def new_id() -> str:
    """A new UUIDv7 as lower-case text; ids sort by the time at which they were made."""
    return str(uuid7())


def add_unit(
    session: DatabaseSession,
    *,
    kind: str,
    name: str,
    parent: Unit | None = None,
    reports_to: Unit | None = None,
    level: str | None = None,
    code: str | None = None,
    sector_code: str | None = None,
    aliases: Iterable[str] = (),
    begins: datetime | None = None,
    id: str | None = None,
) -> Unit:
    """Add a unit, and, unless it is a site, its empty log. It lies in ``parent`` and reports to ``reports_to``, by
    default to ``parent`` too. ``id``: a new one by default.

    ``begins``: the moment since which it exists (aware); None if that was before all periods.

    ``kind`` is province, commune, school or site; each lies in a unit of the kind before it. Raises ValueError
    otherwise.
    """
    if kind not in KINDS_BELOW[parent.kind if parent else None]:
        raise ValueError(f"a {kind} cannot stand below {parent.kind if parent else 'nothing'}")
    above = reports_to or parent
    key = id or new_id()
    unit = Unit(
        id=key,
        parent=parent.id if parent else None,
        reports_to=above.id if above else None,
        place=f"{parent.place if parent else '/'}{key}/",
        path=f"{above.path if above else '/'}{key}/",
        kind=kind,
        level=level,
        name=tidy(name),
        aliases=list(aliases),
        code=code,
        sector_code=sector_code,
        begins=begins,
    )
    session.add(unit)
    if kind != "site":
        session.flush()
        session.add(Scope(unit=key, rev=0, digest=bytes(32)))
    return unit


def add_person(
    session: DatabaseSession, *, username: str, name: str, password_hash: str | None = None, id: str | None = None
) -> Person:
    """Add an account; without ``password_hash`` nobody can sign in to it yet. A username that is taken raises
    IntegrityError at the next flush."""
    person = Person(
        id=id or new_id(), username=username_of(username), name=tidy(name), password=password_hash, active=True
    )
    session.add(person)
    return person


def give_role(session: DatabaseSession, person: Person, unit: Unit, role: str, since: datetime | None = None) -> Role:
    """Give a person a role in a unit, from the aware time ``since`` (by default now) on, without an end.

    Teachers and leaders have roles in a school, commune officers in a commune, the department and administrators in the
    province. Raises ValueError otherwise. Whether the caller may do it is not checked.
    """
    if role not in ROLES_IN[unit.kind]:
        raise ValueError(f"nobody is {role} in a {unit.kind}")
    given = Role(person=person.id, unit=unit.id, role=role, since=since or now(), until=None)
    session.add(given)
    return given


def end_role(session: DatabaseSession, role: Role, until: datetime | None = None) -> None:
    """End a role at the aware time ``until``, by default now."""
    role.until = until or now()
    session.add(role)
