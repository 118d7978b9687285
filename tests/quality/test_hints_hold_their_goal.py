"""On worlds on which no threshold was set, nine of ten planted faults are hinted at, and one of twenty records without
a fault at most."""

import pytest

from bench.quality.measure import measure

FOUND, FALSE = 0.9, 0.05


@pytest.mark.lengthy
@pytest.mark.parametrize("seed", [2, 4])
def test_nine_of_ten_faults_are_found_and_few_are_troubled_for_nothing(seed):
    measured = measure(seed)
    assert measured.planted.total() == 60
    assert measured.share_found >= FOUND, measured.missed
    assert measured.share_false <= FALSE, measured.wrong
    # No kind is carried by the others.
    assert {kind for kind, n in measured.planted.items() if measured.found[kind] < 0.75 * n} == set()
