"""Making sure that nobody works on a database whose place a backup takes."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from server.platform.jobs_lock import LOCK_NUMBER, lock_file

JOBS_RUN = "the jobs still run: stop them first (systemctl stop lantoa-jobs)"
IN_USE = "the database is in use: stop the server first (systemctl stop lantoa-web), and what else has it open"

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL"
)


@contextmanager
def alone_on_sqlite(url: str, path: Path) -> Iterator[None]:
    """A context in which no other process can open the database's file; it is one file then, without a write-ahead log.

    Raises ValueError if the jobs run or anybody has it open. One that is missing, or too damaged to be opened, is
    guarded by the lock of the jobs alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with lock_file(url).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ValueError(JOBS_RUN) from None
        if not path.exists():
            yield
            return
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
            _close_to_others(connection)
            yield


def _close_to_others(connection: sqlite3.Connection) -> None:
    try:
        # A write-ahead log can be given up by the only one who has the database open.
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise ValueError(IN_USE) from None
    except sqlite3.DatabaseError:
        return


def refuse_others(connection: Connection) -> None:
    """Raise ValueError if the jobs work on a PostgreSQL database, or anybody else is connected to it.

    The lock of the jobs is held until the connection ends.
    """
    if not connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": LOCK_NUMBER}):
        raise ValueError(JOBS_RUN)
    if connection.scalar(_OTHERS):
        raise ValueError(IN_USE)
