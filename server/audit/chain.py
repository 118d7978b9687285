"""The hash chain of the audit: each entry's digest covers the digest of the entry before it, so that tampering
shows."""

import hashlib
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.audit import AuditEntry, AuditHead
from sync.protocol.canonical import canonical

START = "0" * 64
"""What the first entry holds as the digest of the entry before it."""

PAGE = 1_000  # rows read from the database at a time


def digest_of(entry: Mapping[str, object], at: str, previous: str) -> str:
    """The digest of an audit entry, SHA-256 in hex, over its columns and ``previous``, the digest of the entry before
    it.

    ``at``: the entry's time in ISO 8601.
    """
    hashed = {name: value for name, value in entry.items() if name not in ("digest", "previous")}
    return hashlib.sha256(previous.encode() + canonical(hashed | {"at": at})).hexdigest()


def chain_faults(session: Database) -> Iterator[str]:
    """Check the whole audit; yields what is wrong, as English text: the first entry that is missing or changed, or else
    that the head does not match the last entry. Yields nothing if the audit is sound."""
    seq, digest = 0, START
    columns = AuditEntry.__table__.columns
    for row in session.execute(select(*columns).order_by(AuditEntry.seq)).yield_per(PAGE).mappings():
        entry = dict(row)
        seq += 1
        if entry["seq"] != seq:
            yield f"audit entry {seq}: missing"
            return
        if entry["previous"] != digest or entry["digest"] != digest_of(
            entry, entry["at"].isoformat(), entry["previous"]
        ):
            yield f"audit entry {seq}: changed, or what came before it was"
            return
        digest = entry["digest"]
    head = session.execute(select(AuditHead.seq, AuditHead.digest)).one_or_none() or (0, START)
    if tuple(head) != (seq, digest):
        yield f"audit entry {max(seq, head[0])}: the chain ends at {seq}, its head says {head[0]}"
