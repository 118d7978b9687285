"""The lock by which one process of ``flask jobs`` works at a time, and whether any process holds it now."""

import fcntl
from pathlib import Path

from sqlalchemy import make_url, text

from server.platform.database import db

LOCK_NUMBER = 5_206_022  # of PostgreSQL's advisory lock; any number that nobody else takes

_HELD = text(
    "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = :number AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
)


def lock_file(url: str) -> Path:
    """The path of the file whose lock stands for the jobs of the SQLite database at ``url``."""
    return Path(f"{make_url(url).database}.jobs")


def is_held(url: str) -> bool:
    """Whether a process of ``flask jobs`` works on the database at ``url``, which is the application's own.

    Needs an app context.
    """
    if make_url(url).get_backend_name() != "sqlite":
        with db.engine.connect() as connection:
            return bool(connection.scalar(_HELD, {"number": LOCK_NUMBER}))
    try:
        with lock_file(url).open("rb") as file:
            # Shared, and given back at once: jobs that start meanwhile wait for it no longer than that.
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
