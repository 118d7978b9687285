"""Who works where, from when until when: people are taken on, moved on a day, stood in for, and leave.

Roles are never deleted, they end. Each function takes the account's ``version`` as its caller saw it: of two
administrators at once one wins, and the other is told. A day is told as a date: it begins at midnight in Việt Nam,
today at once, so that what was written this morning was still written where one belonged.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.access.people import appoints, employs, governs, may_look_up
from server.access.viewer import Grant, Viewer
from server.audit.actor import Act
from server.models.org import Person, Role, Unit
from server.org import people
from server.platform.clock import HERE, now
from sync.protocol.canonical import Json
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

Held = tuple[Role, Unit]

FARTHEST = timedelta(days=366 * 2)  # that a day may lie ahead
BACK = timedelta(days=366 * 60)


def start_of(day: date | None) -> datetime:
    """The moment from which a day counts. Problem ``invalid`` where it is out of all reason."""
    today = now().astimezone(HERE).date()
    if day is None or day == today:
        return now()
    if not today - BACK <= day <= today + FARTHEST:
        raise Problem("invalid", {"on": {"rule": "range"}})
    return datetime.combine(day, time(), HERE)


def find(session: Database, viewer: Viewer, account: str) -> tuple[Person, list[Grant]]:
    """Somebody whom one may look up, with their roles of now and to come. Problem ``not_found``."""
    person = session.get(Person, account) if is_uuid(account) else None
    held = roles(session, account) if person else []
    ever = [Grant(role.unit, role.role, unit.path, role.deputy) for role, unit in held]
    if person is None or not may_look_up(viewer, account, ever):
        raise Problem("not_found")
    return person, unended(held)


def roles(session: Database, account: str) -> list[Held]:
    """All roles that somebody has, had and will have, with their units, earliest first."""
    query = select(Role, Unit).join(Unit, Unit.id == Role.unit).where(Role.person == account)
    return [(role, unit) for role, unit in session.execute(query.order_by(Role.since, Role.id))]


def unended(held: Iterable[Held]) -> list[Grant]:
    """Those that have not ended: what somebody's height is judged by, roles to come too."""
    return [
        Grant(role.unit, role.role, unit.path, role.deputy)
        for role, unit in held
        if role.until is None or role.until > max(now(), role.since)
    ]


def first_unit(held: Iterable[Grant]) -> str | None:
    return min((grant.unit for grant in held), default=None)


def lock(act: Act, account: str, version: int, allowed: Callable[[list[Held]], bool]) -> tuple[Person, list[Grant]]:
    """Somebody to be changed, and their roles; their version moves on.

    Problem ``not_found``, ``forbidden``, or ``changed_meanwhile`` if the version has moved on already.
    """
    if is_uuid(account):
        act.session.get(Person, account, with_for_update=True)
    person, held = find(act.session, act.viewer, account)
    if not allowed(roles(act.session, account)):
        raise Problem("forbidden")
    if person.version != version:
        raise Problem("changed_meanwhile", {"version": {"rule": "now", "value": person.version}})
    person.version += 1
    return person, held


def create(act: Act, name: str, username: str, role: Json) -> Person:
    """A new account with its first role; nobody can sign in to it before a code is printed.

    ``role``: see ``give``. Problem ``forbidden`` or ``invalid``.
    """
    if not _may_give(act, "", [], role):
        raise Problem("forbidden")
    person = people.add_person(act.session, username=_free(act.session, username), name=name)
    act.session.flush()
    given = _give(act, person, [], role)
    act.record("person.create", ("person", person.id), given.unit, **role_details(given))
    return person


def change(act: Act, account: str, version: int, name: str | None, username: str | None) -> Person:
    """Another name or username, or both."""
    person, held = lock(act, account, version, lambda held: governs(act.viewer, account, unended(held)))
    was = {"name": person.name, "username": person.username}
    if username is not None and people.username_of(username) != person.username:
        person.username = _free(act.session, username)
    person.name = name or person.name
    act.record("person.change", ("person", account), first_unit(held), was=was, name=person.name)
    return person


def give(act: Act, account: str, version: int, role: Json) -> Person:
    """Another role, beside those there are: ``{"unit", "role", "since"?, "until"?, "deputy"?}``."""
    person, held = lock(act, account, version, lambda held: _may_give(act, account, unended(held), role))
    given = _give(act, person, held, role)
    act.record("role.give", ("person", account), given.unit, **role_details(given))
    return person


def end(act: Act, account: str, version: int, id_: int, on: date | None) -> Person:
    """End a role on a day: the first one on which it is theirs no more."""
    person, _ = lock(act, account, version, lambda held: _may_end(act, account, _one(held, id_)))
    role = _end(act, person, id_, start_of(on))
    act.record("role.end", ("person", account), role.unit, **role_details(role))
    return person


def transfer(act: Act, account: str, version: int, id_: int, to: Json) -> Person:
    """One role ends and another begins on the same day: ``{"unit", "role"?, "on"}``.

    What was made before that day and not sent yet waits for a leader of the former unit (``moved``).
    """

    def allowed(held: list[Held]) -> bool:
        former, unit = _one(held, id_)
        rest = [one for one in held if one[0].id != id_]
        wanted = {**to, "role": to.get("role") or former.role}
        return _may_end(act, account, (former, unit)) and _may_give(act, account, unended(rest), wanted)

    person, held = lock(act, account, version, allowed)
    at = start_of(to["on"])
    former = _end(act, person, id_, at)
    rest = [grant for grant in held if (grant.unit, grant.role) != (former.unit, former.role)]
    given = _give(act, person, rest, {"unit": to["unit"], "role": to.get("role") or former.role, "at": at})
    target = ("person", account)
    act.record("role.end", target, former.unit, **role_details(former), went_to=given.unit)
    act.record("role.give", target, given.unit, **role_details(given), came_from=former.unit)
    return person


def leave(act: Act, account: str, version: int, on: date | None) -> Person:
    """End of service: every role ends on a day. The account stays, so that its phones can still send what they hold."""

    def allowed(held: list[Held]) -> bool:
        return account != act.viewer.account and all(appoints(act.viewer, grant) for grant in unended(held))

    person, held = lock(act, account, version, allowed)
    at = start_of(on)
    for role, _ in roles(act.session, account):
        if role.until is None or role.until > at:
            _end(act, person, role.id, at)
    act.record("person.end", ("person", account), first_unit(held), on=at)
    return person


def role_details(role: Role) -> Json:
    """A role as the audit has it."""
    return {
        "role": role.role,
        "in": role.unit,
        "since": role.since,
        "until": role.until,
        "deputy": role.deputy or None,
    }


def _may_give(act: Act, account: str, held: list[Grant], wanted: Json) -> bool:
    unit = act.session.get(Unit, wanted["unit"])
    if unit is None or not employs(act.viewer, account, held):
        return False
    return appoints(act.viewer, Grant(unit.id, wanted["role"], unit.path, bool(wanted.get("deputy"))))


def _may_end(act: Act, account: str, one: Held) -> bool:
    role, unit = one
    given = Grant(role.unit, role.role, unit.path, role.deputy)
    return account != act.viewer.account and appoints(act.viewer, given)


def _give(act: Act, person: Person, held: list[Grant], wanted: Json) -> Role:
    """As ``_may_give`` has allowed it. Problem ``invalid``."""
    unit = act.session.get_one(Unit, wanted["unit"])
    since = wanted.get("at") or start_of(wanted.get("since"))
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


def _one(held: list[Held], id_: int) -> Held:
    """Problem ``not_found`` if there is no such role."""
    for one in held:
        if one[0].id == id_:
            return one
    raise Problem("not_found")


def _end(act: Act, person: Person, id_: int, at: datetime) -> Role:
    """As ``_may_end`` has allowed it. Problem ``invalid`` if it has ended already."""
    role, _ = _one(roles(act.session, person.id), id_)
    if role.until is not None and role.until <= min(now(), at):
        raise Problem("invalid", {"role": {"rule": "ended"}})
    # A role that had not begun yet never does.
    people.end_role(act.session, role, max(at, role.since))
    return role


def _free(session: Database, username: str) -> str:
    kept = people.username_of(username)
    if session.scalar(select(Person.id).where(Person.username == kept)):
        raise Problem("invalid", {"username": {"rule": "unique"}})
    return kept
