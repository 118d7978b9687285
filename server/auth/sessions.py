"""Signing in and staying signed in: sessions last 400 days, and only the hash of a session's random token is kept
here."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session as Database

from server.access.viewer import Viewer, viewer_of
from server.audit import append as audit
from server.audit.append import Origin
from server.auth import failed_sign_ins, sign_in_throttle
from server.models.auth import Session, SignInFailure
from server.models.org import Person
from server.org import one_time_codes
from server.org.usernames import holder, username_of
from server.platform.clock import now
from server.platform.password_hash import password_matches
from sync.protocol.problems import Problem

LIFETIME = timedelta(days=400)  # the longest that browsers keep a cookie
CODE, PASSWORD = "code", "password"  # what somebody signed in with

_SESSION = select(Session).where(Session.digest == bindparam("digest"))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun.

    ``token``: the secret that goes into the cookie and nowhere else. ``must_choose``: the person used a one-time code
    and has to choose a password before they may do anything else.
    """

    token: str
    person: Person
    viewer: Viewer
    must_choose: bool = False


def sign_in(
    session: Database, username: str, password: str, address: str, device: tuple[str | None, str | None]
) -> SignedIn | Problem:
    """Sign somebody in with a username and a password, or a one-time code, which is then used up. Returns the new
    session, or a Problem that says why not; the caller commits in both cases, so that failures are counted.

    ``address``: the IP address. ``device``: the phone's id and name, as it gives them.
    """
    name = username_of(username)
    person = holder(session, username)
    origin = Origin(None, address, None, device[1])
    known = identify(session, origin, name, person, password)
    if isinstance(known, Problem):
        return known
    assert person is not None
    viewer = viewer_of(session, person.id)
    assert viewer is not None
    token = secrets.token_urlsafe(32)
    begun = Session(
        digest=digest_of(token),
        person=person.id,
        device=device[0],
        device_name=device[1],
        expires=now() + LIFETIME,
        must_choose=known == CODE,
    )
    session.add(begun)
    here = Origin(person.id, address, begun.digest, device[1])
    audit.record(session, here, "session.begin", ("person", person.id), None, by=known)
    return SignedIn(token, person, viewer, begun.must_choose)


def identify(session: Database, origin: Origin, name: str, person: Person | None, secret: str) -> str | Problem:
    """Check ``secret``, a password or one-time code, against ``person``; returns which of these it was: ``"password"``
    or ``"code"``. A code is then used up.

    Otherwise returns a Problem: ``unauthenticated``, and the failure is counted, or ``slow_down``, if there were too
    many failures and the secret was not even checked. ``name``: the username in its kept form. ``person``: None if no
    active account has that username.
    """
    address = origin.address or ""
    failure = session.get(SignInFailure, (name[:200], address), with_for_update=True)
    if failure and (wait := sign_in_throttle.seconds_left(failure)):
        return Problem("slow_down", retry_after=wait)
    code = one_time_codes.typed_by(session, person, secret) if person else None
    if code and one_time_codes.holds(code):
        code.used = now()
    elif person is None or not password_matches(person.password, secret):
        if person is None:
            password_matches(None, secret)  # as slow as for an account that is there
        sign_in_throttle.count(session, failure, name, address)
        failed_sign_ins.note(session, origin, person, code)
        return Problem("unauthenticated")
    if failure:
        session.delete(failure)
    return CODE if code else PASSWORD


def digest_of(token: str) -> str:
    """The hash, SHA-256 in hex, by which the database knows a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(session: Database, token: str, account: str) -> Session | None:
    """The session of a cookie's token, if it belongs to this account and has not expired; None otherwise."""
    row = session.scalar(_SESSION, {"digest": digest_of(token)})
    return row if row and row.person == account and row.expires > now() else None


def end(session: Database, origin: Origin) -> None:
    """Sign out: delete the session that ``origin`` names, and add an audit entry."""
    session.execute(delete(Session).where(Session.digest == origin.session))
    audit.record(session, origin, "session.end", ("person", origin.actor or ""))
