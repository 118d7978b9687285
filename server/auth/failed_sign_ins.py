"""Failed sign-ins in the audit: the first ones each, then summed up, so that guessing cannot flood it."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Database

from server.audit import append as audit
from server.audit.append import Origin
from server.models.audit import AuditEntry
from server.models.auth import Code, SignInFailure
from server.models.org import Person
from server.platform.clock import now

WITHIN = timedelta(hours=1)
EACH = 5  # failures of one address in an hour that are told one by one
MOST = 200  # entries in an hour, over all addresses


def note(session: Database, origin: Origin, person: Person | None, code: Code | None) -> None:
    """One more failure of this address, already counted; told where its number is worth an entry.

    What was typed for a username is not kept where no account has it: people type passwords there. ``code``: the
    person's, which was typed and no longer holds.
    """
    session.flush()
    count = func.coalesce(func.sum(SignInFailure.count), 0)
    since = now() - WITHIN
    from_here = select(count).where(SignInFailure.address == (origin.address or ""), SignInFailure.at > since)
    failures = session.scalar(from_here) or 0
    action = "code.refused" if code else "session.refused"
    told = _told_lately(session, action)
    if told >= MOST or not _worth(failures):
        return
    reason = None if code is None else "used" if code.used else "expired"
    target = ("person", person.id) if person else None
    last = told == MOST - 1 or None  # of this hour: more may follow untold
    audit.record(session, origin, action, target, None, failures=failures, reason=reason, last=last)


def _told_lately(session: Database, action: str) -> int:
    query = select(AuditEntry.seq).where(AuditEntry.action == action, AuditEntry.at > now() - WITHIN).limit(MOST)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _worth(failures: int) -> bool:
    """The first ones, then every power of two."""
    return failures <= EACH or failures & (failures - 1) == 0
