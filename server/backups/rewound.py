"""Noticing that the database is an older copy than the one that was served last: one that was put back without a word.

The newest mutation that was applied is noted outside the database. If the log does not hold it, the log was rewound.
"""

import fcntl
import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

import structlog
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from server.audit import append as audit
from server.exports.storage import beside_database
from server.log.restores import record_restore
from server.models.log import LogEntry
from server.platform.database import again, read, write
from server.platform.private_files import make_private
from sync.protocol.outcome import Outcome

log = structlog.get_logger()


class Newest(NamedTuple):
    """A mutation that was applied: its id, and the account that sent it."""

    mutation: str
    person: str


def note(config: Mapping[str, object], person: str, outcomes: Mapping[str, Outcome]) -> None:
    """Note the last of a person's mutations that their exchange, which is committed, has applied; none if it has none.

    Nothing is raised where it cannot be written: the exchange is done, and the next one notes it.
    """
    applied = [mutation for mutation, outcome in outcomes.items() if "version" in outcome]
    if not applied:
        return
    path, content = _path(config), _line(config, Newest(applied[-1], person))
    with suppress(OSError):
        handle = _opened(path)
        try:
            os.pwrite(handle, content, 0)  # all notes are equally long: one takes the other's place at once
        finally:
            os.close(handle)


def _opened(path: Path) -> int:
    """The file at a path, to be written to; made with its folder only if they are missing, as each exchange comes
    here."""
    try:
        return os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        make_private(path.parent)
        return os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)


def is_rewound(session: Session, config: Mapping[str, object]) -> bool:
    """Whether the log lacks the newest mutation that was applied."""
    try:
        with _path(config).open("rb") as file:
            return _lacks(session, _newest(file, config))
    except FileNotFoundError:
        return False


def notice(config: Mapping[str, object]) -> bool:
    """If the database was rewound, record that as a restore, in log and audit; whether it was.

    Processes that start together wait for one another, and one of them records it. Needs an app context.
    """
    try:
        file = _path(config).open("r+b")
    except FileNotFoundError:
        return False
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with read() as session:
            if not _lacks(session, _newest(file, config)):
                return False
        logs, newest = again(_record)
        file.seek(0)
        file.truncate()
        file.write(_line(config, newest) if newest else b"")
    log.error("the database is an older copy than the one served last; recorded as a restore", logs=logs)
    return True


def forget(config: Mapping[str, object]) -> None:
    """Forget the newest mutation, as a restore is recorded that may have taken it away."""
    _path(config).unlink(missing_ok=True)


def _record() -> tuple[int, Newest | None]:
    with write() as session:
        logs = record_restore(session)
        audit.record(session, audit.SYSTEM, "restore.record", None, None, logs=logs, noticed=True)
        last = select(LogEntry.mutation, LogEntry.person).order_by(LogEntry.seq.desc()).limit(1)
        found = session.execute(last).one_or_none()
    return logs, Newest(*found) if found else None


def _lacks(session: Session, newest: Newest | None) -> bool:
    if newest is None:
        return False
    there = select(LogEntry.seq).where(LogEntry.mutation == newest.mutation, LogEntry.person == newest.person)
    return session.scalar(there) is None


def _path(config: Mapping[str, object]) -> Path:
    return beside_database(config, "newest")


def _line(config: Mapping[str, object], newest: Newest) -> bytes:
    return f"{newest.mutation} {newest.person} {_database(config)}\n".encode()


def _newest(file: BinaryIO, config: Mapping[str, object]) -> Newest | None:
    """What is noted; None if that is nothing, or of a database at another address."""
    parts = file.read().decode(errors="replace").split()
    return Newest(*parts[:2]) if len(parts) == 3 and parts[2] == _database(config) else None


def _database(config: Mapping[str, object]) -> str:
    return _digest_of(str(config["DATABASE_URL"]))


@cache
def _digest_of(url: str) -> str:
    return hashlib.sha256(make_url(url).render_as_string().encode()).hexdigest()[:16]
