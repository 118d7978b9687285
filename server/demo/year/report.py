"""A record of 2024-2025 that somebody in the demo sends, and how totals are divided and names drawn for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from server.demo.content import table
from server.demo.stamps import VIETNAM

YEAR = "2024-2025"


@dataclass
class Report:
    """A record of the demo to be sent. ``register`` is a key, ``code`` that of its unit, ``who`` the sender's username.

    ``written``: when it is written; ``data``: its answers; ``record``: its id, ``""`` until it is written.
    """

    register: str
    code: str
    who: str
    written: datetime
    data: dict[str, Any]
    period: str | None = YEAR
    record: str = ""


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """A full hour of a day in the time zone of Việt Nam."""
    return datetime(year, month, day, hour, tzinfo=VIETNAM)


def dealt(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Divide a total into whole numbers in the proportion of ``weights``; they add up to it exactly.

    Each is at least ``least``.
    """
    rest, whole = total - least * len(weights), sum(weights)
    exact = [rest * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    short = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in short[: rest - sum(parts)]:
        parts[place] += 1
    return [part + least for part in parts]


def chance(seed: str) -> float:
    """A number from 0 to 1 that looks random and is the same each time for the same ``seed``."""
    return int.from_bytes(sha256(seed.encode()).digest()[:6]) / 2**48


def person(seed: str) -> str:
    """An invented name of a person, the same each time for the same ``seed``."""
    texts = table("year")
    return " ".join(_one(texts[part], f"{part} {seed}") for part in ("families", "middles", "given"))


def _one(texts: list[str], seed: str) -> str:
    return texts[int(chance(seed) * len(texts))]
