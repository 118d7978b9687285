"""Folders and files that this account alone may open: the database and the exports hold the names of children."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import make_url

from server.platform.config import ROOT

VAR = ROOT / "var"
OURS = 0o700  # what remains of a mode: the rights of this account
BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database's file for those that it keeps beside it."""


def make_private(folder: Path) -> None:
    """Make a folder that only this account may open, with those above it that do not exist; one that is there stays."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=OURS, exist_ok=True)


def close_to_others(database_url: str) -> None:
    """Take from other accounts what an earlier release, or a careless copy, let them have: ``var`` and what lies in it,
    and the file of an SQLite database wherever it is. What belongs to another account is left to ``flask doctor``."""
    paths = {VAR, *VAR.glob("*")}
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        paths |= {Path(f"{url.database}{end}") for end in BESIDE}
    _close(paths)


def _close(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(FileNotFoundError, PermissionError):
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode) or not stat.S_IMODE(mode) & 0o077:
                continue
            os.chmod(path, stat.S_IMODE(mode) & OURS)
