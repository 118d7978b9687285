"""Measures ``flask check`` on the demo's logs, each repeated under other ids, and on what they make.

Copies are valid logs: their revs, chains and versions are those of a log that was written so. Records of which a unit
and period has one are not repeated. The demo's signed reports do not know of the copies: those are left out.
"""

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import orjson
from flask_migrate import upgrade
from sqlalchemy import Table, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from bench.load.cluster import cluster
from bench.load.served import cpu
from server import create_app
from server.demo import load
from server.figures.cells import by_key
from server.log.check import check
from server.log.check_notes import Notes
from server.log.head import Head, advance
from server.log.replay import Replay
from server.models.figures import Cell
from server.models.log import LogEntry, Record, Scope, Seen
from server.models.log_storage import IDS, pack, unpack
from server.platform.database import db, read, write
from sync.registers import Registers

TIMES = 40  # some 28,000 records
_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")  # natural ids are no UUIDv7
_BASE = re.compile(rb'"base":"([0-9]+\.[0-9A-Za-z_-]{8})"')
_LOG = cast(Table, LogEntry.__table__)
_SIZE = "SELECT pg_total_relation_size('record') + pg_total_relation_size('log_entry')"
_NAMES = [column.name for column in _LOG.columns if column.name != "seq"]
_MEMBERS = [(one.key, one.columns[0].name) for one in Record.__mapper__.column_attrs]


def grow(session: Session, registers: Registers, times: int) -> None:
    """Repeat the log of each scope ``times`` times, and store what it makes."""
    session.execute(delete(Seen))
    for scope in session.scalars(select(Scope.unit).where(Scope.rev > 0)).all():
        found = session.execute(select(_LOG).where(_LOG.c.scope == scope).order_by(_LOG.c.seq)).mappings()
        entries, head, rows = [dict(row) for row in found], Head(), list[dict[str, Any]]()
        for number in range(times):
            rows += _again(entries, number, head)
        session.execute(delete(LogEntry).where(LogEntry.scope == scope))
        session.execute(insert(_LOG), rows)
        session.execute(update(Scope).where(Scope.unit == scope).values(rev=head.rev, digest=head.digest))
        _store(session, registers, scope)


def _again(entries: list[dict[str, Any]], number: int, head: Head) -> Iterator[dict[str, Any]]:
    """The entries of a log, or a copy of those of records that a unit may have several of, under other ids."""
    own = {entry[name].encode() for entry in entries for name in ("mutation", "record") if entry[name]}
    versions: dict[bytes, bytes] = {}

    def other(found: re.Match[bytes]) -> bytes:
        id_ = found[0]
        return b"%s%04x" % (id_[:-4], (int(id_[-4:], 16) + number) % 65_536) if id_ in own else id_

    def based(found: re.Match[bytes]) -> bytes:
        return b'"base":"%s"' % versions.get(found[1], found[1])

    for entry in entries:
        if number and not _ID.fullmatch((entry["record"] or "").encode()):
            continue
        row = {name: _renamed(entry[name], other) for name in _NAMES if name != "body"}
        sent = unpack(entry["body"], [entry[name] for name in IDS], entry["at"])
        row["body"] = pack(_BASE.sub(based, _ID.sub(other, sent)), [row[name] for name in IDS], row["at"])
        if entry["rev"] is not None:
            version = advance(head, row["mutation"])
            versions[f"{entry['rev']}.{entry['chain']}".encode()] = str(version).encode()
            row |= {"rev": version.rev, "chain": version.chain}
        yield row


def _renamed(value: Any, other: Callable[[re.Match[bytes]], bytes]) -> Any:
    if isinstance(value, str):
        return _ID.sub(other, value.encode()).decode()
    return orjson.loads(_ID.sub(other, orjson.dumps(value))) if isinstance(value, dict | list) else value


def _store(session: Session, registers: Registers, scope: str) -> None:
    replay = Replay(session, registers, scope)
    if faults := list(replay.run()):
        raise SystemExit(faults[0])
    session.execute(delete(Record).where(Record.scope == scope))
    session.execute(delete(Cell).where(Cell.unit == scope))
    session.execute(
        insert(cast(Table, Record.__table__)),
        [{column: getattr(record, member) for member, column in _MEMBERS} for record in replay.records.values()],
    )
    cells = [{**key._asdict(), "value": value} for key, value in by_key(replay.differences).items() if value]
    if cells:
        session.execute(insert(cast(Table, Cell.__table__)), cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES, help="how often each log is repeated")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    with cluster() as found, tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATABASE_URL": found.url, "DEMO": True, "LOG_LEVEL": "ERROR"})
        with app.app_context():
            upgrade()
            load(app)
            registers = app.extensions["registers"]
            with write() as session:
                grow(session, registers, given.times)
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM (FULL, ANALYZE)"))
            with read() as session:
                records = session.scalar(select(func.count()).select_from(Record)) or 1
                entries = session.scalar(select(func.count()).select_from(LogEntry))
                size = session.scalar(text(_SIZE)) or 0
            print(f"{records:,} records, {entries:,} log entries, {size / records:,.0f} bytes a record with its log")
            # The processes of the check have ended by then, and count as this one's.
            before, begun = cpu(os.getpid()) + cpu(found.pid), time.monotonic()
            faults = check(app, registers, given.processes, Notes(Path(folder) / "notes"), lambda done, total: None)
            faults = [fault for fault in faults if not fault.startswith("snapshot ")]
            spent, seconds = cpu(os.getpid()) + cpu(found.pid) - before, time.monotonic() - begun
            db.engine.dispose()
    print(f"{len(faults)} differences; {seconds:.1f} s, {records / spent:,.0f} records a second of a processor")
    print(f"a million records on two processors: {1_000_000 / (records / spent) / 2 / 60:.1f} minutes")


if __name__ == "__main__":
    main()
