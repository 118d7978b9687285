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

ERASED = "erased"
"""The detail of an entry that notes a person's erasure: number of an entry -> digest of what was left of it."""

PAGE = 1_000  # rows read from the database at a time


def digest_of(entry: Mapping[str, object], at: str, previous: str) -> str:
    """The digest of an audit entry, SHA-256 in hex, over its columns and ``previous``, the digest of the entry before
    it.

    ``at``: the entry's time in ISO 8601.
    """
    hashed = {name: value for name, value in entry.items() if name not in ("digest", "previous")}
    return hashlib.sha256(previous.encode() + canonical(hashed | {"at": at})).hexdigest()


def readable(details: Mapping[str, object]) -> dict[str, object]:
    """The details of an entry as people read and search them: without the digests, which are for ``chain_faults``."""
    return {name: value for name, value in details.items() if name != ERASED}


def chain_faults(session: Database) -> Iterator[str]:
    """Check the whole audit; yields what is wrong, as English text: the first entry that is missing or changed, or else
    that the head does not match the last entry. Yields nothing if the audit is sound; what was changed by an erasure
    that an entry notes is."""
    seq, digest, broken = 0, START, ""
    changed: dict[str, str] = {}
    erased: dict[str, str] = {}
    columns = AuditEntry.__table__.columns
    for row in session.execute(select(*columns).order_by(AuditEntry.seq)).yield_per(PAGE).mappings():
        entry = dict(row)
        seq += 1
        if entry["seq"] != seq or entry["previous"] != digest:
            what = "missing" if entry["seq"] != seq else "changed, or what came before it was"
            broken = f"audit entry {seq}: {what}"
            break
        digest = entry["digest"]
        found = digest_of(entry, entry["at"].isoformat(), entry["previous"])
        if digest == found:
            erased |= entry["details"].get(ERASED) or {}
        else:
            changed[str(seq)] = found
    # An erasure is noted after what it changed, and the last one holds.
    for number, found in changed.items():
        if erased.get(number) != found:
            yield f"audit entry {number}: changed, or what came before it was"
            return
    if broken:
        yield broken
        return
    head = session.execute(select(AuditHead.seq, AuditHead.digest)).one_or_none() or (0, START)
    if tuple(head) != (seq, digest):
        yield f"audit entry {max(seq, head[0])}: the chain ends at {seq}, its head says {head[0]}"
