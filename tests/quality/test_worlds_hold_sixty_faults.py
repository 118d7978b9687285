"""The worlds by which hints are measured: each has twelve faults of each of five kinds, among records that a school may
really have sent."""

from collections import Counter

import pytest

from bench.quality.faults import KINDS, OF_EACH
from bench.quality.world import make_world
from server.platform.config import ROOT
from sync.registers import Registers, check_put

FILES = ROOT / "server" / "registers" / "definitions"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_world_has_twelve_faults_of_each_kind_and_much_that_only_looks_like_one(seed):
    world = make_world(seed)
    assert Counter(entry.fault for entry in world.entries if entry.fault) == dict.fromkeys(KINDS, OF_EACH)
    hard = Counter(entry.hard for entry in world.entries if entry.hard)
    assert {"a day of the whole school", "guests", "sunday at a boarding school", "the same for another class"} <= {
        *hard
    }
    assert len(world.entries) > 800
    assert min(Counter(entry.school.number for entry in world.entries).values()) < 8  # a school with little history


def test_the_same_seed_makes_the_same_world():
    assert [entry.data for entry in make_world(3).entries] == [entry.data for entry in make_world(3).entries]


def test_every_record_of_a_world_could_be_sent():
    register = Registers([FILES]).latest("activity")
    for entry in make_world(1).entries:
        assert check_put(register, entry.data)[1] == {}
