"""A record for its reviewer: with its history, the version that they saw last, what they may do, and names for ids."""

from collections.abc import Collection, Iterable
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.departures import has_left
from server.access.examples import keeps_examples
from server.access.records import may_do
from server.access.viewer import Viewer
from server.models.log import Record, Seen
from server.models.org import Unit
from server.models.record_imports import ImportedRecord
from server.org.leaders import leaders_of
from server.periods.closings import is_closed
from server.platform.clock import now, utc_text
from server.records import labels
from server.records.assignments import Shared, shared
from server.records.history import HistoryEntry, history
from server.records.measure_values import Amount, Behind, amount_of
from server.records.representation import describe
from sync.protocol import transitions
from sync.protocol.answers import Answers
from sync.protocol.change import Change
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.protocol.transitions import VERBS
from sync.registers import Register, Registers
from sync.registers.photos import photos_in


class Names(TypedDict):
    """Names for the ids in records. ``people``: account → name; ``titles``: id of another record → its title."""

    people: dict[str, str]
    titles: dict[str, str]


class LastSeen(TypedDict, total=False):
    """The version of a record that the viewer saw last: ``seen``, as ``rev.chain``; absent if they never saw it."""

    seen: str


class Adds(TypedDict, total=False):
    """What a record ``adds`` to the figure that its list stands behind; empty if the list stands behind none."""

    adds: Amount


class ListedRecord(Change, LastSeen, Adds, Shared):
    """A record in a list: as in the exchange, and ``since``, the moment from which it has had its status, as text.

    ``reopen_since``: when somebody asked to reopen it; None if nobody does.
    """

    since: str
    reopen_since: str | None


class RecordPage(Names):
    """A page of a list of records, with names. ``next``: the cursor of the next page; None if this page is the last."""

    records: list[ListedRecord]
    next: str | None


class SeenVersion(TypedDict):
    """The version of a record that somebody saw last, with its status and answers then; ``at`` is when they saw it."""

    version: str
    status: str
    data: Answers
    at: str


class LastSeenVersion(TypedDict, total=False):
    """The version of a record that the viewer saw last, with its content: ``seen``; absent if they never saw it."""

    seen: SeenVersion


class FromWorkbook(TypedDict, total=False):
    """Where a record came from, if from a workbook: ``imported`` with the ``import``'s id, the file's ``name``, the
    ``sheet`` and the ``row``; absent if somebody filled in a form."""

    imported: dict[str, object]


class ReviewedRecord(Change, Names, LastSeenVersion, FromWorkbook):
    """A record with its history, names for its ids, and the version that the viewer saw last.

    ``since``: the moment from which it has had its status; ``reopen_since``: when somebody asked to reopen it, None if
    nobody does; ``may``: the verbs that the viewer could use on it now; ``publishable``: whether they could make an
    example of it.
    """

    since: str
    reopen_since: str | None
    history: list[HistoryEntry]
    may: list[str]
    publishable: bool


def record_page(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    records: list[Record],
    cursor: str | None,
    behind: Behind | None = None,
) -> RecordPage:
    """A page of a list as JSON, made of its ``records`` and the ``cursor`` of the next page, None if there is none.

    ``behind``: the figure that the list stands behind, if it does; then each record says what it ``adds`` to it.
    """
    seen = _seen(session, viewer, [record.id for record in records])
    among = shared(session, viewer, records)
    out: list[ListedRecord] = []
    for record in records:
        last: LastSeen = {"seen": seen[record.id].version} if record.id in seen else {}
        adds: Adds = {"adds": amount_of(behind, registers, record)} if behind else {}
        since, reopen = utc_text(record.since), _reopen_since(record)
        out.append(
            {**describe(record), "since": since, "reopen_since": reopen, **last, **adds, **among.get(record.id, {})}
        )
    named = [name for one in among.values() for name in (*one.get("open", []), one.get("assigned")) if name]
    return {"records": out, **_names(session, viewer, registers, records, named), "next": cursor}


def reviewed_record(session: Session, viewer: Viewer, registers: Registers, record: Record) -> ReviewedRecord:
    """One record as JSON, with all that its reviewer needs to decide. Does not check that the viewer may see it."""
    entries = history(session, record)
    last = _seen(session, viewer, [record.id]).get(record.id)
    seen: LastSeenVersion = {"seen": _seen_version(last)} if last else {}
    return {
        **describe(record),
        "since": utc_text(record.since),
        "reopen_since": _reopen_since(record),
        "history": entries,
        **seen,
        **_imported(session, record),
        "may": may(session, viewer, registers, record),
        "publishable": _is_publishable(viewer, registers, record),
        **_names(session, viewer, registers, [record], [entry["by"] for entry in entries]),
    }


def _imported(session: Session, record: Record) -> FromWorkbook:
    row = session.get(ImportedRecord, record.id)
    return {"imported": {"import": row.source, "name": row.name, "sheet": row.sheet, "row": row.row}} if row else {}


def _is_publishable(viewer: Viewer, registers: Registers, record: Record) -> bool:
    latest = registers.latest(record.register)
    of_register = latest is not None and latest.publish is not None
    return of_register and record.status == transitions.APPROVED and keeps_examples(viewer)


def may(session: Session, viewer: Viewer, registers: Registers, record: Record) -> list[str]:
    """The verbs that the viewer could use on a record now, sorted; ``put`` is never among them.

    Only a hint for the screen: each mutation is checked again when it comes. Empty if the register is unknown.
    """
    register = registers.get(f"{record.register}@{record.version}")
    if register is None:
        return []
    path = session.scalar(select(Unit.path).where(Unit.id == record.scope)) or ""
    leaders = leaders_of(session, record.scope)
    left = record.author != viewer.account and has_left(session, record.author, record.scope, path)
    closed = is_closed(session, record.register, record.period, record.scope)
    submitted = record.submitted_rev is not None
    verbs = [one for one in VERBS if not transitions.is_locked(one, record.status, submitted, closed, closed)]
    return sorted(
        verb for verb in verbs if verb != "put" and _could(viewer, verb, record, register, path, leaders, left)
    )


def _reopen_since(record: Record) -> str | None:
    return utc_text(record.reopen_since) if record.reopen_since else None


def note_seen(session: Session, viewer: Viewer, record: Record, body: object) -> SeenVersion | None:
    """Store that the viewer has seen the version of a record that ``body["version"]`` names.

    If the record has changed since that version, nothing is stored: its newer content has not been seen. Returns the
    version that is now stored as seen, None if there is none. Raises Problem ``malformed`` without a version.
    """
    if not isinstance(body, dict) or not isinstance(body.get("version"), str):
        raise Problem("malformed", {"version": {"rule": "type"}})
    last = session.get(Seen, (viewer.account, record.id))
    if body["version"] == f"{record.rev}.{record.chain}":
        if last is None:
            last = Seen(person=viewer.account, record=record.id)
            session.add(last)
        last.version, last.status, last.data, last.at = body["version"], record.status, record.data, now()
    return _seen_version(last) if last else None


def _could(
    viewer: Viewer, verb: str, record: Record, register: Register, path: str, leaders: Collection[str], left: bool
) -> bool:
    """Whether the record's status and the viewer's roles allow a verb. Conflicts forbid to verify and to approve.

    ``path``: that of the record's unit; ``leaders``: the accounts of its leaders now; ``left``: its author has left.
    """
    if verb in ("verify", "approve") and record.conflicts:
        return False
    if verb == "consent" and not any(photos_in(register, record.data)):
        return False
    target = transitions.status_after(verb, record.status, register.review, record.submitted_rev is not None)
    return target is not None and may_do(viewer, verb, record, register, path, leaders, left)


def _seen(session: Session, viewer: Viewer, ids: list[str]) -> dict[str, Seen]:
    """Id of a record → what the viewer saw of it last, for those of ``ids`` that they ever saw."""
    query = select(Seen).where(Seen.person == viewer.account, Seen.record.in_(ids))
    return {row.record: row for row in session.scalars(query)}


def _seen_version(last: Seen) -> SeenVersion:
    return {"version": last.version, "status": last.status, "data": last.data, "at": utc_text(last.at)}


def _names(session: Session, viewer: Viewer, registers: Registers, records: list[Record], more: Iterable[str]) -> Names:
    """Names of the people in these records and of the accounts ``more``; titles of the records that they refer to.

    Records that the viewer may not see get no title.
    """
    people, ids = set(more), set[str]()
    for record in records:
        people |= {record.author, *record.persons, *(entry["by"] for entry in record.thread)}
        people |= {consent["by"] for consent in (record.consents or {}).values()}
        people |= {other["by"] for alternatives in record.conflicts.values() for other in alternatives.values()}
        register = registers.latest(record.register)
        named = [field.name for field in register.fields.values() if field.type == "ref"] if register else []
        ids |= {str(value) for name in named if is_uuid(value := record.data.get(name))}
    return {
        "people": labels.of_people(session, people),
        "titles": labels.of_records(session, viewer, registers, ids) if ids else {},
    }
