"""Names of files that say what they hold, whose and of when."""

from collections.abc import Iterable

from server.platform.clock import today
from sync.folding import fold

LONGEST = 120


def file_name(parts: Iterable[str], ending: str) -> str:
    """A name made of ``parts`` and the day, in letters without diacritics, digits and hyphens: ``chua-nop-….xlsx``."""
    plain = fold(" ".join([*parts, today().isoformat()]))
    whole = "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
    return f"{whole[:LONGEST]}.{ending}"
