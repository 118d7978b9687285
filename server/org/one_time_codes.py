"""One-time codes: a leader or officer prints one for somebody, who signs in with it once and then chooses a
password."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, TypedDict

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session as Database

from server.access.people import oversees, resets
from server.access.viewer import Grant, Viewer, viewer_of
from server.audit.actor import Act
from server.models.audit import AuditEntry
from server.models.auth import Code, Session
from server.models.log import Record
from server.models.org import Person, Role, Unit
from server.models.tokens import AccessToken
from server.org.roles import find, first_unit
from server.org.workplaces import workplaces_of
from server.platform.clock import now
from server.platform.password_hash import hash_password
from sync.protocol.problems import Problem

ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"  # no letters or digits that are easily confused on paper
LENGTH = 12  # 27¹² are 57 bits
GROUP = 4
VALID = timedelta(hours=72)
EVER = datetime(1970, 1, 1, tzinfo=UTC)  # before any device signed in
MISREAD = str.maketrans("ZSB", "258")  # letters that are in no code → the digits that they were read from


class Drawn(NamedTuple):
    """A new code, and the hash by which it will be known."""

    code: str
    hash: str


class Issued(TypedDict):
    """A new one-time code and the person it is for. The code is shown here only and never again. ``expires``: ISO
    8601."""

    account: str
    username: str
    name: str
    code: str
    expires: str


class ResetNotice(TypedDict, total=False):
    """Who reset somebody's password, and when (ISO 8601); empty once they have chosen a new password."""

    reset_by: str
    reset_at: str


def draw() -> Drawn:
    """A new code with its hash, to be issued. Call it while no transaction is open; Problem ``slow_down`` if too many
    passwords are being hashed."""
    code = random_code(LENGTH)
    return Drawn(code, hash_password(code))


def random_code(length: int) -> str:
    """So many random letters and digits that are not easily confused on paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def may_issue(session: Database, viewer: Viewer, account: str) -> tuple[Person, list[Grant]]:
    """The person with their roles, now or to come. Problem ``not_found`` if the viewer may not look them up,
    ``forbidden`` if they may not print a code for them."""
    person, roles = find(session, viewer, account)
    if not person.active or not resets(viewer, person.id, roles, workplaces_of(session, [person.id])[person.id]):
        raise Problem("forbidden")
    return person, roles


def issue(act: Act, account: str, drawn: Drawn, revoke: bool = False) -> Issued:
    """Issue a one-time code for somebody: it is valid for 72 hours; their password, any earlier code and all tokens of
    theirs stop at once.

    ``revoke``: also sign out all their devices. By default these stay signed in, so that they can send unsent data; but
    none that an earlier code signed in and that has chosen no password does, nor, if this code shows again what a
    stranger's code had hidden, one that began after that: whoever printed it may be using it. Problems as
    ``may_issue``.
    """
    person, roles = may_issue(act.session, act.viewer, account)
    act.session.execute(delete(Code).where(Code.person == person.id))
    # A program has nothing unsent: whoever has the account again lets it in anew.
    act.session.execute(delete(AccessToken).where(AccessToken.person == person.id))
    shown = _hide_what_was_left(act, person)
    row = Code(person=person.id, hash=drawn.hash, issuer=act.viewer.account, expires=now() + VALID)
    act.session.add(row)
    person.password = None
    ended = _sign_out(act.session, person, EVER if revoke else _first_hidden(act.session, person, shown))
    unit = first_unit(roles)
    act.record("code.issue", ("person", person.id), unit, expires=row.expires, revoked=ended)
    return {
        "account": person.id,
        "username": person.username,
        "name": person.name,
        "code": grouped(drawn.code),
        "expires": row.expires.isoformat(),
    }


def _sign_out(session: Database, person: Person, since: datetime | None) -> int:
    """Sign out the devices on which a code was used but no password chosen, and those that signed in from the moment
    ``since`` on; returns how many."""
    doubtful = or_(Session.must_choose, Session.created >= since) if since else Session.must_choose
    theirs = delete(Session).where(Session.person == person.id, doubtful).returning(Session.digest)
    return len(session.scalars(theirs).all())


def _first_hidden(session: Database, person: Person, shown: Sequence[Role]) -> datetime | None:
    """When a code was first printed for somebody that hid one of these roles; None if none is shown again.

    The audit knows it; a code that was printed before they first signed in hid nothing. Somebody whose account is
    disabled reaches no unit.
    """
    if not shown:
        return None
    of_them = select(AuditEntry.action, AuditEntry.actor, AuditEntry.at).where(
        AuditEntry.kind == "person", AuditEntry.target == person.id
    )
    places = [session.get_one(Unit, role.unit) for role in shown]
    begun = False
    for action, actor, at in session.execute(of_them.order_by(AuditEntry.seq)):
        begun = begun or action == "session.begin"
        if begun and action == "code.issue":
            viewer = viewer_of(session, actor) if actor else None
            if viewer is None or not all(oversees(viewer, unit.id, unit.path) for unit in places):
                return at
    return EVER


def _hide_what_was_left(act: Act, person: Person) -> list[Role]:
    """Let nothing be shown, once it is left, of units that whoever prints a code for somebody does not reach: the
    printer may use it themselves. Of units that they do reach it is shown again. A first code hides nothing: before it
    nobody can have been at work under that name.

    Returns the roles of which what was hidden is shown again.
    """
    shown: list[Role] = []
    began = _has_begun(act.session, person)
    query = select(Role, Unit.path).join(Unit, Unit.id == Role.unit)
    for role, path in act.session.execute(query.where(Role.person == person.id, Role.since <= now())):
        if oversees(act.viewer, role.unit, path):
            shown += [role] if role.hidden else []
            role.hidden = False
        elif began:
            role.hidden = True
    return shown


def _has_begun(session: Database, person: Person) -> bool:
    """Whether somebody has ever been at work under this account."""
    if person.password is not None:
        return True
    signed_in = select(Session.digest).where(Session.person == person.id).limit(1)
    wrote = select(Record.id).where(Record.author == person.id).limit(1)
    return session.scalar(signed_in) is not None or session.scalar(wrote) is not None


def grouped(code: str) -> str:
    """A code as it is printed, in groups of four: ``ACDE-FGHJ-KMNP``."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def parse(text: str) -> str | None:
    """The code that somebody typed, without the dashes and spaces, in capitals, and with misread letters mended; None
    if the text is no code."""
    bare = "".join(text.replace("-", " ").split()).upper().translate(MISREAD)
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else None


def holds(code: Code) -> bool:
    """Whether a code can still be signed in with: it was not used and has not expired."""
    return code.used is None and code.expires > now()


def reset_notice(session: Database, account: str) -> ResetNotice:
    """Who reset an account's password and when; empty if it was not reset, or a new password has been chosen since."""
    query = select(Code.issued, Person.name).join(Person, Person.id == Code.issuer).where(Code.person == account)
    row = session.execute(query).one_or_none()
    return {"reset_by": row.name, "reset_at": row.issued.isoformat()} if row else {}
