"""Accounts: whoever changes one locks it first, and it may get another name or username."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.access.people import governs
from server.access.viewer import Grant
from server.audit.actor import Act
from server.models.org import Person
from server.org import people
from server.org.roles import Held, find, first_unit, roles_of, unended
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem


def lock(act: Act, account: str, version: int, allowed: Callable[[list[Held]], bool]) -> tuple[Person, list[Grant]]:
    """Somebody to be changed, and their roles of now and to come; their version moves on.

    ``allowed`` says of all roles that they have, had and will have whether this may be done. Problem ``not_found``,
    ``forbidden``, or ``changed_meanwhile`` if the version is no longer the one that the caller saw.
    """
    if is_uuid(account):
        act.session.get(Person, account, with_for_update=True)
    person, held = find(act.session, act.viewer, account)
    if not allowed(roles_of(act.session, account)):
        raise Problem("forbidden")
    if person.version != version:
        raise Problem("changed_meanwhile", {"version": {"rule": "now", "value": person.version}})
    person.version += 1
    return person, held


def change(act: Act, account: str, version: int, name: str | None, username: str | None) -> Person:
    """Give somebody another name or username, or both; None leaves it. Problem as ``lock``, or ``invalid``."""
    person, held = lock(act, account, version, lambda held: governs(act.viewer, account, unended(held)))
    before = {"name": person.name, "username": person.username}
    if username is not None and people.username_of(username) != person.username:
        person.username = free_username(act.session, username)
    person.name = name or person.name
    act.record("person.change", ("person", account), first_unit(held), was=before, name=person.name)
    return person


def free_username(session: Database, text: str) -> str:
    """The username that somebody typed, as it is kept. Problem ``invalid`` if an account has it already."""
    username = people.username_of(text)
    if session.scalar(select(Person.id).where(Person.username == username)):
        raise Problem("invalid", {"username": {"rule": "unique"}})
    return username
