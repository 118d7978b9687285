"""One-time codes: printed by whoever looks after somebody, typed once in place of a password."""

import secrets
from datetime import timedelta
from typing import TypedDict

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Database

from server.access.people import governs
from server.audit.actor import Act
from server.models.auth import Code, Session
from server.models.org import Person
from server.org.roles import find, first_unit
from server.platform.clock import now
from server.platform.password_hash import hash_password, password_matches
from sync.protocol.problems import Problem

ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"  # nothing that is read for something else on paper
LENGTH = 12  # 27¹² are 57 bits
GROUP = 4
VALID = timedelta(hours=72)
MISREAD = str.maketrans("ZSB", "258")


class Issued(TypedDict):
    """A new code and whom it is for; the code is shown here and never again. ``expires``: ISO 8601."""

    account: str
    username: str
    name: str
    code: str
    expires: str


class ResetNotice(TypedDict, total=False):
    """Who reset somebody's password, and when; empty once its person has chosen one."""

    reset_by: str
    reset_at: str


def issue(act: Act, account: str, revoke: bool = False) -> Issued:
    """Print a new code for somebody; an earlier one is void and the password stops at once.

    ``revoke``: sign all their devices out too; otherwise those stay, so that unsent work is not stranded.
    Problem ``not_found`` or ``forbidden``.
    """
    person, roles = find(act.session, act.viewer, account)
    if not governs(act.viewer, person.id, roles) or not person.active:
        raise Problem("forbidden")
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    act.session.execute(delete(Code).where(Code.person == person.id))
    row = Code(person=person.id, hash=hash_password(code), issuer=act.viewer.account, expires=now() + VALID)
    act.session.add(row)
    person.password = None
    ended = act.session.execute(delete(Session).where(Session.person == person.id)).rowcount if revoke else 0  # type: ignore[attr-defined]
    unit = first_unit(roles)
    act.record("code.issue", ("person", person.id), unit, expires=row.expires, revoked=ended)
    return {
        "account": person.id,
        "username": person.username,
        "name": person.name,
        "code": grouped(code),
        "expires": row.expires.isoformat(),
    }


def grouped(code: str) -> str:
    """A code as it is printed: ``ACDE-FGHJ-KMNP``."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def parse(text: str) -> str | None:
    """A code as somebody typed it: small letters, spaces and dashes do not matter; None if it is no code."""
    bare = "".join(text.replace("-", " ").split()).upper().translate(MISREAD)
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else None


def typed_by(session: Database, person: Person, text: str) -> Code | None:
    """The person's code, if that is what they typed, whether it still holds or not; else None."""
    code = parse(text)
    row = session.get(Code, person.id, with_for_update=True) if code else None
    return row if row and code and password_matches(row.hash, code) else None


def holds(code: Code) -> bool:
    """Whether a code can still be signed in with: it was not used, and its 72 hours are not over."""
    return code.used is None and code.expires > now()


def reset_notice(session: Database, account: str) -> ResetNotice:
    """Who reset an account's password and when, until its person has chosen one."""
    query = select(Code.issued, Person.name).join(Person, Person.id == Code.issuer).where(Code.person == account)
    row = session.execute(query).one_or_none()
    return {"reset_by": row.name, "reset_at": row.issued.isoformat()} if row else {}
