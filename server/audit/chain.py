"""The hash chain of the audit: each entry's digest covers the digest of the entry before it, so that tampering
shows."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session as Database

from server.audit.personal import ERASED, TAKEN, digest_of_row
from server.models.audit import AuditEntry, AuditHead, AuditPersonal
from sync.protocol.canonical import canonical

START = "0" * 64
"""What the first entry holds as the digest of the entry before it."""

PAGE = 1_000  # rows read from the database at a time

LATER = ("personal_digests",)
"""Columns that the digest covers only where they are filled: entries of earlier releases had none."""


def digest_of(entry: Mapping[str, object], at: str, previous: str) -> str:
    """The digest of an audit entry, SHA-256 in hex, over its columns and ``previous``, the digest of the entry before
    it.

    ``at``: the entry's time in ISO 8601.
    """
    left = {"digest", "previous", *(name for name in LATER if entry.get(name) is None)}
    hashed = {name: value for name, value in entry.items() if name not in left}
    return hashlib.sha256(previous.encode() + canonical(hashed | {"at": at})).hexdigest()


def chain_faults(session: Database) -> Iterator[str]:
    """Check the whole audit; yields what is wrong, as English text: the first entry that is missing or changed, itself
    or what is kept beside it, or else that the head does not match the last entry. Yields nothing if the audit is
    sound; what was changed or deleted by an erasure that an entry notes is."""
    check = _Check()
    for entry, beside in _entries(session):
        if not check.follows(entry):
            break
        check.content(entry)
        check.values(entry, beside)
    head = session.execute(select(AuditHead.seq, AuditHead.digest)).one_or_none() or (0, START)
    if fault := check.first_fault() or check.end(*head):
        yield fault


class _Check:
    """What was found so far, entry by entry."""

    def __init__(self) -> None:
        self.seq, self.digest, self.broken = 0, START, ""
        self.changed: dict[int, str] = {}  # number → digest of what an entry holds now
        self.lost: list[tuple[int, str]] = []  # number and person whose row is not there
        self.unlike: list[int] = []  # numbers of entries beside which a row stands that they do not know
        self.erased: dict[int, str] = {}
        self.taken: set[tuple[int, str]] = set()

    def follows(self, entry: RowMapping) -> bool:
        """Whether an entry is the next one."""
        self.seq += 1
        if entry["seq"] == self.seq and entry["previous"] == self.digest:
            return True
        what = "missing" if entry["seq"] != self.seq else "changed, or what came before it was"
        self.broken = f"audit entry {self.seq}: {what}"
        return False

    def content(self, entry: RowMapping) -> None:
        """Look at what an entry holds itself."""
        at, details = entry["at"], entry["details"]
        self.digest = str(entry["digest"])
        found = digest_of(dict(entry), at.isoformat(), str(entry["previous"]))
        if found != self.digest:
            self.changed[self.seq] = found
        else:
            # An erasure is noted after what it changed, and the last one holds.
            self.erased |= {int(number): left for number, left in details.get(ERASED, {}).items()}
            self.taken |= {(number, entry["target"]) for number in details.get(TAKEN, ())}

    def values(self, entry: RowMapping, beside: Mapping[str, str]) -> None:
        """Look at what is kept beside an entry: person → digest of the row."""
        known = entry["personal_digests"] or {}
        self.lost += [(self.seq, person) for person in known if person not in beside]
        if any(known.get(person) != digest for person, digest in beside.items()):
            self.unlike.append(self.seq)

    def first_fault(self) -> str:
        """The first entry that is wrong; empty if none is."""
        faults = [
            *((number, "changed, or what came before it was") for number in self._changed()),
            *((number, "what is kept beside it was deleted") for number in self._lost()),
            *((number, "what is kept beside it was changed") for number in self.unlike),
        ]
        return "audit entry {}: {}".format(*min(faults)) if faults else self.broken

    def _changed(self) -> Iterator[int]:
        return (number for number, found in self.changed.items() if self.erased.get(number) != found)

    def _lost(self) -> Iterator[int]:
        return (number for number, person in self.lost if (number, person) not in self.taken)

    def end(self, seq: int, digest: str) -> str:
        """Whether the head's number and digest are those of the last entry; empty if they are."""
        if (seq, digest) == (self.seq, self.digest):
            return ""
        return f"audit entry {max(self.seq, seq)}: the chain ends at {self.seq}, its head says {seq}"


def _entries(session: Database) -> Iterator[tuple[RowMapping, Mapping[str, str]]]:
    """Every entry with what is kept beside it, person → digest of the row; in order."""
    columns = AuditEntry.__table__.columns
    found = session.execute(select(*columns).order_by(AuditEntry.seq)).yield_per(PAGE).mappings()
    for page in found.partitions():
        beside = _beside(session, page)
        for entry in page:
            yield entry, beside.get(entry["seq"], {})


def _beside(session: Database, page: Sequence[RowMapping]) -> dict[int, dict[str, str]]:
    columns = AuditPersonal.__table__.columns
    found: dict[int, dict[str, str]] = {}
    between = AuditPersonal.seq.between(page[0]["seq"], page[-1]["seq"])
    for row in session.execute(select(*columns).where(between)).mappings():
        found.setdefault(row["seq"], {})[row["person"]] = digest_of_row(dict(row))
    return found
