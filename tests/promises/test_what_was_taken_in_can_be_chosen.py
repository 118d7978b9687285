"""A value that a leader took in, and that differs from another's, is one of those between which a phone chooses."""

import pytest

from .lots import checks
from .schedule import Run, Step

SEED = 1_012_233
STEPS: list[Step] = [
    ("create", 0, 899, 1),
    ("agree", 0, 0, 0),
    ("agree", 1, 0, 0),
    ("leave", 241, 71, 1020),
    ("together", 246, 2876, 3702),
    ("duel", 92, 1953, 531),
    ("duel", 136, 1582, 2521),
    ("settle", 70, 3541, 3837),
    ("together", 184, 2634, 3425),
    ("resolve", 236, 2017, 2194),
]


@pytest.mark.lengthy
def test_a_phone_names_it_and_every_promise_holds(world):
    run = Run(world, SEED, STEPS)
    resolved = {id for entry in run.log for ids in entry.mutation.get("resolves", {}).values() for id in ids}
    assert resolved & run.origins.keys()
    assert {name: faults for name, check in checks().items() if (faults := list(check(run)))} == {}
