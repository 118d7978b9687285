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
EACH = 5  # failures of one address in an hour that get an entry each
MOST = 200  # entries in an hour, over all addresses


def note(session: Database, origin: Origin, person: Person | None, code: Code | None) -> None:
    """Write a failed sign-in, counted already, into the audit: the first five from an address within an hour, then each
    power of two; at most 200 an hour in all.

    What was typed for a username is not kept where no account has it: people type passwords there. ``code``: the one
    of the person that was typed and no longer holds.
    """
    session.flush()
    count = func.coalesce(func.sum(SignInFailure.count), 0)
    since = now() - WITHIN
    from_here = select(count).where(SignInFailure.address == (origin.address or ""), SignInFailure.at > since)
    failures = session.scalar(from_here) or 0
    action = "code.refused" if code else "session.refused"
    noted = _noted_lately(session, action)
    if noted >= MOST or not _worth(failures):
        return
    reason = None if code is None else "used" if code.used else "expired"
    target = ("person", person.id) if person else None
    last = noted == MOST - 1 or None  # of this hour: more may follow without an entry
    audit.record(session, origin, action, target, None, failures=failures, reason=reason, last=last)


def _noted_lately(session: Database, action: str) -> int:
    """How many such entries the last hour has."""
    query = select(AuditEntry.seq).where(AuditEntry.action == action, AuditEntry.at > now() - WITHIN).limit(MOST)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _worth(failures: int) -> bool:
    """The first ones, then every power of two."""
    return failures <= EACH or failures & (failures - 1) == 0
