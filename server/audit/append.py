"""The audit: what people did besides recording, one entry after another in a chain that shows any tampering.

What is done to records is in the log of their scope. Entries are never changed and never deleted: the database itself
refuses it (``server.platform.append_only``), and ``faults`` finds what was done behind its back.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session as Database

from server.models.audit import AuditEntry, AuditHead
from server.models.org import Cluster, Person, Unit
from server.platform.clock import now
from sync.folding import fold
from sync.protocol.canonical import Json, canonical, sound_text

START = "0" * 64
LONGEST = 200  # characters of an address, a device's name, or a plain text among the details
PAGE = 1_000

ACTIONS = (
    *("session.begin", "session.refused", "session.end", "session.revoke"),
    *("code.issue", "code.refused", "password.choose"),
    *("person.create", "person.change", "person.end", "role.give", "role.end"),
    *("unit.create", "unit.change", "unit.move", "unit.end"),
    *("cluster.create", "cluster.change", "cluster.delete"),
    *("import.apply", "export.make", "period.close", "period.open", "quarantine.take", "quarantine.refuse"),
    *("report.freeze", "template.change", "register.draft", "register.discard", "register.publish", "restore.record"),
)

NAMED: dict[str, Any] = {"person": Person, "unit": Unit, "cluster": Cluster}  # kinds of targets that have a name


@dataclass(frozen=True, slots=True)
class Origin:
    """Who acts and from where; all None: the system itself."""

    actor: str | None = None
    address: str | None = None
    session: str | None = None  # digest
    device: str | None = None


SYSTEM = Origin()


class NewEntry(NamedTuple):
    """What ``record`` takes of one entry."""

    action: str
    target: tuple[str, str] | None
    unit: str | None
    details: Json


def record(
    session: Database,
    origin: Origin,
    action: str,
    target: tuple[str, str] | None = None,
    unit: str | None = None,
    **details: Any,
) -> None:
    """Add an entry, in the caller's transaction: it is there if what it tells of is.

    ``target``: (kind, id). ``unit``: whose leaders, and those above, may read it. ``details``: plain JSON values, no
    secrets. Call it last: from here to the end of the transaction all other writers of the audit wait.
    Raises ValueError for an action that is not in ``ACTIONS``.
    """
    record_all(session, origin, [NewEntry(action, target, unit, details)])


def record_all(session: Database, origin: Origin, told: Iterable[NewEntry]) -> None:
    """Add many entries at once, in order; see ``record``."""
    session.flush()
    entries = [_entry(session, origin, one) for one in told]
    if not entries:
        return
    seq, digest = _lock(session)
    for entry in entries:
        seq += 1
        entry |= {"seq": seq, "previous": digest}
        entry["digest"] = digest = digest_of(entry)
    session.execute(insert(AuditEntry), [entry | {"search_text": entry["words"]} for entry in entries])
    session.execute(update(AuditHead).values(seq=seq, digest=digest))


def _entry(session: Database, origin: Origin, told: NewEntry) -> Json:
    if told.action not in ACTIONS:
        raise ValueError(f"no such action: {told.action}")
    kind, key = told.target or (None, None)
    entry: Json = {
        "at": now(),
        "actor": origin.actor,
        "action": told.action,
        "kind": kind,
        "target": key,
        "unit": told.unit,
        "address": _bounded(origin.address),
        "session": origin.session,
        "device": _bounded(origin.device),
        "details": _plain(told.details),
    }
    return entry | {"words": _words(session, entry)}


def digest_of(entry: Mapping[str, Any]) -> str:
    """The hash over an entry and the digest of the one before it, hex."""
    said = {name: value for name, value in entry.items() if name not in ("digest", "previous")}
    said["at"] = entry["at"].isoformat()
    return hashlib.sha256(entry["previous"].encode() + canonical(said)).hexdigest()


def faults(session: Database) -> Iterator[str]:
    """The first entry at which the chain breaks, and whether the head is that of the last one."""
    seq, digest = 0, START
    columns = AuditEntry.__table__.columns
    for row in session.execute(select(*columns).order_by(AuditEntry.seq)).yield_per(PAGE).mappings():
        entry = dict(row)
        seq += 1
        if entry["seq"] != seq:
            yield f"audit entry {seq}: missing"
            return
        if entry["previous"] != digest or entry["digest"] != digest_of(entry):
            yield f"audit entry {seq}: changed, or what came before it was"
            return
        digest = entry["digest"]
    head = session.execute(select(AuditHead.seq, AuditHead.digest)).one_or_none() or (0, START)
    if tuple(head) != (seq, digest):
        yield f"audit entry {max(seq, head[0])}: the chain ends at {seq}, its head says {head[0]}"


def _lock(session: Database) -> Row[int, str]:
    first = {"id": 1, "seq": 0, "digest": START}
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sqlite_insert(AuditHead).values(first).on_conflict_do_nothing())
    else:
        session.execute(postgresql_insert(AuditHead).values(first).on_conflict_do_nothing())
    return session.execute(select(AuditHead.seq, AuditHead.digest).with_for_update()).one()


def _plain(value: Any) -> Any:
    """The details as JSON keeps them: times as text, texts bounded and without what a database refuses."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, datetime):
        return value.isoformat()
    return _bounded(value) if isinstance(value, str) else value


def _bounded(value: str | None) -> str | None:
    if value is None or (len(value) <= LONGEST and sound_text(value)):
        return value
    return "".join(letter for letter in value if sound_text(letter))[:LONGEST]


def _words(session: Database, entry: Json) -> str:
    """What it is found by: names of who and whom, and the texts among the details."""
    named: list[Any] = [session.get(Person, entry["actor"])] if entry["actor"] else []
    if table := NAMED.get(entry["kind"]):
        named.append(session.get(table, entry["target"]))
    texts = [part for one in named if one for part in (one.name, getattr(one, "username", ""))]
    return fold(" ".join([*texts, *_texts(entry["details"])]))[:2_000]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
