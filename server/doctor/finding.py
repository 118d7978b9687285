"""What was found of one thing that the service needs, and what to do about it."""

from typing import NamedTuple

OK, WARNING, FAULT = "ok", "warning", "fault"


class Finding(NamedTuple):
    """What was found of one thing: ``state`` is ``ok``, ``warning`` (it works, and should be better) or ``fault`` (data
    or service are in danger). ``todo`` is what to do about it, and empty if nothing is to be done."""

    name: str  # of the thing
    state: str
    found: str
    todo: str = ""


def mib(count: int) -> str:
    """A number of bytes as text that people read: ``512 MiB``, from 10 GiB on ``12 GiB``."""
    size = count >> 20
    return f"{size:,} MiB" if size < 10 << 10 else f"{size >> 10:,} GiB"
