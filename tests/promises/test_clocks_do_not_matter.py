"""Phones ten years off give the same records."""

from collections.abc import Iterator
from typing import Any

from .schedule import Run

EVERY = 4  # schedules of which one is played again
RACE = "together"  # whose turn it is there, no schedule says


def check(run: Run) -> Iterator[str]:
    if run.seed % EVERY or RACE in {step[0] for step in run.steps}:
        return
    straight = Run(run.world, run.seed, run.steps, clocks=False)
    if story(run) != story(straight):
        yield f"{story(run)} with clocks that are off is not {story(straight)}"


def story(run: Run) -> list[Any]:
    """The run's records, with ids and people by their places, and without the times that phones wrote."""
    names: dict[str, Any] = {account.id: part for part, account in run.school.people.items()}
    names |= run.stamps.place
    names |= {run.school.unit: "school", run.natural: "natural"}
    return [_plain(run.rows[id].shown, names) for id in run.order if id in run.rows]


def _plain(value: Any, names: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {names.get(k, k): _plain(v, names) for k, v in value.items() if k not in ("at", "version")}
    if isinstance(value, list):
        return [_plain(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def test_clocks_do_not_matter(faults):
    assert not faults("clocks_do_not_matter")
