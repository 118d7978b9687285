"""One record, if the person sees it, and what happened to it, as the log has it."""

from typing import NotRequired, TypedDict, cast

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.records import sees
from server.access.viewer import Viewer
from server.models.log import LogEntry, Quarantine, Record
from server.models.org import Unit
from sync.protocol.answers import Answers, Lists
from sync.protocol.ids import is_uuid
from sync.registers import Registers


class TakenIn(TypedDict):
    """Who took a mutation in that its unit could not take when it came, and when, as text."""

    by: str
    at: str


class MutationMembers(TypedDict, total=False):
    """What a mutation brought, as far as its entry repeats it; see ``sync.protocol.mutation``."""

    set: Answers
    add: Lists
    remove: Lists
    resolves: dict[str, list[str]]
    period: str
    then: str
    text: str
    field: str


class HistoryEntry(MutationMembers):
    """A mutation in the log: ``do`` is its verb, ``by`` an account.

    ``at`` is the time by the phone's clock, ``received`` by the server's. ``version`` is the record's after it.
    """

    id: str
    do: str | None
    by: str
    at: str | None
    received: str
    version: str
    taken_in: NotRequired[TakenIn]


def find_record(session: Session, viewer: Viewer, registers: Registers, id_: str) -> Record | None:
    """The record with this id, if there is one and the person sees it."""
    found = session.get(Record, id_) if is_uuid(id_) else None
    register = registers.get(f"{found.register}@{found.version}") if found else None
    if found is None or register is None:
        return None
    path = session.scalar(select(Unit.path).where(Unit.id == found.scope)) or ""
    return found if sees(viewer, found, register, path) else None


def history(session: Session, record: Record) -> list[HistoryEntry]:
    """What happened to a record: its entries in the log, the earliest first."""
    query = select(LogEntry).where(LogEntry.record == record.id, LogEntry.rev.is_not(None)).order_by(LogEntry.rev)
    entries = session.scalars(query).all()
    ids = [entry.mutation for entry in entries if entry.stands_for]
    taken = {one.taken_as: one for one in session.scalars(select(Quarantine).where(Quarantine.taken_as.in_(ids)))}
    return [_entry(entry, taken.get(entry.mutation)) for entry in entries]


def _entry(entry: LogEntry, taken: Quarantine | None) -> HistoryEntry:
    body = orjson.loads(entry.body)
    out: HistoryEntry = {
        "id": entry.mutation,
        "do": entry.do,
        "by": entry.person,
        "at": entry.at,
        "received": entry.received.isoformat().replace("+00:00", "Z"),
        "version": f"{entry.rev}.{entry.chain}",
    }
    if taken and taken.at and taken.by:
        out["taken_in"] = {"by": taken.by, "at": taken.at.isoformat().replace("+00:00", "Z")}
    members = {name: body[name] for name in MutationMembers.__annotations__ if body.get(name)}
    return {**out, **cast(MutationMembers, members)}
