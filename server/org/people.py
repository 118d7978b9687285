"""Units, people and the parts that people have in units; every change of them makes a new catalog."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session as DatabaseSession
from uuid_utils import uuid7

from server.models.log import Scope
from server.models.org import Person, Role, Unit
from server.models.registers import CatalogVersion
from server.platform.clock import now

KINDS_BELOW = {None: {"province"}, "province": {"commune"}, "commune": {"school"}, "school": {"site"}, "site": set()}
ROLES_IN = {"province": {"department", "admin"}, "commune": {"commune"}, "school": {"teacher", "leader"}, "site": set()}

# 19 MiB, t=2, p=1: what OWASP asks for at least, and 30 ms on a small server.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def new_id() -> str:
    """A UUIDv7 as lower-case text: ids made later sort later."""
    return str(uuid7())


def hash_password(password: str) -> str:
    """The argon2id hash to keep, salt and parameters in it."""
    return _HASHER.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return hash_password("no account has this")


def password_matches(kept: str | None, password: str) -> bool:
    """Whether ``password`` made the hash ``kept``; without a hash it takes as long and says no."""
    try:
        matches = _HASHER.verify(kept or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return matches and kept is not None


def username_of(text: str) -> str:
    """A username as it is kept: NFC, no capitals, no spaces around."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


def change_catalog(session: DatabaseSession) -> int:
    """Say that units, people, roles, periods or registers changed; returns the catalog's new number."""
    version = session.get(CatalogVersion, 1, with_for_update=True)
    if version is None:
        version = CatalogVersion(id=1, number=0)
        session.add(version)
    version.number += 1
    session.flush()
    return version.number


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
    kept = username_of(username)
    person = Person(id=id or new_id(), username=kept, name=name, password=password_hash, active=True)
    session.add(person)
    return person


def give_role(session: DatabaseSession, person: Person, unit: Unit, role: str, since: datetime | None = None) -> Role:
    """Give ``person`` a part in ``unit``, from ``since`` (aware; now by default) on.

    Teachers and leaders belong to a school, commune officers to a commune, department and admin to the province.
    Raises ValueError otherwise.
    """
    if role not in ROLES_IN[unit.kind]:
        raise ValueError(f"nobody is {role} in a {unit.kind}")
    given = Role(person=person.id, unit=unit.id, role=role, since=since or now(), until=None)
    session.add(given)
    return given


def end_role(session: DatabaseSession, role: Role, until: datetime | None = None) -> None:
    """End a part, at ``until`` (aware; now by default); what was recorded in it stays."""
    role.until = until or now()
    session.add(role)
