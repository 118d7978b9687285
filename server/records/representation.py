"""The JSON representation of a record, the same in the exchange with phones and in lists."""

from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import object_session

from server.models.log import LogEntry, Record
from sync.protocol.change import Change, Written


def describe(record: Record) -> Change:
    """A record as JSON, in its present state at the server.

    Empty members are left out, except ``data``. ``wrote`` is given for fields in conflict only.
    """
    out: Change = {
        "id": record.id,
        "unit": record.scope,
        "form": f"{record.register}@{record.version}",
        "author": record.author,
        "submitted_by": record.submitted_by,
        "period": record.period,
        "version": f"{record.rev}.{record.chain}",
        "status": record.status,
        "data": record.data,
        "conflicts": record.conflicts,
        "wrote": _wrote(record) if record.conflicts else {},
        "thread": record.thread,
        "flags": record.flags,
        "consents": record.consents or {},
    }
    return cast(Change, {name: value for name, value in out.items() if value or name == "data"})


def _wrote(record: Record) -> dict[str, Written]:
    """Name of a field in conflict → who wrote its present value, and when by their phone's clock."""
    last = {name: record.writers[name][-1][0] for name in record.conflicts if record.writers.get(name)}
    query = select(LogEntry.rev, LogEntry.person, LogEntry.at)
    own = query.where(LogEntry.scope == record.scope, LogEntry.rev.in_(last.values()))
    session = object_session(record)
    written: dict[int | None, Written] = {}
    if session:
        written = {rev: {"by": by, "at": at} for rev, by, at in session.execute(own) if at}
    return {name: written[rev] for name, rev in last.items() if rev in written}
