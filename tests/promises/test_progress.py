"""n mutations with k bad ones reach n outcomes in at most ⌈bytes / budget⌉ + 1 requests."""

import math
from collections.abc import Iterator
from datetime import timedelta

import pytest

from sync.phone.batch import encode

from .cast import Stamps, phone_of
from .schedule import Run

BUDGET = 64 * 1024


def check(run: Run) -> Iterator[str]:
    """Over a good network every outbox empties; ``stuck`` is written by the run."""
    yield from run.stuck


def test_progress(faults):
    assert not faults("progress")


@pytest.mark.lengthy
@pytest.mark.parametrize(("mutations", "bad", "length"), [(1, 1, 10), (40, 40, 10), (200, 3, 40), (150, 20, 1900)])
def test_bad_mutations_hold_nobody_up(world, mutations, bad, length):
    school = world.school()
    phone = phone_of(school.transports["author"], Stamps(), timedelta(0))
    for number in range(mutations):
        story = "x" * length if number % (mutations // bad) else None
        note = {"big": story, "n": 1} if story else {"n": "không phải số"}
        phone.put(school.unit, form="probe_direct@1", set=note)
    size = sum(len(encode(item.mutation)) for item in phone.outbox)
    requests = 0
    while not all(item.version or item.waits for item in phone.outbox):
        assert phone.exchange()
        requests += 1
    assert requests <= math.ceil(size / BUDGET) + 1
    assert phone.sync()
    assert phone.all_sent
    refused = sum("refused" in entry.outcome for entry in world.log(school.unit))
    assert (len(world.log(school.unit)), refused) == (mutations, len(phone.refused))
