"""A record as phones and readers get it."""

from sqlalchemy import select
from sqlalchemy.orm import object_session

from server.models.log import LogEntry, Record
from sync.protocol.canonical import Json


def describe(record: Record) -> Json:
    """A record as phones and readers get it; empty members are left out."""
    out = {
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
    return {name: value for name, value in out.items() if value or name == "data"}


def _wrote(record: Record) -> Json:
    """Who wrote the value that stands in each field in conflict, and when: ``{field: {"by", "at"}}``."""
    last = {name: record.writers[name][-1][0] for name in record.conflicts if record.writers.get(name)}
    query = select(LogEntry.rev, LogEntry.person, LogEntry.at)
    mine = query.where(LogEntry.scope == record.scope, LogEntry.rev.in_(last.values()))
    session = object_session(record)
    told = {rev: {"by": by, "at": at} for rev, by, at in session.execute(mine)} if session else {}
    return {name: told[rev] for name, rev in last.items() if rev in told}
