"""Finds a record that a person may see, and reads its history: all mutations of it in the log."""

from typing import NotRequired, TypedDict, cast

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.records import sees
from server.access.viewer import Viewer
from server.models.log import LogEntry, Quarantine, Record
from server.models.org import Unit
from server.platform.clock import utc_text
from sync.protocol.answers import Answers, Lists
from sync.protocol.ids import is_uuid
from sync.registers import Registers


class TakenIn(TypedDict):
    """Who admitted a mutation that the server had first refused, so that it went into the log after all.

    ``by`` is an account, ``at`` the moment as ISO 8601 text.
    """

    by: str
    at: str


class MutationMembers(TypedDict, total=False):
    """The members of a mutation that its entry in the history repeats; those that are absent or empty are left out.

    Their meanings are those in ``sync.protocol.mutation``.
    """

    set: Answers
    add: Lists
    remove: Lists
    resolves: dict[str, list[str]]
    period: str
    then: str
    text: str
    field: str
    photo: str
    given: bool


class HistoryEntry(MutationMembers):
    """One mutation in a record's history. ``id`` is the mutation's, ``do`` its verb, ``by`` the account that made it.

    ``at`` is when it was made by the phone's clock, ``received`` when it came by the server's, ``version`` the
    record's version after it. ``taken_in``: only if the server had refused it first and somebody admitted it later.
    """

    id: str
    do: str | None
    by: str
    at: str | None
    received: str
    version: str
    taken_in: NotRequired[TakenIn]


def find_record(session: Session, viewer: Viewer, registers: Registers, id_: str) -> Record | None:
    """The record with this id; None if it does not exist or the viewer may not see it."""
    found = session.get(Record, id_) if is_uuid(id_) else None
    register = registers.get(f"{found.register}@{found.version}") if found else None
    if found is None or register is None:
        return None
    path = session.scalar(select(Unit.path).where(Unit.id == found.scope)) or ""
    return found if sees(viewer, found, register, path) else None


def history(session: Session, record: Record) -> list[HistoryEntry]:
    """All mutations of a record that the log accepted, the earliest first."""
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
        "received": utc_text(entry.received),
        "version": f"{entry.rev}.{entry.chain}",
    }
    if taken and taken.at and taken.by:
        out["taken_in"] = {"by": taken.by, "at": utc_text(taken.at)}
    members = {
        name: body[name] for name in MutationMembers.__annotations__ if body.get(name) or body.get(name) is False
    }
    return {**out, **cast(MutationMembers, members)}
