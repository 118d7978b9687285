"""Passwords: which ones may not be chosen, and choosing one."""

import unicodedata
from pathlib import Path

from sqlalchemy import delete, select

from server.audit import append as audit
from server.audit.append import Origin
from server.auth.identification import Claim, Proof, accept, identify
from server.models.auth import Code, Session
from server.models.org import Person
from server.org.usernames import username_of
from server.platform.database import again, read, write
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


def choose(account: str, password: str, origin: Origin, current: str) -> None:
    """Set the password that a person chose. Their one-time code becomes void, and the session that it began gets full
    rights. Call it while no transaction is open.

    ``current``: the present password or code, which a session that a code began need not know. Problem ``invalid``
    names the rule that the password breaks, or that the current one is wrong; ``slow_down``.
    """
    with read() as session:
        person = session.get_one(Person, account)
        began_by_code = session.scalar(select(Session.must_choose).where(Session.digest == origin.session))
    if rule := fault(password, person.username):
        raise Problem("invalid", {"password": {"rule": rule}})
    proof = None if began_by_code else prove(person.username, origin, current)
    hashed = hash_password(password)
    again(lambda: _store(account, hashed, origin, proof))


def prove(username: str, origin: Origin, current: str) -> Proof:
    """Check the password of somebody who is signed in. Call it while no transaction is open. Problem ``invalid`` names
    ``current`` if it is wrong; ``slow_down``."""
    try:
        # A device that is signed in has its own count, like a phone that is known.
        return identify(Claim(username, current, origin, None, origin.session))
    except Problem as problem:
        if problem.code != "unauthenticated":
            raise
        raise Problem("invalid", {"current": {"rule": "wrong"}}) from None


def _store(account: str, hashed: str, origin: Origin, proof: Proof | None) -> None:
    with write() as session:
        person = accept(session, proof) if proof else session.get_one(Person, account, with_for_update=True)
        signed = session.get(Session, origin.session, with_for_update=True)
        if person.id != account or signed is None or (proof is None and not signed.must_choose):
            raise Problem("unauthenticated")  # the session has ended meanwhile, or somebody has chosen one
        person.password = hashed
        session.execute(delete(Code).where(Code.person == account))
        signed.must_choose = False
        audit.record(session, origin, "password.choose", ("person", account))


def _monotonous(text: str) -> bool:
    """Whether a text is one or two letters repeated, or a run of neighbours: 12121212, abcdefgh, 87654321."""
    steps = {ord(b) - ord(a) for a, b in zip(text, text[1:], strict=False)}
    return len(set(text)) <= 2 or steps in ({1}, {-1})
