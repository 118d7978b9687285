"""One round of each attack on scopes, ids, batches, sessions and races; ``make trust`` plays many."""

from random import Random

import pytest

from bench.attacks.intruder import intrude
from bench.attacks.smuggler import smuggle
from bench.attacks.squatter import squat
from bench.attacks.storm import storm
from bench.attacks.walker import walk
from tests.fixtures.applications import open_app
from tests.village import Village

ATTACKS = (smuggle, squat, intrude, storm)


@pytest.mark.lengthy
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_finds_nothing(village, attack):
    assert attack(village, Random(3)) == []


@pytest.mark.slow
def test_no_address_gives_out_what_another_school_has_and_the_department_gets_it(sqlite_url):
    with open_app(sqlite_url) as app:
        assert walk(Village(app), Random(3), ["gv", "xa"]) == []
        assert len(walk(Village(app), Random(3), ["so"])) > 3, "the walker does not find what there is"
