"""Folders in which a backup is put together, and deleting those that a killed process has left behind."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX, DRAWN = "lantoa-backup-", "lantoa-drawn-"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder of this process's own, which is deleted at the end; what no process holds any more goes first.

    A copy of the whole database is in it: left there by each kill, it would fill the disk.
    """
    _delete_what_was_left()
    drawn = Path(tempfile.mkdtemp(prefix=DRAWN))
    with _held(drawn):
        # Held before it gets the name by which others look for what was left.
        folder = drawn.rename(drawn.with_name(drawn.name.replace(DRAWN, PREFIX, 1)))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder, which the system lets go of when this process ends. Raises BlockingIOError if another holds it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _delete_what_was_left() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Somebody else's, held by another process, or gone meanwhile.
        with suppress(OSError), _held(folder):
            if folder.stat().st_uid == os.getuid():
                shutil.rmtree(folder)
