"""Disabling an account, for a reason, and enabling it again.

A disabled account signs in nowhere and its sessions are over at once; it has left all units. Nothing is stranded: what
waits on a phone stays there, and is sent after the first sign-in once the account is enabled.
"""

from sqlalchemy import delete
from sqlalchemy.orm import Session as Database

from server.access.people import enables, suspends
from server.audit.actor import Act
from server.models.auth import Code, Session
from server.models.org import Person, Suspension
from server.models.tokens import AccessToken
from server.org.accounts import lock
from server.org.roles import first_unit, roles_of, unended
from sync.protocol.problems import Problem


def disable(act: Act, account: str, version: int, reason: str) -> Person:
    """Disable an account; ``reason`` is read by whoever looks after its person. Problem as ``accounts.lock``, or
    ``invalid`` if it is disabled already."""
    person, held = lock(act, account, version, lambda held: suspends(act.viewer, account, unended(held)))
    if not person.active:
        raise Problem("invalid", {"account": {"rule": "disabled"}})
    person.active = False
    act.session.merge(Suspension(person=account, by=act.viewer.account, reason=reason))
    # Its sessions open nothing any more. Their rows say so to the phones that come with them, until it is enabled.
    act.session.execute(delete(Code).where(Code.person == account))
    act.session.execute(delete(AccessToken).where(AccessToken.person == account))
    act.record("account.disable", ("person", account), first_unit(held), why=reason)
    return person


def enable(act: Act, account: str, version: int) -> Person:
    """Enable a disabled account; whoever uses it signs in anew. Problem as ``accounts.lock``, or ``invalid`` if it is
    not disabled."""
    by = _disabled_by(act.session, account)
    higher = unended(roles_of(act.session, by)) if by and by != act.viewer.account else []
    person, held = lock(act, account, version, lambda held: enables(act.viewer, account, unended(held), higher))
    if person.active:
        raise Problem("invalid", {"account": {"rule": "enabled"}})
    person.active = True
    act.session.execute(delete(Suspension).where(Suspension.person == account))
    act.session.execute(delete(Session).where(Session.person == account))
    act.record("account.enable", ("person", account), first_unit(held))
    return person


def _disabled_by(session: Database, account: str) -> str | None:
    """The account of who disabled an account; None if nobody is known to have done so."""
    row = session.get(Suspension, account)
    return row.by if row else None
