"""A backup's copy of the database, opened to be read: SQLite's file itself, or a PostgreSQL database made for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from server.backups.dump import DATABASE, SQLITE, open_sqlite
from server.backups.manifest import Manifest
from server.backups.programs import run

OURS = text("SELECT oid FROM pg_database WHERE datname = current_database()")
LEFT = text("SELECT datname FROM pg_database WHERE starts_with(datname, :start)")
HOLD = text("SELECT pg_try_advisory_lock(hashtext(:name))")
LET_GO = text("SELECT pg_advisory_unlock(hashtext(:name))")


class NotAllowedError(Exception):
    """The role may not create the database in which a copy would be checked."""


@contextmanager
def opened(folder: Path, manifest: Manifest, live: Engine) -> Iterator[Session]:
    """A session on the copy that lies unpacked in a folder.

    ``live``: the service's own database; for PostgreSQL another one is made on its server, and dropped at the end.
    Raises NotAllowedError if its role may not do so.
    """
    path = folder / DATABASE[manifest.database]
    if manifest.database == SQLITE:
        engine = open_sqlite(path)
        with Session(engine, autoflush=False) as session:
            yield session
        engine.dispose()
        return
    with live.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        start = f"lantoa_check_{connection.scalar(OURS)}_"
        _drop_what_was_left(connection, start)
        name = f"{start}{uuid4().hex[:12]}"
        connection.execute(HOLD, {"name": name})
        try:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        except ProgrammingError as fault:
            raise NotAllowedError(str(fault.orig)) from None
        scratch = create_engine(live.url.set(database=name))
        try:
            run("pg_restore", scratch.url, ["--no-owner", "--no-privileges", "--exit-on-error", str(path)])
            with Session(scratch, autoflush=False) as session:
                yield session
        finally:
            scratch.dispose()
            _drop(connection, name)


def _drop_what_was_left(connection: Connection, start: str) -> None:
    """Drop the databases whose names begin so and that no process holds: it was killed while it checked a copy."""
    for name in connection.scalars(LEFT, {"start": start}).all():
        if connection.scalar(HOLD, {"name": name}):
            _drop(connection, name)


def _drop(connection: Connection, name: str) -> None:
    connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    connection.execute(LET_GO, {"name": name})
