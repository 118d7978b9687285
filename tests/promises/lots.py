"""Playing a lot of schedules and checking every promise on each; one that fails is made short before it is shown."""

import importlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from server.exchange.run import Pages

from .schedule import Run, Step, draw
from .world import World

PROMISES = (
    "exactly_once",
    "nothing_lost",
    "nothing_overwritten_unseen",
    "no_conflict_with_oneself",
    "complete_feed",
    "convergence",
    "progress",
    "all_or_nothing",
    "clocks_do_not_matter",
    "approval_binds",
    "authorship",
    "figures_add_up",
)
PAGES = (Pages(150, 300), Pages(700, 3000), Pages())  # bytes: a record or two, a few, all
TOLD = 1  # failures of one promise that a lot tells of
TRIES = 40  # runs to make one shorter

Check = Callable[[Run], Iterable[str]]


class Lot(NamedTuple):
    """``seeds`` from ``first`` on, on ``database``: "sqlite", "postgres", "tcp" for SQLite behind gunicorn, or
    "groups" for PostgreSQL behind two of them."""

    database: str
    first: int
    seeds: int

    def __str__(self) -> str:
        return f"{self.database}-{self.first}"


def checks() -> dict[str, Check]:
    return {name: importlib.import_module(f"{__package__}.test_{name}").check for name in PROMISES}


def faults_of(world: World, lot: Lot) -> dict[str, list[str]]:
    """For each promise (and "played", that a schedule can be played at all), what was found against it."""
    found: dict[str, list[str]] = {name: [] for name in ("played", *PROMISES)}
    for seed in range(lot.first, lot.first + lot.seeds):
        for name, fault in _faults(world, seed, draw(seed)).items():
            if len(found[name]) < TOLD:
                short = _shorter(world, seed, name)
                found[name].append(f"{lot.database}, seed {seed}: {short[1] or fault}\nsteps = {short[0]}")
    return found


def _faults(world: World, seed: int, steps: list[Step], only: str | None = None) -> dict[str, str]:
    """The first thing found against each promise."""
    world.app.config["PAGES"] = PAGES[seed % len(PAGES)]
    try:
        run = Run(world, seed, steps)
    except Exception as failure:  # whatever breaks a schedule is what the test is to tell
        return {"played": repr(failure)}
    every = {name: check for name, check in checks().items() if only in (None, name)}
    return {name: fault for name, check in every.items() for fault in list(check(run))[:1]}


def _shorter(world: World, seed: int, name: str) -> tuple[list[Step], str | None]:
    """The fewest steps found that still go against the promise, and what they do to it."""
    steps, fault, size, tries = draw(seed), None, 16, 0
    while size:
        place = 0
        while place < len(steps) and tries < TRIES:
            fewer, tries = steps[:place] + steps[place + size :], tries + 1
            if again := _faults(world, seed, fewer, name).get(name):
                steps, fault = fewer, again
            else:
                place += size
        size //= 2
    return steps, fault
