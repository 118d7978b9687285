"""The directory of people: who has which role where and until when, and what the viewer may change about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from sqlalchemy import ColumnElement, Select, or_, select, tuple_
from sqlalchemy.orm import Session as Database

from server.access.people import HEIGHT, appoints, stands_above_all, units_looked_after
from server.access.units import reads_audit
from server.access.viewer import Viewer
from server.models.auth import Code, Session
from server.models.org import Person, Role, Suspension, Unit
from server.models.second_factor import SecondFactor
from server.org.person_rights import MayChange, rights_over
from server.org.role_givers import Givers, giver_of, givers_of
from server.org.role_plans import RolePlan, may_take_back, plans_of
from server.org.roles import Held, find, grant_of, has_ended, roles_of, unended
from server.org.workplaces import Workplace, workplaces_of
from server.platform.clock import now
from server.platform.query_params import ParamReader, RawParams
from sync.protocol.problems import Problem

PARAMETERS = ("unit", "role", "q", "past", "cursor", "limit")
PAGE, LARGEST_PAGE = 50, 500


@dataclass(frozen=True, slots=True)
class Filters:
    """The people whom a list is to hold: SQL conditions on ``Person``, the id of the last person on the page before
    (None for the first page), and the greatest number of people on a page."""

    conditions: tuple[ColumnElement[bool], ...]
    after: str | None
    limit: int


class MayEnd(TypedDict):
    """The rights of the viewer over a role: ``end``, whether they may end it; ``keep``, whether they may take back a
    planned end."""

    end: bool
    keep: bool


class Planned(TypedDict):
    """What is planned for a role on the day ``until``: a transfer into the role ``role`` of the unit named ``name``, or
    its end alone, with None for both."""

    role: str | None
    name: str | None


class RoleEntry(TypedDict):
    """A role of somebody in the unit with the id ``unit`` and the name ``name``; ``planned``: None if its end was
    not decided for a later day; ``by``: the name of who gave it, None if nobody is known; ``may``: what the viewer may
    do with it."""

    id: int
    unit: str
    name: str
    role: str
    since: datetime
    until: datetime | None
    deputy: bool
    planned: Planned | None
    by: str | None
    may: MayEnd


class DisabledEntry(TypedDict):
    """That an account is disabled: since when, by whom (a name), and why. ``at`` and ``by`` are None if
    nobody is known to have done it."""

    at: datetime | None
    by: str | None
    reason: str


class CodeEntry(TypedDict):
    """The last one-time code that was issued to somebody: when, until when it is valid, and whether it was used; not
    the code itself."""

    issued: datetime
    expires: datetime
    used: bool


class PersonEntry(TypedDict):
    """A person in the directory, with all roles that they have, had and will have, by their beginning.

    ``password``: whether they have one. ``code``: None if no code was issued since they last chose a password.
    ``seen``: when one of their signed-in phones last synchronised. ``disabled``: None for an account that is active.
    ``version``: to be sent with a change.
    """

    id: str
    name: str
    username: str
    version: int
    roles: list[RoleEntry]
    may: MayChange
    password: bool
    code: CodeEntry | None
    seen: datetime | None
    disabled: DisabledEntry | None


class PeoplePage(TypedDict):
    """A page of people; ``next``: the cursor that asks for the page after it, None on the last page."""

    people: list[PersonEntry]
    next: str | None


def read_filters(session: Database, viewer: Viewer, given: RawParams) -> Filters:
    """Read the query parameters of a list of people. Only people with a role in a unit that the viewer looks after are
    listed; former ones too with ``past=true``. Problem ``malformed`` names all parameters that are not valid."""
    params = ParamReader(given, PARAMETERS)
    held: list[ColumnElement[bool]] = [Role.unit.in_(units_looked_after(viewer))]
    if params.among("past", ("true", "false")) != "true":
        held.append(or_(Role.until.is_(None), Role.until > now()))
    if role := params.among("role", tuple(HEIGHT)):
        held.append(Role.role == role)
    if unit := params.id("unit"):
        top = session.get(Unit, unit)
        held.append(Role.unit.in_(_below(top)) if top else Role.unit.in_([]))
    conditions: list[ColumnElement[bool]] = [Person.id.in_(select(Role.person).where(*held))]
    for word in params.terms("q"):
        conditions.append(Person.search_text.contains(word, autoescape=True))
    filters = Filters(tuple(conditions), params.id("cursor"), params.number("limit", 1, LARGEST_PAGE, PAGE))
    params.refuse()
    return filters


def list_people(session: Database, viewer: Viewer, filters: Filters) -> PeoplePage:
    """A page of the people that the filters allow, by given name. Problem ``forbidden`` for whoever has no role but
    teacher."""
    if not reads_audit(viewer):
        raise Problem("forbidden")
    query = select(Person).where(*filters.conditions)
    after = session.get(Person, filters.after) if filters.after else None
    if after:
        query = query.where(tuple_(Person.order, Person.id) > (after.order, after.id))
    rows = list(session.scalars(query.order_by(Person.order, Person.id).limit(filters.limit + 1)))
    page = rows[: filters.limit]
    more = len(rows) > filters.limit
    return {"people": _entries(session, viewer, page), "next": page[-1].id if more else None}


def read_person(session: Database, viewer: Viewer, account: str) -> PersonEntry:
    """A person with all roles that they have, had and will have. Problem ``not_found`` if the viewer may not look them
    up."""
    person, _ = find(session, viewer, account)
    return _entries(session, viewer, [person])[0]


def _below(unit: Unit) -> Select[str]:
    """The ids of a unit and of all that lie in it or report to it, on any level below, as a sub-query."""
    return select(Unit.id).where(
        or_(Unit.place.startswith(unit.place, autoescape=True), Unit.path.startswith(unit.path, autoescape=True))
    )


def _entries(session: Database, viewer: Viewer, people: Iterable[Person]) -> list[PersonEntry]:
    ids = [person.id for person in people]
    held: dict[str, list[Held]] = defaultdict(list)
    query = select(Role, Unit).join(Unit, Unit.id == Role.unit).where(Role.person.in_(ids))
    for role, unit in session.execute(query.order_by(Role.since, Role.id)):
        held[role.person].append((role, unit))
    plans = plans_of(session, [role.id for roles in held.values() for role, _ in roles])
    codes = {code.person: code for code in session.scalars(select(Code).where(Code.person.in_(ids)))}
    factors = set(session.scalars(_having_factors(ids))) if viewer.has("admin") else set()
    seen: dict[str, datetime] = {}
    for account, at in session.execute(select(Session.person, Session.seen).where(Session.person.in_(ids))):
        seen[account] = max(at, seen.get(account, at))
    # It costs a look at all records, for whoever does not stand above each of their units anyway.
    work: dict[str, set[Workplace]] = {} if stands_above_all(viewer) else workplaces_of(session, ids)
    givers = givers_of(session, ids)
    suspended = {one.person: one for one in session.scalars(select(Suspension).where(Suspension.person.in_(ids)))}
    entries: list[PersonEntry] = []
    for person in people:
        roles = [_role(viewer, person, role, unit, plans.get(role.id), givers) for role, unit in held[person.id]]
        suspension = suspended.get(person.id)
        disabler = unended(roles_of(session, suspension.by)) if suspension else []
        rights = rights_over(
            viewer, person, unended(held[person.id]), work.get(person.id, ()), disabler, person.id in factors
        )
        entry = _entry(person, roles, rights, codes.get(person.id), seen.get(person.id))
        entries.append(entry | {"disabled": None if person.active else _disabled(session, suspension)})
    return entries


def _having_factors(accounts: list[str]) -> Select[str]:
    """Those of the accounts that have a second factor."""
    theirs = SecondFactor.person.in_(accounts), SecondFactor.confirmed.is_not(None)
    return select(SecondFactor.person).where(*theirs)


def _entry(
    person: Person, roles: list[RoleEntry], may: MayChange, code: Code | None, seen: datetime | None
) -> PersonEntry:
    return {
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "version": person.version,
        "roles": roles,
        "may": may,
        "password": person.password is not None,
        "code": {"issued": code.issued, "expires": code.expires, "used": code.used is not None} if code else None,
        "seen": seen,
        "disabled": None,
    }


def _disabled(session: Database, suspension: Suspension | None) -> DisabledEntry:
    if suspension is None:
        return {"at": None, "by": None, "reason": ""}
    return {"at": suspension.at, "by": session.get_one(Person, suspension.by).name, "reason": suspension.reason}


def _role(viewer: Viewer, person: Person, role: Role, unit: Unit, plan: RolePlan | None, givers: Givers) -> RoleEntry:
    may_end = not has_ended(role) and person.id != viewer.account and appoints(viewer, grant_of(role, unit))
    planned: Planned | None = None
    if plan:
        planned = {"role": plan.role.role if plan.role else None, "name": plan.unit.name if plan.unit else None}
    return {
        "id": role.id,
        "unit": role.unit,
        "name": unit.name,
        "role": role.role,
        "since": role.since,
        "until": role.until,
        "deputy": role.deputy,
        "planned": planned,
        "by": giver_of(givers, role),
        "may": {"end": may_end, "keep": plan is not None and may_take_back(viewer, person.id, role, unit, plan)},
    }
