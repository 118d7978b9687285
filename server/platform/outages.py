"""Failures that no request is to blame for: the database is away, its disk is full or failing, it takes no writes, or
somebody else has held it too long."""

import errno
import sqlite3
from typing import cast

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG}
READS_ONLY = "25006"  # PostgreSQL's code of a write to a standby
CROSSED = ("40", "55P03")  # beginnings of its codes of a transaction that another one was in the way of


def lost_a_race(error: Exception) -> bool:
    """Whether a transaction failed because of another one at the same time, so that doing it anew may succeed at
    once."""
    if isinstance(error, IntegrityError):
        return True
    if not isinstance(error, OperationalError):
        return False
    snapshot = _code_of_sqlite(error) == sqlite3.SQLITE_BUSY_SNAPSHOT
    return snapshot or _code_of_postgresql(error).startswith(CROSSED)


def is_outage(error: Exception) -> bool:
    """Whether an error says that nothing can be read or written now, though nothing is wrong with what was wanted.

    An error in a statement, such as a table that does not exist, is none.
    """
    if isinstance(error, OSError):
        return error.errno in DISK
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return (_code_of_sqlite(error) & 0xFF) in AWAY
    return isinstance(error, OperationalError) or _code_of_postgresql(error) == READS_ONLY


def _code_of_sqlite(error: DBAPIError) -> int:
    return cast("int", getattr(error.orig, "sqlite_errorcode", 0))


def _code_of_postgresql(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
