"""A consistent copy of the whole database while others write to it, and the ends of its logs at that moment."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, select, text
from sqlalchemy.orm import Session

from server.backups.manifest import Manifest
from server.backups.programs import run
from server.models.log import Scope
from server.platform.clock import now, utc_text
from sync.protocol.ids import chain_of

SQLITE, POSTGRES = "sqlite", "postgresql"
DATABASE = {SQLITE: "database.sqlite", POSTGRES: "database.pgdump"}
"""Kind of database → the name of its copy in a backup."""

PAGES = 4_096  # of SQLite, copied between two reports of progress: 16 MiB
Progress = Callable[[int, int], None]
"""Called with what is done and what there is in all."""


def dump(engine: Engine, folder: Path, progress: Progress) -> Manifest:
    """Copy the database of ``engine`` into a folder; the manifest names no parts yet."""
    if engine.dialect.name == SQLITE:
        return _sqlite(Path(str(engine.url.database)), folder / DATABASE[SQLITE], progress)
    return _postgres(engine, folder / DATABASE[POSTGRES])


def open_sqlite(path: Path) -> Engine:
    """An engine on a copy that nobody writes to."""
    return create_engine(f"sqlite:///file:{path}?mode=ro&immutable=1&uri=true")


def describe(session: Session, database: str) -> Manifest:
    """The manifest, without parts, of the database that a session reads."""
    release = session.scalar(text("SELECT version_num FROM alembic_version")) or ""
    rows = session.execute(select(Scope.unit, Scope.rev, Scope.digest))
    heads: dict[str, list[int | str]] = {unit: [rev, chain_of(digest)] for unit, rev, digest in rows}
    return Manifest(database=database, release=release, made=utc_text(now(), "seconds"), heads=heads)


def _sqlite(source: Path, target: Path, progress: Progress) -> Manifest:
    with (
        closing(sqlite3.connect(source, isolation_level=None)) as live,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        # One transaction for all pages: without it each writer in between would have the copy begin again.
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        live.backup(copy, pages=PAGES, progress=lambda _, left, pages: progress(pages - left, pages))
        copy.execute("PRAGMA journal_mode=DELETE")
    with Session(open_sqlite(target)) as session:
        return describe(session, SQLITE)


def _postgres(engine: Engine, target: Path) -> Manifest:
    url: URL = engine.url
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        with Session(bind=connection) as session:
            manifest = describe(session, POSTGRES)
            run("pg_dump", url, ["--format=custom", "--compress=0", f"--snapshot={snapshot}", f"--file={target}"])
    return manifest
