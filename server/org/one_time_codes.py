"""One-time codes: printed by whoever looks after somebody, typed once in place of a password."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Database

from server.access.people import governs
from server.audit.actor import Act
from server.models.auth import Code, Session
from server.models.org import Person
from server.org.people import hash_password, password_matches
from server.org.roles import find, first_unit
from server.platform.clock import now
from sync.protocol.canonical import Json
from sync.protocol.problems import Problem

ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"  # nothing that is read for something else on paper
LENGTH = 12  # 27¹² are 57 bits
GROUP = 4
VALID = timedelta(hours=72)
MISREAD = str.maketrans("ZSB", "258")


def issue(act: Act, account: str, revoke: bool = False) -> Json:
    """A new code for somebody; an earlier one is void and the password stops at once.

    ``revoke``: sign all their devices out too; otherwise those stay, so that unsent work is not stranded.
    ``{"account", "username", "name", "code", "expires"}``: the code is told here and never again.
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
    """As it is printed: ``ACDE-FGHJ-KMNP``."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def parse(text: str) -> str | None:
    """A code as somebody typed it: small letters, spaces and dashes do not matter; None if it is no code."""
    bare = "".join(text.replace("-", " ").split()).upper().translate(MISREAD)
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else None


def typed_by(session: Database, person: Person, text: str) -> Code | None:
    """The person's code, if that is what was typed, whether it still holds or not."""
    code = parse(text)
    row = session.get(Code, person.id, with_for_update=True) if code else None
    return row if row and code and password_matches(row.hash, code) else None


def holds(code: Code) -> bool:
    return code.used is None and code.expires > now()


def reset_notice(session: Database, account: str) -> Json:
    """Who reset the account's password and when, until its person has chosen one: ``{"reset_by", "reset_at"}``."""
    query = select(Code.issued, Person.name).join(Person, Person.id == Code.issuer).where(Code.person == account)
    row = session.execute(query).one_or_none()
    return {"reset_by": row.name, "reset_at": row.issued.isoformat()} if row else {}
