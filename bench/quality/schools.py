"""The schools of a world: large and small, day and boarding, with much history and with hardly any."""

from dataclasses import dataclass
from random import Random

SCHOOLS = 30
BOARDING, SMALL = 5, 6  # of them
KINDS = ("garden", "library", "traffic", "volunteers")
GROUPS = ("lớp 1A", "lớp 2A", "lớp 3A", "lớp 3B", "lớp 4A", "lớp 5A", "lớp 5B", "mẫu giáo lớn", "mẫu giáo nhỡ")


@dataclass(frozen=True)
class School:
    """``number``: from 0; ``sundays``: the share of its activities that falls on them; ``entries``: how many it tells
    in a year; ``size``: how many pupils take part on a usual day; ``kinds``: those of its models."""

    number: int
    level: str
    pupils: int
    staff: int
    teachers: int
    sundays: float
    entries: int
    size: float
    kinds: tuple[str, ...]


def make_schools(random: Random) -> list[School]:
    """The schools of a world, in an order that says nothing about them."""
    found = []
    for number in range(SCHOOLS):
        boarding, small = number < BOARDING, number >= SCHOOLS - SMALL
        pupils = random.randint(40, 110) if small else random.randint(160, 900)
        found.append(
            School(
                number,
                random.choice(("PTDTNT", "PTDTBT")) if boarding else random.choice(("MN", "TH", "TH", "THCS")),
                pupils,
                max(6, round(pupils / random.uniform(9, 14))),
                random.randint(3, 7),
                random.uniform(0.12, 0.35) if boarding else 0.0,
                random.randint(3, 6) if small else random.randint(18, 70),
                random.uniform(14, 32) if not small else random.uniform(9, 16),
                tuple(random.sample(KINDS, random.randint(2, 3))),
            )
        )
    return found
