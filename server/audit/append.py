"""Adding entries to the audit: what people did besides recording, each chained to the entry before it.

What is done to records is in the log of their scope instead. Entries are never changed and never deleted: the database
refuses it (``server.platform.append_only``), and ``chain.chain_faults`` finds what was changed all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypedDict

from sqlalchemy import Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session as Database

from server.audit.chain import START, digest_of
from server.audit.personal import Row as Personal
from server.audit.personal import digest_of_row, part
from server.models.audit import AuditEntry, AuditHead, AuditPersonal
from server.platform.clock import now
from sync.protocol.canonical import sound_text

LONGEST = 200  # characters of an address, a device's name, or a plain text among the details

ACTIONS = (
    *("session.begin", "session.refused", "session.end", "session.revoke"),
    *("code.issue", "code.refused", "password.choose"),
    *("person.create", "person.change", "person.end", "person.erase", "role.give", "role.end", "role.keep"),
    *("account.disable", "account.enable"),
    *("factor.add", "factor.refused", "factor.end", "factor.reset"),
    *("token.make", "token.refused", "token.end"),
    *("unit.create", "unit.change", "unit.move", "unit.end", "unit.keep"),
    *("cluster.create", "cluster.change", "cluster.delete"),
    *(
        "import.apply",
        "import.records",
        "export.make",
        "period.close",
        "period.open",
        "quarantine.take",
        "quarantine.refuse",
    ),
    *("photo.view", "hint.settle", "hint.open"),
    *("bundle.bring", "bundle.take", "bundle.refuse"),
    *(
        "report.freeze",
        "report.withdraw",
        "report.show",
        "report.hide",
        "template.change",
        "letterhead.change",
        "monthly.switch",
        "monthly.sign",
        "restore.record",
        "backup.order",
    ),
    *("example.prepare", "example.change", "example.propose", "example.publish", "example.withdraw"),
    *("example.reopen", "example.announce", "example.discard"),
    *("example.fall", "example.settle", "example.drop_photos"),
    *("register.draft", "register.discard", "register.publish"),
    *(
        "figures.choose",
        "view.save",
        "view.delete",
        "push.begin",
        "push.end",
        "letter.begin",
        "letter.end",
        "review.assign",
        "year.set",
        "year.deadlines",
        "due.set",
        "contact.set",
        "notation.set",
    ),
)


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
    personal_digests: dict[str, str] | None


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
    beside: list[dict[str, object]] = []
    for entry, personal in entries:
        seq, previous = seq + 1, digest
        digest = digest_of({**entry, "seq": seq}, entry["at"].isoformat(), previous)
        rows.append(_row({**entry, "seq": seq, "previous": previous, "digest": digest}))
        beside += [{**one, "seq": seq, "search_text": one["words"]} for one in personal]
    session.execute(insert(AuditEntry), rows)
    if beside:
        session.execute(insert(AuditPersonal), beside)
    session.execute(update(AuditHead).values(seq=seq, digest=digest))


def _columns(session: Database, origin: Origin, new: NewEntry) -> tuple[_Columns, list[Personal]]:
    if new.action not in ACTIONS:
        raise ValueError(f"no such action: {new.action}")
    kind, key = new.target or (None, None)
    details = {name: _plain(value) for name, value in new.details.items() if value is not None}
    place = _bounded(origin.address), _bounded(origin.device)
    parted = part(session, origin.actor, place, new.target, details)
    columns: _Columns = {
        "at": now(),
        "actor": origin.actor,
        "action": new.action,
        "kind": kind,
        "target": key,
        "unit": new.unit,
        "address": None,
        "session": origin.session,
        "device": None,
        "details": parted.details,
        "words": parted.search_text,
        "personal_digests": {row["person"]: digest_of_row(row) for row in parted.rows} or None,
    }
    return columns, parted.rows


def _row(entry: dict[str, object]) -> dict[str, object]:
    """An entry as it is inserted: without a column that the tables of an earlier release lack, where it is empty.

    A backup of these may be what was put back, for that release to go on with.
    """
    empty = {"personal_digests"} if entry["personal_digests"] is None else set()
    return {name: value for name, value in entry.items() if name not in empty} | {"search_text": entry["words"]}


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
