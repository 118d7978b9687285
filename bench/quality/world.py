"""A world: the records of some thirty schools in one year, sixty of which are wrong in a way that a reviewer would ask
about. The same seed makes the same world."""

from dataclasses import dataclass
from random import Random

from bench.quality.entries import Entry, clean_entries
from bench.quality.faults import plant
from bench.quality.schools import School, make_schools


@dataclass(frozen=True)
class World:
    """``entries``: in the order in which they arrived."""

    schools: list[School]
    entries: list[Entry]


def make_world(seed: int) -> World:
    """The world of this seed."""
    random = Random(seed)
    schools = make_schools(random)
    entries = [entry for school in schools for entry in clean_entries(random, school)]
    entries.sort(key=lambda entry: entry.day.toordinal() + random.uniform(0, 5))
    for place, entry in enumerate(entries):
        entry.place = float(place)
    return World(schools, plant(random, entries))
