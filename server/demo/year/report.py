"""One record that somebody sends, and how a published total is dealt out among those who report its parts."""

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
    """``code``: the unit's. ``record`` is its id, once a phone has made it."""

    register: str
    code: str
    who: str
    written: datetime
    data: dict[str, Any]
    period: str | None = YEAR
    record: str = ""


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=VIETNAM)


def dealt(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Whole parts of ``total`` in the proportion of ``weights``, each at least ``least``; they add up to it exactly."""
    rest, whole = total - least * len(weights), sum(weights)
    exact = [rest * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    behind = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in behind[: rest - sum(parts)]:
        parts[place] += 1
    return [part + least for part in parts]


def chance(seed: str) -> float:
    """A number from 0 to 1 that is the same each time."""
    return int.from_bytes(sha256(seed.encode()).digest()[:6]) / 2**48


def person(seed: str) -> str:
    """An invented name."""
    words = table("year")
    return " ".join(_one(words[part], f"{part} {seed}") for part in ("families", "middles", "given"))


def _one(words: list[str], seed: str) -> str:
    return words[int(chance(seed) * len(words))]
