"""A phone killed while it applies an answer is before it or after it."""

import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest

from .cast import Player, Stamps, killed, phone_of
from .connection import Connection
from .schedule import Run

LINES = 600  # more than the phone runs for one answer


def check(run: Run) -> Iterator[str]:
    for death in run.deaths:
        if death.found not in (death.before, death.after):
            yield f"{death.found} is neither {death.before} nor {death.after}"


def test_all_or_nothing(faults):
    assert not faults("all_or_nothing")


@pytest.mark.slow
def test_a_kill_at_every_line(world):
    """An answer with outcomes of all kinds, changes and a page to come, met with a kill at each line in turn."""
    school, stamps = world.school(), Stamps()
    connection = Connection(school.transports["author"], [])
    player = Player(0, "author", phone_of(connection, stamps, timedelta(0)), connection, timedelta(0))
    phone, leader = player.phone, phone_of(school.transports["leader"], stamps, timedelta(0))
    (record,) = phone.put(
        school.unit, form="probe_direct@1", set={"note": "một", "n": 1, "day": "2026-10-05"}, submit=True
    )
    assert phone.sync()
    assert leader.sync()
    phone.put(school.unit, record=record, set={"note": "hai"})
    phone.put(school.unit, form="probe_direct@1", set={"n": -1})
    phone.put(school.unit, form="probe_direct@1", set={"note": "ba"})
    leader.put(school.unit, record=record, set={"note": "bốn"})
    assert leader.sync()
    start, found = phone.dump(), []
    for lines in range(LINES):
        player.phone = phone_of(connection, stamps, timedelta(0), start)
        try:
            death = killed(player, lines, lambda state, way: phone_of(way, stamps, timedelta(0), state))
        finally:
            sys.settrace(None)
        if death is None:
            break
        assert death.found in (death.before, death.after)
        found.append(death.found == death.after)
    assert 50 < len(found) < LINES
    assert found == sorted(found)
    assert True in found
    assert player.phone.show(record)["conflicts"]
