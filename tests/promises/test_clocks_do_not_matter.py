"""Phones ten years off give the same records."""

from collections.abc import Iterator
from typing import Any

import pytest

from .cast import Stamps, phone_of
from .model import full
from .schedule import Run
from .stage import ABSURD, IN_1970

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
    names |= {taken: f"taken in {run.stamps.place[origin]}" for taken, origin in run.origins.items()}
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


@pytest.mark.parametrize("clock", [*ABSURD, IN_1970], ids=["no day", "no time", "1970"])
def test_a_phone_whose_clock_tells_no_time_sends_and_reads(world, clock):
    school, stamps = world.school(), Stamps()
    phone, mate = (phone_of(school.transports[part], stamps, clock) for part in ("author", "mate"))
    [record] = phone.put(
        school.unit, form="probe_direct@1", set={"note": "một", "n": 1, "day": "2026-10-05"}, submit=True
    )
    for one in (phone, mate):
        assert one.sync(), one.problem
        assert one.all_sent
    assert full(phone.copies[record]) == full(mate.copies[record])
