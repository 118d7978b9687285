"""The notes of a check: which logs it has found sound so far, in a file, so that it goes on after it was killed."""

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from server.platform.clock import now
from server.platform.private_files import make_private

KEPT_FOR = timedelta(days=1)
"""After that a check that was killed begins anew."""


class Notes:
    """Lines of one file: what is checked, then for each sound log its unit and its head. It is gone after the check.

    A line that was cut off as the process was killed counts for nothing.
    """

    def __init__(self, path: Path):
        self._path = path

    def begin(self, what: str) -> dict[str, str]:
        """Unit → the head at which an unfinished check of the very same found its log sound; begins the file anew, if
        there is none, or it is of something else or old."""
        sound = self._held(what)
        if sound is None:
            make_private(self._path.parent)
            self.end()
            self._write(what)
        return sound or {}

    def add(self, unit: str, head: str) -> None:
        """Note that a log was found sound, of the unit with this id, at its ``head``."""
        self._write(f"{unit} {head}")

    def end(self) -> None:
        """Forget everything: the check is done, or is to begin anew."""
        self._path.unlink(missing_ok=True)

    def _write(self, line: str) -> None:
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{line}\n".encode())
        finally:
            os.close(file)

    def _held(self, what: str) -> dict[str, str] | None:
        with suppress(FileNotFoundError):
            if now().timestamp() - self._path.stat().st_mtime < KEPT_FOR.total_seconds():
                first, *lines = self._path.read_text().splitlines(keepends=True) or [""]
                if first == f"{what}\n":
                    return dict(line.split() for line in lines if line.endswith("\n"))
        return None
