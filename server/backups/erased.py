"""Whose data was erased, noted beside the backups: a backup from before would bring it back."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from server.platform.place import place_of

NAME = "erased.txt"


def erased(config: Mapping[str, object]) -> list[str]:
    """The accounts that were erased, in order."""
    with tempfile.TemporaryDirectory(prefix="lantoa-erased-") as scratch:
        file = Path(scratch) / NAME
        try:
            place_of(str(config["BACKUPS"])).get(NAME, file)
        except FileNotFoundError:
            return []
        return file.read_text(encoding="ascii").split()


def note_erased(config: Mapping[str, object], account: str) -> None:
    """Add an account to the list, before it is erased. Raises OSError if the place cannot be written to."""
    known = erased(config)
    if account in known:
        return
    with tempfile.TemporaryDirectory(prefix="lantoa-erased-") as scratch:
        file = Path(scratch) / NAME
        file.write_text("".join(f"{one}\n" for one in [*known, account]), encoding="ascii")
        place_of(str(config["BACKUPS"])).put(file, NAME)
