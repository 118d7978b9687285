"""Looking people up: who works where, until when, and what the one who looks may do about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session as Database

from server.access.people import HEIGHT, appoints, employs, governs, units_looked_after
from server.access.units import reads_audit
from server.access.viewer import Grant, Viewer
from server.models.auth import Code, Session
from server.models.org import Person, Role, Unit
from server.org.roles import find, unended
from server.platform.clock import now
from server.platform.query_params import ParamReader, RawParams
from sync.folding import search_terms
from sync.protocol.canonical import Json
from sync.protocol.problems import Problem

PARAMETERS = ("unit", "role", "q", "past", "cursor", "limit")
PAGE, LARGEST_PAGE = 50, 500


@dataclass(frozen=True, slots=True)
class Listing:
    conditions: tuple[ColumnElement[bool], ...]
    after: str | None
    limit: int


def listing(session: Database, viewer: Viewer, given: RawParams) -> Listing:
    """Read the parameters of a list. Problem ``malformed`` with the fields that are not understood."""
    asked = ParamReader(given, PARAMETERS)
    held: list[ColumnElement[bool]] = [Role.unit.in_(units_looked_after(viewer))]
    if asked.among("past", ("true", "false")) != "true":
        held.append(or_(Role.until.is_(None), Role.until > now()))
    if role := asked.among("role", tuple(HEIGHT)):
        held.append(Role.role == role)
    if unit := asked.id("unit"):
        found = session.get(Unit, unit)
        held.append(Role.unit.in_(_below(found)) if found else Role.unit.in_([]))
    conditions: list[ColumnElement[bool]] = [Person.id.in_(select(Role.person).where(*held))]
    conditions += [
        Person.search_text.contains(word, autoescape=True) for word in search_terms(asked.one("q") or "")[:10]
    ]
    wanted = Listing(tuple(conditions), asked.id("cursor"), asked.number("limit", 1, LARGEST_PAGE, PAGE))
    asked.refuse()
    return wanted


def all_(session: Database, viewer: Viewer, wanted: Listing) -> Json:
    """A page of people by name: ``{"people": [see one], "next": cursor or None}``. Problem ``forbidden``."""
    if not reads_audit(viewer):
        raise Problem("forbidden")
    query = select(Person).where(*wanted.conditions)
    after = session.get(Person, wanted.after) if wanted.after else None
    if after:
        query = query.where(or_(Person.name > after.name, and_(Person.name == after.name, Person.id > after.id)))
    found = list(session.scalars(query.order_by(Person.name, Person.id).limit(wanted.limit + 1)))
    page = found[: wanted.limit]
    return {
        "people": _described(session, viewer, page),
        "next": page[-1].id if len(found) > wanted.limit else None,
    }


def one(session: Database, viewer: Viewer, account: str) -> Json:
    """``{"id", "name", "username", "version", "roles", "may", "code"?, "seen"?}``. Problem ``not_found``."""
    person, _ = find(session, viewer, account)
    return _described(session, viewer, [person])[0]


def _below(unit: Unit):
    """The unit and what lies below it, by its place or by its reporting line."""
    return select(Unit.id).where(
        or_(Unit.place.startswith(unit.place, autoescape=True), Unit.path.startswith(unit.path, autoescape=True))
    )


def _described(session: Database, viewer: Viewer, people: Iterable[Person]) -> list[Json]:
    ids = [person.id for person in people]
    held: dict[str, list[tuple[Role, Unit]]] = defaultdict(list)
    query = select(Role, Unit).join(Unit, Unit.id == Role.unit).where(Role.person.in_(ids))
    for role, unit in session.execute(query.order_by(Role.since, Role.id)):
        held[role.person].append((role, unit))
    codes = {code.person: code for code in session.scalars(select(Code).where(Code.person.in_(ids)))}
    seen: dict[str, Any] = {}
    for account, at in session.execute(select(Session.person, Session.seen).where(Session.person.in_(ids))):
        seen[account] = max(at, seen.get(account, at))
    return [_entry(viewer, person, held[person.id], codes.get(person.id), seen.get(person.id)) for person in people]


def _entry(viewer: Viewer, person: Person, held: list[tuple[Role, Unit]], code: Code | None, seen: Any) -> Json:
    live = unended(held)
    governed = governs(viewer, person.id, live)
    return {
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "version": person.version,
        "roles": [_role(viewer, person, role, unit) for role, unit in held],
        "may": {"change": governed, "reset": governed, "employ": employs(viewer, person.id, live)},
        "password": person.password is not None,
        "code": code and {"issued": code.issued, "expires": code.expires, "used": code.used is not None},
        "seen": seen,
    }


def _role(viewer: Viewer, person: Person, role: Role, unit: Unit) -> Json:
    given = Grant(role.unit, role.role, unit.path, role.deputy)
    ended = role.until is not None and role.until <= max(now(), role.since)
    return {
        "id": role.id,
        "unit": role.unit,
        "name": unit.name,
        "role": role.role,
        "since": role.since,
        "until": role.until,
        "deputy": role.deputy,
        "may": {"end": not ended and person.id != viewer.account and appoints(viewer, given)},
    }
