"""Passwords: which ones may not be chosen, and choosing one."""

import unicodedata
from pathlib import Path

from sqlalchemy import delete, update
from sqlalchemy.orm import Session as Database

from server.audit import append as audit
from server.audit.append import Origin
from server.models.auth import Code, Session
from server.models.org import Person
from server.org.usernames import username_of
from server.platform.password_hash import hash_password, prepared
from sync.folding import fold
from sync.protocol.problems import Problem

SHORTEST = 8  # characters
LONGEST = 1_000

# What guessers try first, folded and without spaces; runs and repetitions are found by ``_monotonous``.
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split())


def fault(password: str, username: str) -> str | None:
    """The rule that a password breaks: ``length`` (8 to 1,000 characters), ``control`` (it holds characters that cannot
    be seen), ``username`` (it is the username, forwards or backwards) or ``common``; None if it may be chosen."""
    password = prepared(password)
    if not SHORTEST <= len(password) <= LONGEST:
        return "length"
    if any(unicodedata.category(one) in ("Cc", "Cs", "Cn") for one in password):
        return "control"
    bare = fold("".join(password.split()))
    if bare in (fold(username), fold(username)[::-1]) or username_of(password) == username:
        return "username"
    return "common" if bare in COMMON or _monotonous(bare) else None


def choose(session: Database, origin: Origin, person: Person, password: str) -> None:
    """Set the password that a person chose. Their one-time code becomes void, and sessions that it began get full
    rights.

    Problem ``invalid`` names the rule that the password breaks.
    """
    if rule := fault(password, person.username):
        raise Problem("invalid", {"password": {"rule": rule}})
    person.password = hash_password(password)
    session.execute(delete(Code).where(Code.person == person.id))
    session.execute(update(Session).where(Session.person == person.id).values(must_choose=False))
    audit.record(session, origin, "password.choose", ("person", person.id))


def _monotonous(text: str) -> bool:
    """Whether a text is one or two letters repeated, or a run of neighbours: 12121212, abcdefgh, 87654321."""
    steps = {ord(b) - ord(a) for a, b in zip(text, text[1:], strict=False)}
    return len(set(text)) <= 2 or steps in ({1}, {-1})
