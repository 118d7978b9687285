"""Signing in and staying signed in: sessions last 400 days, and only the hash of a session's random token is kept
here."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy.orm import Session as Database

from server.access.viewer import Viewer, viewer_from, viewer_of, with_roles
from server.audit import append as audit
from server.audit.append import Origin
from server.auth import known_phones
from server.auth.identification import CODE, Claim, Proof, accept_both, identify, note_wrong_factor
from server.auth.second_factor import Typed
from server.models.auth import Session
from server.models.bundles import BundledDraft
from server.models.catalog import NUMBER
from server.models.log_storage import SESSION
from server.models.org import Person
from server.platform.clock import now
from server.platform.database import again, write
from server.registers.published import TURN
from sync.protocol.problems import Problem

LIFETIME = timedelta(days=400)  # the longest that browsers keep a cookie

# Built once, and one statement for all that every request needs to know.
_DRAFTS = exists().where(BundledDraft.person == bindparam("account"), BundledDraft.session != bindparam("own"))
_SESSIONS = select(
    *(Session.digest, Session.person, Session.device_name, Session.app, Session.seen, Session.must_choose),
    Session.expires,
    Person.active,
    TURN.scalar_subquery().label("turn"),
    NUMBER.scalar_subquery().label("number"),
    _DRAFTS.label("drafts"),
)
_SESSION = with_roles(_SESSIONS.join(Person, Person.id == Session.person)).where(
    Session.digest == bindparam("digest"), Session.person == bindparam("account")
)


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
    username: str, password: str, address: str, device: tuple[str | None, str | None], factor: Typed | None = None
) -> SignedIn:
    """Sign somebody in with a username and a password, or a one-time code, which is then used up; returns the new
    session, which is committed. Call it while no transaction is open.

    ``address``: the IP address. ``device``: the phone's id and name, as it gives them. ``factor``: the code of the
    second factor. Problem ``unauthenticated``, ``second_factor`` if only that is missing or wrong, or ``slow_down``.
    """
    claim = Claim(username, password, Origin(None, address, None, device[1]), device[0], factor=factor)
    proof = identify(claim)
    try:
        return again(lambda: _begin(claim, proof))
    except Problem as problem:
        if problem.code == "second_factor" and factor is not None:
            again(lambda: note_wrong_factor(claim.origin, proof))
        raise


def _begin(claim: Claim, proof: Proof) -> SignedIn:
    with write() as session:
        person = accept_both(session, proof, claim.factor)
        viewer = viewer_of(session, person.id)
        if viewer is None:
            raise Problem("unauthenticated")
        token = secrets.token_urlsafe(32)
        begun = Session(
            digest=digest_of(token),
            person=person.id,
            device=claim.phone,
            device_name=claim.origin.device,
            expires=now() + LIFETIME,
            must_choose=proof.by == CODE,
        )
        session.add(begun)
        known_phones.remember(session, claim.phone, person.id)
        here = Origin(person.id, claim.origin.address, begun.digest, claim.origin.device)
        audit.record(session, here, "session.begin", ("person", person.id), None, by=proof.by)
        return SignedIn(token, person, viewer, begun.must_choose)


def digest_of(token: str) -> str:
    """The hash, SHA-256 in hex, by which the database knows a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Phone(NamedTuple):
    """What is stored of a session that a request needs; no object of the ORM, as every request reads it.

    Its members are those of ``models.auth.Session``.
    """

    digest: str
    person: str
    device_name: str | None
    app: str | None
    seen: datetime
    must_choose: bool


class Found(NamedTuple):
    """The session of a request, and what its statement finds besides.

    ``viewer``: its person, None while the account is disabled. ``turn``: how often registers were published by now.
    ``drafts``: a file has brought drafts that another phone of the account had.
    """

    phone: Phone
    viewer: Viewer | None
    turn: int
    drafts: bool


def find(session: Database, token: str, account: str) -> Found | None:
    """The session of a cookie's token; None unless it belongs to this account and has not expired."""
    digest = digest_of(token)
    rows = session.connection().execute(_SESSION, {"digest": digest, "account": account, "own": digest[:SESSION]}).all()
    if not rows or rows[0].expires <= now():
        return None
    viewer = viewer_from(session, account, rows, rows[0].number) if rows[0].active else None
    return Found(Phone(*rows[0][: len(Phone._fields)]), viewer, rows[0].turn or 0, rows[0].drafts)


def end(session: Database, origin: Origin) -> None:
    """Sign out: delete the session that ``origin`` names, and add an audit entry."""
    session.execute(delete(Session).where(Session.digest == origin.session))
    audit.record(session, origin, "session.end", ("person", origin.actor or ""))
