"""Chores are due each hour or night by the clock of Việt Nam; a clock that is set back delays none beyond that."""

import threading
from datetime import datetime, timedelta

import pytest

from server.jobs import timetable, work
from server.jobs.timetable import CHORES, DAILY, Chore, Timetable
from server.platform.clock import HERE

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=HERE)
AT_START = {"notice_rewound", "purge_sessions", "purge_acts", "extend_periods", "purge_exports"}


class Clock:
    def __init__(self):
        self.moment = NOON

    def __call__(self):
        return self.moment


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timetable, "now", clock)
    return clock


def done(table: Timetable) -> list[str]:
    """The names of the chores that are due, which are done."""
    found = []
    for chore in table.due():
        found.append(chore.do.__name__)
        table.done(chore)
    return found


def test_a_night_has_all_of_them_once(clock):
    table = Timetable()
    assert set(done(table)) == AT_START
    nightly = []
    for _ in range(24 * 60):
        clock.moment += timedelta(minutes=1)
        nightly += done(table)
    once = {chore.do.__name__ for chore in CHORES if chore.every == DAILY}
    assert sorted(nightly) == sorted([*once, *["back_up", "notice_rewound"] * 24])


def test_the_night_is_that_of_viet_nam(clock):
    table = Timetable([chore for chore in CHORES if chore.do.__name__ == "check_cells"])
    clock.moment = datetime(2026, 11, 29, 2, 29, tzinfo=HERE)
    assert done(table) == []
    clock.moment += timedelta(minutes=1)
    assert done(table) == ["check_cells"]


@pytest.mark.parametrize("step", [timedelta(days=-365), timedelta(days=365), timedelta(hours=-3)])
def test_a_clock_that_is_set_stops_no_chore(clock, step):
    table = Timetable()
    done(table)
    clock.moment += step
    done(table)
    later = []
    for _ in range(24):
        clock.moment += timedelta(hours=1)
        later += done(table)
    assert set(later) == {chore.do.__name__ for chore in CHORES}


def test_a_chore_that_fails_is_tried_three_times_and_holds_up_no_other(app, clock, monkeypatch):
    tried = []

    class Enough(Exception):
        pass

    class Pause(threading.Event):
        def wait(self, timeout=None):
            tried.append("pause")
            if tried.count("pause") == 5:
                raise Enough

    def poisoned():
        tried.append("poisoned")
        raise KeyError("x")

    def sound():
        tried.append("sound")

    kept = [Chore(poisoned, DAILY, timedelta(), at_start=True), Chore(sound, DAILY, timedelta(), at_start=True)]
    monkeypatch.setattr(work, "Timetable", lambda: Timetable(kept))
    monkeypatch.setattr(work.threading, "Event", Pause)
    with pytest.raises(Enough):
        work.keep_doing_chores(app)
    assert [one for one in tried if one != "pause"] == ["poisoned", "sound", "poisoned", "poisoned"]


def test_units_that_cannot_be_ended_hold_up_no_file(app, monkeypatch):
    def failing():
        raise KeyError("x")

    monkeypatch.setattr(work.chores, "end_units", failing)
    made = []
    assert work.done(app, lambda: made.append(1))
    assert made == [1]
