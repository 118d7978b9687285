"""Putting a copy in the place of an SQLite database, so that at each moment one of them is whole."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, create_engine

from server.backups.alone import alone_on_sqlite
from server.platform.clock import now
from server.platform.database import tame_sqlite
from server.platform.place import sync
from server.platform.private_files import BESIDE

LOG_FIRST = ("-wal", "-shm", "-journal", "")
"""The order in which the files of a damaged database go: a log that is left would be taken for the copy's own."""


def put_sqlite(url: str, path: Path, copy: Path, finish: Callable[[Engine], None]) -> Path | None:
    """Put a copy in the place of the database's file at ``path``; returns where the former one lies, None without one.

    ``finish`` gets an engine on the copy, beside the database, before it takes its place. Raises ValueError if the
    database is in use or the copy is damaged.
    """
    with alone_on_sqlite(url, path):
        aside = path.with_name(f"{path.name}.restoring")
        try:
            shutil.copyfile(copy, aside)
            aside.chmod(0o600)
            _finish(aside, finish)
            return _swap(path, aside)
        finally:
            for ending in BESIDE:
                aside.with_name(aside.name + ending).unlink(missing_ok=True)


def _finish(aside: Path, finish: Callable[[Engine], None]) -> None:
    engine = create_engine(f"sqlite:///{aside}")
    tame_sqlite(engine)
    try:
        finish(engine)
    finally:
        engine.dispose()
    with closing(sqlite3.connect(aside)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise ValueError(f"the copy is damaged: {found}")
    sync(aside)


def _swap(path: Path, aside: Path) -> Path | None:
    """The former file gets a second name, then the copy takes its first: a crash leaves the one or the other."""
    former = path.with_name(f"{path.name}.before-restore-{now():%Y%m%d-%H%M%S-%f}")
    had = path.exists()
    for ending in LOG_FIRST:
        beside = path.with_name(path.name + ending)
        if beside.exists() and ending:
            beside.rename(former.with_name(former.name + ending))
    if had:
        os.link(path, former)
    aside.replace(path)
    sync(path.parent)
    return former if had else None
