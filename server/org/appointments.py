"""Appointments: giving people roles in units, ending those, transferring people, and ending their service.

Roles are never deleted, they end. A day begins at midnight in Việt Nam; today means at once (``roles.start_of``); what
is decided for a later day can be taken back until then (``role_plans``).

Each function takes the account's ``version`` that its caller saw: if somebody else has changed the account since, it
raises Problem ``changed_meanwhile``. Each also raises Problem ``not_found`` for an account that the caller may not look
up or a role that the account does not have, ``forbidden``, and ``invalid``.
"""

from datetime import date, datetime
from typing import Required, TypedDict

from server.access.people import appoints, employs
from server.access.viewer import Grant
from server.audit.actor import Act
from server.models.org import Person, Role, Unit
from server.org import people, role_plans
from server.org.accounts import lock
from server.org.roles import Held, details_of, first_unit, grant_of, roles_of, start_of, unended
from server.org.usernames import free_username
from server.platform.clock import now
from sync.protocol.problems import Problem


class NewRole(TypedDict, total=False):
    """A role to be given to somebody: ``unit`` is its id, ``role`` one of teacher, leader, commune, department,
    admin."""

    unit: Required[str]
    role: Required[str]
    since: date | None  # today by default
    until: date | None  # the first day without it; without an end by default
    deputy: bool  # a leader who stands in for another; needs ``until``


class Transfer(TypedDict, total=False):
    """The unit, by id, and the role in which somebody goes on when a role of theirs ends."""

    unit: Required[str]
    role: str | None  # the former role by default
    on: date | None  # the first day of the new role; today by default


def create(act: Act, name: str, username: str, role: NewRole) -> Person:
    """Make an account with its first role. Nobody can sign in to it before a one-time code is issued for it."""
    if not _may_give(act, "", [], role):
        raise Problem("forbidden")
    person = people.add_person(act.session, username=free_username(act.session, username), name=name)
    act.session.flush()
    given = _add_role(act, person, [], role)
    act.record("person.create", ("person", person.id), given.unit, **details_of(given))
    return person


def give(act: Act, account: str, version: int, wanted: NewRole) -> Person:
    """Give a person a further role, beside those that they have."""
    person, held = lock(act, account, version, lambda held: _may_give(act, account, unended(held), wanted))
    given = _add_role(act, person, held, wanted)
    act.record("role.give", ("person", account), given.unit, **details_of(given))
    return person


def end(act: Act, account: str, version: int, id_: int, on: date | None) -> Person:
    """End the role with the number ``id_`` on a day, the first one without it; None: today."""
    person, _ = lock(act, account, version, lambda held: _may_end(act, account, _role(held, id_)))
    role = _end(act, person, id_, start_of(on))
    act.record("role.end", ("person", account), role.unit, **details_of(role))
    return person


def transfer(act: Act, account: str, version: int, id_: int, to: Transfer) -> Person:
    """End the role with the number ``id_``, and begin another one on the same day.

    Mutations that were made in the former unit and not sent before that day are refused as ``moved``, and wait there
    for a leader to take them in.
    """

    def wanted(former: Role) -> NewRole:
        return {"unit": to["unit"], "role": to.get("role") or former.role, "since": to.get("on")}

    def allowed(held: list[Held]) -> bool:
        former, unit = _role(held, id_)
        rest = [one for one in held if one[0].id != id_]
        return _may_end(act, account, (former, unit)) and _may_give(act, account, unended(rest), wanted(former))

    person, held = lock(act, account, version, allowed)
    at = start_of(to.get("on"))
    former = _end(act, person, id_, at)
    rest = [grant for grant in held if (grant.unit, grant.role) != (former.unit, former.role)]
    given = _add_role(act, person, rest, wanted(former), at)
    role_plans.note_next(act, former, given)
    target = ("person", account)
    act.record("role.end", target, former.unit, **details_of(former), went_to=given.unit)
    act.record("role.give", target, given.unit, **details_of(given), came_from=former.unit)
    return person


def leave(act: Act, account: str, version: int, on: date | None) -> Person:
    """End all roles of a person on a day; None: today. The account stays, so that its phones can still send unsent
    data."""

    def allowed(held: list[Held]) -> bool:
        return account != act.viewer.account and all(appoints(act.viewer, grant) for grant in unended(held))

    person, held = lock(act, account, version, allowed)
    at = start_of(on)
    for role, _ in roles_of(act.session, account):
        if role.until is None or role.until > at:
            _end(act, person, role.id, at)
    act.record("person.end", ("person", account), first_unit(held), on=at)
    return person


def _may_give(act: Act, account: str, held: list[Grant], wanted: NewRole) -> bool:
    """Whether the caller may give ``wanted`` to the account, which has the roles ``held``; a new account is ``""`` and
    has none."""
    unit = act.session.get(Unit, wanted["unit"])
    if unit is None or not employs(act.viewer, account, held):
        return False
    return appoints(act.viewer, Grant(unit.id, wanted["role"], unit.path, bool(wanted.get("deputy"))))


def _add_role(act: Act, person: Person, held: list[Grant], wanted: NewRole, at: datetime | None = None) -> Role:
    """Add a role, after ``_may_give`` has allowed it, to a person with the roles ``held``; it begins at ``at``, or as
    ``wanted`` says. Problem ``invalid``."""
    unit = act.session.get_one(Unit, wanted["unit"])
    since = at or start_of(wanted.get("since"))
    until = start_of(wanted["until"]) if wanted.get("until") else None
    deputy = bool(wanted.get("deputy"))
    if wanted["role"] not in people.ROLES_IN[unit.kind]:
        raise Problem("invalid", {"role": {"rule": "choices"}})
    if deputy and (wanted["role"] != "leader" or until is None):
        raise Problem("invalid", {"until": {"rule": "required"}})
    if until and until <= since:
        raise Problem("invalid", {"until": {"rule": "dates_in_order"}})
    if unit.ended and (until is None or until > unit.ended):
        raise Problem("invalid", {"unit": {"rule": "ended"}})
    if any((grant.unit, grant.role) == (unit.id, wanted["role"]) for grant in held):
        raise Problem("invalid", {"role": {"rule": "unique"}})
    given = people.give_role(act.session, person, unit, wanted["role"], since)
    given.until, given.deputy = until, deputy
    return given


def _may_end(act: Act, account: str, one: Held) -> bool:
    return account != act.viewer.account and appoints(act.viewer, grant_of(*one))


def _role(held: list[Held], id_: int) -> Held:
    """The role with this number, among a person's roles, with its unit. Problem ``not_found`` if none of them has
    it."""
    for one in held:
        if one[0].id == id_:
            return one
    raise Problem("not_found")


def _end(act: Act, person: Person, id_: int, at: datetime) -> Role:
    """End a person's role at ``at``, after ``_may_end`` has allowed it; one that begins later never begins. Problem
    ``invalid`` if it has ended already."""
    role, _ = _role(roles_of(act.session, person.id), id_)
    if role.until is not None and role.until <= min(now(), at):
        raise Problem("invalid", {"role": {"rule": "ended"}})
    # A role that had not begun yet never does. One that had was held until now, whatever earlier day is named.
    ends, before = max(at, role.since), role.until
    people.end_role(act.session, role, now() if ends == role.since <= now() else ends)
    role_plans.note(act, role, before)
    return role
