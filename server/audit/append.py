"""Adding entries to the audit: what people did besides recording, each chained to the entry before it.

What is done to records is in the log of their scope instead. Entries are never changed and never deleted: the database
refuses it (``server.platform.append_only``), and ``chain.chain_faults`` finds what was changed all the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypedDict

from sqlalchemy import Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session as Database

from server.audit.chain import START, digest_of, readable
from server.models.audit import AuditEntry, AuditHead
from server.models.org import Cluster, Person, Unit
from server.platform.clock import now
from sync.folding import fold
from sync.protocol.canonical import sound_text

LONGEST = 200  # characters of an address, a device's name, or a plain text among the details
LONGEST_SEARCH_TEXT = 2_000  # characters of an entry's text for search

ACTIONS = (
    *("session.begin", "session.refused", "session.end", "session.revoke"),
    *("code.issue", "code.refused", "password.choose"),
    *("person.create", "person.change", "person.end", "role.give", "role.end", "role.keep"),
    *("account.disable", "account.enable"),
    *("factor.add", "factor.refused", "factor.end", "factor.reset"),
    *("unit.create", "unit.change", "unit.move", "unit.end", "unit.keep"),
    *("cluster.create", "cluster.change", "cluster.delete"),
    *("import.apply", "export.make", "period.close", "period.open", "quarantine.take", "quarantine.refuse"),
    *("report.freeze", "report.withdraw", "template.change", "restore.record", "backup.order"),
    *("register.draft", "register.discard", "register.publish"),
)

NAMED: dict[str, type[Person] | type[Unit] | type[Cluster]] = {"person": Person, "unit": Unit, "cluster": Cluster}
"""The kinds of targets that have a name, with their tables."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who acts, and from where. If all is None, the server itself does.

    ``actor``: an account. ``address``: an IP address. ``session``: the digest of the session's token. ``device``: its
    name.
    """

    actor: str | None = None
    address: str | None = None
    session: str | None = None
    device: str | None = None


SYSTEM = Origin()


class NewEntry(NamedTuple):
    """An audit entry to be added; ``record`` says what its members mean."""

    action: str
    target: tuple[str, str] | None
    unit: str | None
    details: Mapping[str, object]


class _Columns(TypedDict):
    """The columns of a new entry, but for its number and digests."""

    at: datetime
    actor: str | None
    action: str
    kind: str | None
    target: str | None
    unit: str | None
    address: str | None
    session: str | None
    device: str | None
    details: dict[str, object]
    words: str


def record(
    session: Database,
    origin: Origin,
    action: str,
    target: tuple[str, str] | None = None,
    unit: str | None = None,
    **details: object,
) -> None:
    """Add an audit entry in the caller's transaction, so that it is kept exactly if the change that it describes is.

    ``action``: one of ``ACTIONS``, else ValueError. ``target``: (kind, id) of what was changed. ``unit``: the id of the
    unit whose leaders, and officers above it, may read the entry. ``details``: plain JSON values, no secrets; those
    that are None are left out. Call it last: from here to the end of the transaction all others who write to the audit
    wait.
    """
    record_all(session, origin, [NewEntry(action, target, unit, details)])


def record_all(session: Database, origin: Origin, new: Iterable[NewEntry]) -> None:
    """Add several audit entries in this order, with the same origin; errors and waiting as ``record``."""
    session.flush()
    entries = [_columns(session, origin, one) for one in new]
    if not entries:
        return
    seq, digest = _lock(session)
    rows: list[dict[str, object]] = []
    for entry in entries:
        seq, previous = seq + 1, digest
        digest = digest_of({**entry, "seq": seq}, entry["at"].isoformat(), previous)
        rows.append({**entry, "search_text": entry["words"], "seq": seq, "previous": previous, "digest": digest})
    session.execute(insert(AuditEntry), rows)
    session.execute(update(AuditHead).values(seq=seq, digest=digest))


def _columns(session: Database, origin: Origin, new: NewEntry) -> _Columns:
    if new.action not in ACTIONS:
        raise ValueError(f"no such action: {new.action}")
    kind, key = new.target or (None, None)
    details = {name: _plain(value) for name, value in new.details.items() if value is not None}
    return {
        "at": now(),
        "actor": origin.actor,
        "action": new.action,
        "kind": kind,
        "target": key,
        "unit": new.unit,
        "address": _bounded(origin.address),
        "session": origin.session,
        "device": _bounded(origin.device),
        "details": details,
        "words": _search_text(session, origin.actor, new.target, details),
    }


def _lock(session: Database) -> Row[int, str]:
    """Lock the audit until the transaction ends; returns number and digest of its last entry."""
    first = {"id": 1, "seq": 0, "digest": START}
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sqlite_insert(AuditHead).values(first).on_conflict_do_nothing())
    else:
        session.execute(postgresql_insert(AuditHead).values(first).on_conflict_do_nothing())
    return session.execute(select(AuditHead.seq, AuditHead.digest).with_for_update()).one()


def _plain(value: object) -> object:
    """A detail as a JSON value: times in ISO 8601, texts cut to 200 characters and without those that a database
    refuses."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, set | frozenset):
        return [_plain(inner) for inner in sorted(value)]
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return _bounded(value) if isinstance(value, str) else value


def _bounded(value: str | None) -> str | None:
    if value is None or (len(value) <= LONGEST and sound_text(value)):
        return value
    return "".join(letter for letter in value if sound_text(letter))[:LONGEST]


def _search_text(
    session: Database, actor: str | None, target: tuple[str, str] | None, details: Mapping[str, object]
) -> str:
    """The folded text by which a search finds an entry: the names of its actor and target, and all texts in its
    details."""
    named: list[object] = [session.get(Person, actor)] if actor else []
    if target and target[0] in NAMED:
        named.append(session.get(NAMED[target[0]], target[1]))
    texts = [getattr(one, part, "") for one in named if one for part in ("name", "username")]
    return fold(" ".join([*texts, *_texts(readable(details))]))[:LONGEST_SEARCH_TEXT]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(inner)
