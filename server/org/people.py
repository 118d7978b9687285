"""The first steps of all that changes units and people: an id, a unit with its log, an account, a role."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session as DatabaseSession
from uuid_utils import uuid7

from server.models.log import Scope
from server.models.org import Person, Role, Unit
from server.platform.clock import now

KINDS_BELOW = {None: {"province"}, "province": {"commune"}, "commune": {"school"}, "school": {"site"}, "site": set()}
ROLES_IN = {"province": {"department", "admin"}, "commune": {"commune"}, "school": {"teacher", "leader"}, "site": set()}


def new_id() -> str:
    """A UUIDv7 as lower-case text: ids made later sort later."""
    return str(uuid7())


def username_of(text: str) -> str:
    """The username that somebody typed, as it is kept: NFC, no capitals, no spaces around."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


def add_unit(
    session: DatabaseSession,
    *,
    kind: str,
    name: str,
    parent: Unit | None = None,
    reports_to: Unit | None = None,
    level: str | None = None,
    code: str | None = None,
    aliases: Iterable[str] = (),
    id: str | None = None,
) -> Unit:
    """Add a unit, and its empty log, under its place ``parent``; it reports to ``reports_to``, or to its place.

    ``kind`` is province, commune, school or site, each directly below the one before it. Raises ValueError otherwise.
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
        name=name,
        aliases=list(aliases),
        code=code,
    )
    session.add(unit)
    if kind != "site":
        session.flush()
        session.add(Scope(unit=key, rev=0, digest=bytes(32)))
    return unit


def add_person(
    session: DatabaseSession, *, username: str, name: str, password_hash: str | None = None, id: str | None = None
) -> Person:
    """Add an account; without a password hash nobody can sign in to it yet. A taken username fails at the flush."""
    person = Person(id=id or new_id(), username=username_of(username), name=name, password=password_hash, active=True)
    session.add(person)
    return person


def give_role(session: DatabaseSession, person: Person, unit: Unit, role: str, since: datetime | None = None) -> Role:
    """Give somebody a role in a unit, from ``since`` (aware; now by default) on, without an end.

    Teachers and leaders belong to a school, commune officers to a commune, department and admin to the province.
    Raises ValueError otherwise.
    """
    if role not in ROLES_IN[unit.kind]:
        raise ValueError(f"nobody is {role} in a {unit.kind}")
    given = Role(person=person.id, unit=unit.id, role=role, since=since or now(), until=None)
    session.add(given)
    return given


def end_role(session: DatabaseSession, role: Role, until: datetime | None = None) -> None:
    """End a role at ``until`` (aware; now by default); what was recorded in it stays."""
    role.until = until or now()
    session.add(role)
