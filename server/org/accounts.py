"""Accounts of people: locking one to change it, and changing its name or username."""

from collections.abc import Callable

from server.access.people import governs
from server.access.viewer import Grant
from server.audit.actor import Act
from server.models.org import Person
from server.org.roles import Held, find, first_unit, roles_of, unended
from server.org.usernames import free_username, username_of
from server.platform.look_alikes import tidy
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem


def lock(act: Act, account: str, version: int, allowed: Callable[[list[Held]], bool]) -> tuple[Person, list[Grant]]:
    """Lock a person's account for a change, and raise its version; returns the person with their roles of now and to
    come.

    ``version``: the one that the caller saw. ``allowed``: is given all roles that the person has, had and will have,
    and returns whether the change may be made. Problem ``not_found`` if the caller may not look the person up,
    ``forbidden`` if ``allowed`` says no, ``changed_meanwhile`` if the account has another version by now.
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
    """Give a person another name or username, or both; None leaves one as it is. Problem as ``lock``, or ``invalid``
    for a username that ``free_username`` refuses."""
    person, held = lock(act, account, version, lambda held: governs(act.viewer, account, unended(held)))
    before = {"name": person.name, "username": person.username}
    if username is not None and username_of(username) != person.username:
        person.username = free_username(act.session, username, account)
    person.name = tidy(name) if name else person.name
    act.record("person.change", ("person", account), first_unit(held), was=before, name=person.name)
    return person
