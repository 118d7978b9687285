"""What an exchange costs in bytes, which people in the mountains pay for. Programs that print them are in bench/."""

import pytest

from bench.load.wire import weigh


@pytest.fixture(scope="module")
def weight(tmp_path_factory):
    return weigh(f"sqlite:///{tmp_path_factory.mktemp('wire') / 'lantoa.db'}", 50)


@pytest.mark.slow
def test_fifty_new_activities_are_one_request_hardly_larger_than_what_they_say(weight):
    assert weight.requests == 1
    assert weight.sent <= 1.15 * weight.bare


@pytest.mark.slow
def test_nothing_to_say_takes_250_bytes_both_ways(weight):
    assert sum(weight.nothing) <= 250
