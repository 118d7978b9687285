"""Failed sign-ins in the audit: the first few get an entry each, later ones only now and then, so that guessing cannot
flood it."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Database

from server.audit import append as audit
from server.audit.append import Origin
from server.auth.sign_in_throttle import ALL
from server.models.audit import AuditEntry
from server.models.auth import SignInFailure
from server.platform.clock import now

WITHIN = timedelta(hours=1)
EACH = 5  # failures from one address in an hour that get an entry each
MOST = 200  # entries of one action in an hour, over all addresses


def note(
    session: Database, origin: Origin, account: str | None, place: str, action: str, void: str | None = None
) -> None:
    """Add an audit entry for a failed sign-in, if it is due; the failure must have been counted before.

    Due are the first five failures from a place within an hour, and later the eighth, sixteenth and so on, but at most
    200 entries of one ``action`` (wrong passwords, spent codes, second factors) an hour. A username that no account has
    is not written down, since people type passwords there. ``account``: whose username was typed. ``place``: the
    address by which the throttle counts. ``void``: why the account's one-time code, which was typed, opened nothing;
    None otherwise.
    """
    count = func.coalesce(func.sum(SignInFailure.count), 0)
    here = (SignInFailure.address == place, SignInFailure.username != ALL)
    failures = session.scalar(select(count).where(*here, SignInFailure.at > now() - WITHIN)) or 0
    noted = _noted_lately(session, action)
    if noted >= MOST or not _worth(failures):
        return
    target = ("person", account) if account else None
    last = noted == MOST - 1 or None  # of this hour: more may follow without an entry
    audit.record(session, origin, action, target, None, failures=failures, reason=void, last=last)


def _noted_lately(session: Database, action: str) -> int:
    """The number of audit entries of this action in the last hour, counted up to 200."""
    query = select(AuditEntry.seq).where(AuditEntry.action == action, AuditEntry.at > now() - WITHIN).limit(MOST)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _worth(failures: int) -> bool:
    """Whether this number of failures is due an entry: up to five, or a power of two."""
    return failures <= EACH or failures & (failures - 1) == 0
