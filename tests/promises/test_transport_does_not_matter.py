"""By network, by file, by both and in any order: the same records, each mutation once, and every refusal known."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .carrying import Journey
from .model import full

EXAMPLES = 150 if os.environ.get("LANTOA_PROVE") == "1" else 12
NAMES = [
    *["create"] * 2,
    *["edit"] * 4,
    *["verb"] * 3,
    *["exchange"] * 2,
    *["cut"] * 3,
    *["bring"] * 4,
    *("rotate", "end", "decide"),
]
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 63), st.integers(0, 63)), min_size=10, max_size=20)


@pytest.mark.prove
@pytest.mark.slow
def test_any_mix_of_network_and_files_gives_the_same_records(world):
    @settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def schedule(steps):
        mixed, alone = Journey(world, steps, by_file=True), Journey(world, steps, by_file=False)
        assert mixed.faults() == []
        assert alone.faults() == []
        assert mixed.records() == alone.records()
        assert mixed.refusals() == alone.refusals()
        rows = world.rows(mixed.school.unit)
        held = mixed.phone.copies
        assert {id_: full(copy) for id_, copy in held.items()} == {id_: full(rows[id_].shown) for id_ in held}
        assert held.keys() >= {id_ for id_ in rows if rows[id_].shown["status"] != "deleted"}

    schedule()
