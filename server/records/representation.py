"""A record as phones and readers get it."""

from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import object_session

from server.models.log import LogEntry, Record
from sync.protocol.change import Change, Written


def describe(record: Record) -> Change:
    """A record as it stands at the server; members that are empty are left out, but for ``data``."""
    out: Change = {
        "id": record.id,
        "unit": record.scope,
        "form": f"{record.register}@{record.version}",
        "author": record.author,
        "period": record.period,
        "version": f"{record.rev}.{record.chain}",
        "status": record.status,
        "data": record.data,
        "conflicts": record.conflicts,
        "wrote": _wrote(record) if record.conflicts else {},
        "thread": record.thread,
        "flags": record.flags,
    }
    return cast(Change, {name: value for name, value in out.items() if value or name == "data"})


def _wrote(record: Record) -> dict[str, Written]:
    """Field in conflict → who wrote the value that stands in it, and when."""
    last = {name: record.writers[name][-1][0] for name in record.conflicts if record.writers.get(name)}
    query = select(LogEntry.rev, LogEntry.person, LogEntry.at)
    own = query.where(LogEntry.scope == record.scope, LogEntry.rev.in_(last.values()))
    session = object_session(record)
    written: dict[int | None, Written] = {}
    if session:
        written = {rev: {"by": by, "at": at} for rev, by, at in session.execute(own) if at}
    return {name: written[rev] for name, rev in last.items() if rev in written}
