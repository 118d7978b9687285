"""Erasing what the audit holds of a person, so that the chain still checks."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Database

from server.audit.append import SYSTEM, record
from server.audit.older_entries import redact
from server.audit.personal import ERASED, TAKEN
from server.models.audit import AuditHead, AuditPersonal
from server.platform.append_only import lifted
from server.platform.older_tables import columns_there, table_of

TABLE = table_of(AuditPersonal)


def erase_from_audit(session: Database, account: str) -> None:
    """Delete what is kept of an account beside entries, salts included, take it out of entries of earlier releases, and
    add the entry that notes it, all in the caller's transaction. Nothing else of an entry changes."""
    # As whoever adds an entry: the head is locked before the tables.
    session.execute(select(AuditHead.id).with_for_update())
    noted: dict[str, object] = {TAKEN: _take(session, account)}
    if left := redact(session, account):
        noted[ERASED] = left
    record(session, SYSTEM, "person.erase", ("person", account), None, **noted)


def _take(session: Database, account: str) -> list[int]:
    """Delete the rows of an account; returns the numbers of their entries."""
    if not columns_there(session, TABLE):
        return []
    theirs = TABLE.c.person == account
    numbers = list(session.scalars(select(TABLE.c.seq).where(theirs).order_by(TABLE.c.seq)))
    if numbers:
        with lifted(session.connection(), TABLE.name):
            session.execute(delete(TABLE).where(theirs))
    return numbers
