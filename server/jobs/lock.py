"""The lock by which one process of the jobs works at a time; the others wait to take over from it."""

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import OperationalError

from server.platform.database import db
from server.platform.jobs_lock import LOCK_NUMBER, lock_file

TRIED_EVERY = 2  # seconds between two tries to connect to a database that is away

log = structlog.get_logger()


@contextmanager
def hold_lock(url: str) -> Iterator[Callable[[], None]]:
    """A context in which this process alone holds the lock of the jobs for the database at ``url``; waits for it first.

    The context gives a function that raises if the lock has been lost. For SQLite the lock is on a file beside the
    database, which the system unlocks when the process ends; for PostgreSQL it is an advisory lock, which ends with
    its connection. A database that is away is waited for as well.
    """
    if make_url(url).get_backend_name() == "sqlite":
        with lock_file(url).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield lambda: None
    else:
        with _connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
            yield lambda: connection.execute(text("SELECT 1")).close()


def _connect() -> Connection:
    """A connection to the database, once there is one to be had."""
    pause = threading.Event()
    while True:
        try:
            return db.engine.connect()
        except OperationalError as fault:
            log.warning("the database is away", reason=type(fault.orig).__name__)
        pause.wait(TRIED_EVERY)
