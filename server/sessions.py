"""Signing in and staying signed in: long opaque sessions, kept hashed, and a throttle on wrong passwords."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Database

from server import access
from server.access import Viewer
from server.models import Person, Session, SignInFailure, now
from server.people import password_matches, username_of
from sync.problems import Problem

LIFETIME = timedelta(days=400)  # the longest that browsers keep a cookie
FREE_TRIES = 10
LONGEST_WAIT = 300  # seconds
FORGET_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """``token`` goes into the cookie and nowhere else."""

    token: str
    person: Person
    viewer: Viewer


def sign_in(
    session: Database, username: str, password: str, address: str, device: tuple[str | None, str | None]
) -> SignedIn | Problem:
    """A new session, or why not: the caller commits either way, so that failures are counted."""
    name = username_of(username)
    failure = session.get(SignInFailure, (name, address), with_for_update=True)
    if failure and (wait := _wait(failure)):
        return Problem("slow_down", retry_after=wait)
    person = session.scalar(select(Person).where(Person.username == name, Person.active))
    if not password_matches(person.password if person else None, password) or person is None:
        _count(session, failure, name, address)
        return Problem("unauthenticated")
    if failure:
        session.delete(failure)
    viewer = access.viewer(session, person.id)
    assert viewer is not None
    token = secrets.token_urlsafe(32)
    session.add(
        Session(
            digest=digest_of(token),
            person=person.id,
            device=device[0],
            device_name=device[1],
            expires=now() + LIFETIME,
        )
    )
    return SignedIn(token, person, viewer)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(session: Database, token: str, account: str) -> Session | None:
    """The open session of this token, if it is this account's."""
    row = session.get(Session, digest_of(token))
    return row if row and row.person == account and row.expires > now() else None


def end(session: Database, digest: str) -> None:
    session.execute(delete(Session).where(Session.digest == digest))


def purge(session: Database) -> int:
    """Delete what has run out; how many sessions."""
    session.execute(delete(SignInFailure).where(SignInFailure.at < now() - FORGET_AFTER))
    return session.execute(delete(Session).where(Session.expires < now())).rowcount  # type: ignore[attr-defined]


def _count(session: Database, failure: SignInFailure | None, name: str, address: str) -> None:
    if failure is None:
        session.add(SignInFailure(username=name[:200], address=address, count=1))
        return
    failure.count = 1 if now() - failure.at > FORGET_AFTER else failure.count + 1
    failure.at = now()


def _wait(failure: SignInFailure) -> int:
    """Whole seconds until the next try: twice as long after each failure past the free ones."""
    over = failure.count - FREE_TRIES
    if over < 0:
        return 0
    since = (now() - failure.at).total_seconds()
    return max(0, round(min(2 ** min(over, 9), LONGEST_WAIT) - since + 0.5))
