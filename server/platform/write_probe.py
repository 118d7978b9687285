"""Whether the database takes a write now: a tiny one, which changes nothing that anybody reads, is brought to the
disk."""

import sqlite3
import time
from threading import Lock

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from server.platform.database import BUSY_TIMEOUT, db

PATIENCE = 5_000  # milliseconds that another writer on SQLite may take
FRESH = 2.0  # seconds for which an answer holds: whoever asks all the time costs the disk no more

log = structlog.get_logger()


class WriteProbe:
    """Answers whether the database takes writes, with one write in two seconds at most."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._until = 0.0
        self._ok = False

    def succeeds(self) -> bool:
        """Whether a write succeeds now, or did within the last two seconds. A failure is never kept. Needs an app
        context."""
        with self._lock:
            if not self._ok or time.monotonic() >= self._until:
                self._ok = _try()
                self._until = time.monotonic() + FRESH
            return self._ok


def _try() -> bool:
    try:
        _write_to_sqlite() if db.engine.dialect.name == "sqlite" else _write_to_postgresql()
    except (SQLAlchemyError, sqlite3.Error):
        log.exception("the database takes no writes")
        return False
    return True


def _write_to_sqlite() -> None:
    """Write the file's header as it is: a commit like any other."""
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
        cursor.execute("BEGIN IMMEDIATE")
        version = cursor.execute("PRAGMA user_version").fetchone()[0]
        cursor.execute(f"PRAGMA user_version={version}")
        cursor.execute("COMMIT")
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
        connection.close()


def _write_to_postgresql() -> None:
    """Write an entry to the log of the database that nobody reads, and wait until it is on the disk."""
    with db.engine.begin() as connection:
        connection.execute(text("SELECT pg_logical_emit_message(true, 'lantoa.health', '')"))
