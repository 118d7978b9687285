"""Passwords that people choose: which are refused, and how one takes the place of a one-time code."""

from pathlib import Path

from sqlalchemy import delete, update
from sqlalchemy.orm import Session as Database

from server.audit import append as audit
from server.audit.append import Origin
from server.models.auth import Code, Session
from server.models.org import Person
from server.org.people import username_of
from server.platform.password_hash import hash_password
from sync.folding import fold
from sync.protocol.problems import Problem

SHORTEST = 8  # characters
LONGEST = 1_000

# What guessers try first, folded and without spaces; runs and repetitions are found by ``_monotonous``.
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split())


def fault(password: str, username: str) -> str | None:
    """The rule that a password breaks: ``length``, ``username`` or ``common``; None if it may be chosen."""
    if not SHORTEST <= len(password) <= LONGEST:
        return "length"
    bare = fold("".join(password.split()))
    if bare in (fold(username), fold(username)[::-1]) or username_of(password) == username:
        return "username"
    return "common" if bare in COMMON or _monotonous(bare) else None


def choose(session: Database, origin: Origin, person: Person, password: str) -> None:
    """Give somebody the password that they chose; a one-time code is void then, and sessions that it began may do
    everything. Problem ``invalid`` for a password that may not be chosen."""
    if rule := fault(password, person.username):
        raise Problem("invalid", {"password": {"rule": rule}})
    person.password = hash_password(password)
    session.execute(delete(Code).where(Code.person == person.id))
    session.execute(update(Session).where(Session.person == person.id).values(must_choose=False))
    audit.record(session, origin, "password.choose", ("person", person.id))


def _monotonous(text: str) -> bool:
    """One or two letters over and over, or a run of neighbours: 12121212, abcdefgh, 87654321."""
    steps = {ord(b) - ord(a) for a, b in zip(text, text[1:], strict=False)}
    return len(set(text)) <= 2 or steps in ({1}, {-1})
