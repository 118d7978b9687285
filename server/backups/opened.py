"""A backup's copy of the database, opened to be read: SQLite's file itself, or a PostgreSQL database made for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from server.backups.dump import DATABASE, SQLITE, open_sqlite
from server.backups.manifest import Manifest
from server.backups.programs import run


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
    name = f"lantoa_check_{uuid4().hex[:12]}"
    with live.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
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
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
