"""A file of private keys that lies apart from the database: one key a line, the first one in use, all of them read."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from server.platform.place import sync
from server.platform.private_files import make_private


class KeyFile:
    """Keys in a file, each a line that begins with ``prefix``; other lines are left alone.

    The file is read each time, so that a key that was put back counts at once.
    """

    def __init__(self, path: Path, prefix: str):
        self.path, self.prefix = path, prefix

    def lines(self) -> list[str]:
        """The keys of the file, as their lines; none if it is not there. Raises OSError if it cannot be read."""
        try:
            lines = self.path.read_text().splitlines()
        except FileNotFoundError:
            return []
        return [line.strip() for line in lines if line.startswith(self.prefix)]

    def lines_or_new(self, draw: Callable[[], str]) -> list[str]:
        """The keys of the file, which is made with the one that ``draw`` gives unless it is there.

        It is on the disk, whole, when it gets its name, so that nothing is encrypted with a key that a power cut takes
        away; of processes that make it at once one does. Raises OSError if it can be neither read nor made.
        """
        if self.path.exists():
            return self.lines()
        drawn = self._written([draw()])
        try:
            _give_name(drawn, self.path)
        finally:
            drawn.unlink()
        return self.lines()

    def put_first(self, key: str) -> None:
        """Make ``key`` the first of the file, before all that is there. Raises OSError; the file is then as it was."""
        there = self.path.read_text().splitlines() if self.path.exists() else []
        self._written([key, *there]).replace(self.path)
        sync(self.path.parent)

    def _written(self, lines: list[str]) -> Path:
        """A new file beside this one, for this account alone, that holds ``lines`` and is on the disk."""
        make_private(self.path.parent)
        handle, name = tempfile.mkstemp(prefix=".key-", dir=self.path.parent)
        with os.fdopen(handle, "w") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        return Path(name)


def _give_name(file: Path, name: Path) -> None:
    """Give a file a second name, on the disk, unless another file has that name by now."""
    try:
        os.link(file, name)
    except FileExistsError:
        return
    sync(name.parent)
