"""Proving who one is by a password or a one-time code, and by a second factor where the account has one.

The costly hashes are computed while no transaction is open, so that nobody else waits for somebody's password; and
for every name, whether it is there or not, as many of them.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session as Database

from server.audit.append import Origin
from server.auth import failed_sign_ins, known_phones, second_factor, sign_in_throttle
from server.auth.second_factor import Typed
from server.auth.sign_in_throttle import Counter
from server.models.auth import Code
from server.models.org import Person
from server.org import one_time_codes
from server.org.usernames import holder, username_of
from server.platform.clock import now
from server.platform.database import again, read, write
from server.platform.password_hash import password_matches
from sync.protocol.problems import Problem
from sync.protocol.refusals import DISABLED, WRONG_FACTOR, WRONG_SECRET

CODE, PASSWORD = "code", "password"  # what somebody proved who they are with


class Claim(NamedTuple):
    """What somebody says to be: a username and a password or one-time code, both as typed.

    ``phone``: the id that the device which they type it on gives itself, by which it is known if it has signed in
    before; None if it gives none. ``session``: the digest of the session in which they do, None at a sign-in.
    ``factor``: the code of their second factor, None if they typed none.
    """

    username: str
    secret: str
    origin: Origin
    phone: str | None
    session: str | None = None
    factor: Typed | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The secret that was found to be right for an account: by which hash, and what counted the try."""

    account: str
    by: str  # CODE or PASSWORD
    hash: str
    counters: tuple[Counter, ...]


class _Kept(NamedTuple):
    """What the database has of a claimed account: its id and hashes, each None if there is none.

    ``void``: why the code opens nothing any more (``used``, ``expired``); None if it is open.
    """

    account: str | None = None
    password: str | None = None
    code: str | None = None
    void: str | None = None


def identify(claim: Claim) -> Proof:
    """Check the secret of a claim, which no transaction may be open for; ``accept`` lets the proof count.

    Each try is counted beforehand, so that many at once are no more than many in a row. Problem ``unauthenticated``, or
    ``slow_down`` if there were too many tries or too many passwords are being checked: then this one was not.
    """
    kept, counters = _kept_of(claim)
    if wait := again(lambda: _take(counters)):
        raise Problem("slow_down", retry_after=wait)
    try:
        by, void = _check(kept, claim.secret)
    except Problem:
        again(lambda: _give_back(counters))
        raise
    if by is None or kept.account is None:
        again(lambda: _note_failure(claim, kept, counters, void))
        raise Problem("unauthenticated", kind=WRONG_SECRET)
    return Proof(kept.account, by, (kept.code if by == CODE else kept.password) or "", counters)


def accept(session: Database, proof: Proof) -> Person:
    """The person who has proved to be so, whose row is locked until the transaction ends; a code is used up, and the
    tries before are forgotten.

    Problem ``unauthenticated`` if the account is disabled, or its password or code has changed since it was checked.
    """
    person = _accepted(session, proof)
    sign_in_throttle.forgive(session, proof.counters)
    return person


def accept_both(session: Database, proof: Proof, factor: Typed | None) -> Person:
    """As ``accept``; but somebody who has a second factor must have typed a code of it, ``factor``, which is used up.

    Problem ``second_factor`` if it is wrong or None: then the transaction must be rolled back, so that a one-time code
    is not used up and the try stays counted.
    """
    person = _accepted(session, proof)
    right = factor is not None and second_factor.matches(session, person.id, factor)
    if not right and second_factor.has_one(session, person.id):
        raise Problem("second_factor", kind=WRONG_FACTOR if factor and factor.code else None)
    sign_in_throttle.forgive(session, proof.counters)
    return person


def note_wrong_factor(origin: Origin, proof: Proof) -> None:
    """Add an audit entry for a wrong code of a second factor, if one is due; the try was counted with the password."""
    with write() as session:
        failed_sign_ins.note(session, origin, proof.account, proof.counters[0].address, "factor.refused")


def _accepted(session: Database, proof: Proof) -> Person:
    person = session.get_one(Person, proof.account, with_for_update=True)
    code = session.get(Code, proof.account, with_for_update=True) if proof.by == CODE else None
    kept = person.password if proof.by == PASSWORD else None
    if code and one_time_codes.holds(code):
        kept, code.used = code.hash, now()
    if kept != proof.hash:
        raise Problem("unauthenticated", kind=WRONG_SECRET)
    if not person.active:
        raise Problem("unauthenticated", kind=DISABLED)
    return person


def _kept_of(claim: Claim) -> tuple[_Kept, tuple[Counter, ...]]:
    """What is kept of the account that is claimed, and what counts the try."""
    with read() as session:
        person = holder(session, claim.username)
        code = session.get(Code, person.id) if person else None
        known = claim.session
        if person and known_phones.knows(session, claim.phone, person.id):
            known = claim.phone
    counters = sign_in_throttle.counters(username_of(claim.username), claim.origin.address, known)
    if person is None:
        return _Kept(), counters
    void = None if code is None or one_time_codes.holds(code) else "used" if code.used else "expired"
    return _Kept(person.id, person.password, code.hash if code else None, void), counters


def _check(kept: _Kept, secret: str) -> tuple[str | None, str | None]:
    """What the secret is, code or password, or None if it is neither; and why a code that it is opens nothing.

    How many hashes are computed for a secret that opens nothing depends on the secret alone.
    """
    typed = one_time_codes.parse(secret)
    is_code = typed is not None and password_matches(kept.code, typed)
    if is_code and not kept.void:
        return CODE, None
    return (PASSWORD if password_matches(kept.password, secret) else None), (kept.void if is_code else None)


def _take(counters: tuple[Counter, ...]) -> int:
    with write() as session:
        return sign_in_throttle.take(session, counters)


def _give_back(counters: tuple[Counter, ...]) -> None:
    with write() as session:
        sign_in_throttle.give_back(session, counters)


def _note_failure(claim: Claim, kept: _Kept, counters: tuple[Counter, ...], void: str | None) -> None:
    with write() as session:
        action = "code.refused" if void else "session.refused"
        failed_sign_ins.note(session, claim.origin, kept.account, counters[0].address, action, void)
