"""Chores are due each hour or night by the clock of Việt Nam; a clock that is set back delays none beyond that."""

import threading
from datetime import datetime, timedelta

import pytest

from server.jobs import work
from server.jobs.timetable import CHORES, Chore, go_by, timetable
from server.platform.clock import HERE

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=HERE)
DAY = timedelta(days=1)


class Enough(Exception):
    pass


def times(chore: Chore, after: datetime, until: datetime) -> list[datetime]:
    found, due = [], chore.trigger.get_next_fire_time(None, after)
    while due < until:
        found.append(due)
        due = chore.trigger.get_next_fire_time(due, due + timedelta(seconds=1))
    return found


@pytest.fixture
def planned():
    """The timetable of all chores, started but doing nothing."""
    scheduler = timetable(lambda chore: None)
    scheduler.start(paused=True)
    yield scheduler
    scheduler.shutdown()


def test_a_day_has_each_of_the_night_once_and_the_others_hourly():
    for chore in CHORES:
        assert len(times(chore, NOON, NOON + DAY)) == (24 if chore.hour is None else 1), chore


def test_the_night_is_that_of_viet_nam():
    check = next(chore for chore in CHORES if chore.do.__name__ == "check_cells")
    assert times(check, NOON, NOON + DAY) == [datetime(2026, 11, 29, 2, 30, tzinfo=HERE)]


def test_some_are_done_at_the_start_and_one_after_another():
    doing, done, all_done = threading.Lock(), [], threading.Event()
    starting = [chore for chore in CHORES if chore.at_start]

    def do(chore):
        assert doing.acquire(blocking=False), "another is being done"
        done.append(chore)
        doing.release()
        if len(done) == len(starting):
            all_done.set()

    scheduler = timetable(do, starting)
    scheduler.start()
    assert all_done.wait(20)
    scheduler.shutdown()
    assert sorted(one.__name__ for one in done) == sorted(chore.do.__name__ for chore in starting)


@pytest.mark.parametrize("step", [timedelta(days=-365), timedelta(days=365), timedelta(hours=-3)])
def test_a_clock_that_is_set_puts_off_no_chore(planned, step):
    go_by(planned, NOON)
    go_by(planned, NOON + step)
    for job in planned.get_jobs():
        if not job.id.endswith("at start"):
            assert timedelta() <= job.next_run_time - (NOON + step) <= DAY, job


@pytest.mark.parametrize(("by", "seen"), [(0, []), (-86_400, ["planned anew"]), (3_600, ["planned anew"])])
def test_that_the_clock_was_set_is_noticed(monkeypatch, by, seen):
    looks, anew = [], []

    class Pause(threading.Event):
        def wait(self, timeout=None):
            if looks:
                raise Enough
            looks.append(timeout)
            monkeypatch.setattr(work.time, "time", lambda: real() + by)

    real = work.time.time
    monkeypatch.setattr(work.threading, "Event", Pause)
    monkeypatch.setattr(work, "go_by", lambda scheduler: anew.append("planned anew"))
    with pytest.raises(Enough):
        work.watch(None, lambda: None)
    assert anew == seen


@pytest.mark.parametrize(("failures", "tries"), [(0, 1), (1, 2), (9, 3)])
def test_a_chore_that_fails_is_tried_three_times(app, monkeypatch, failures, tries):
    class Pause(threading.Event):
        def wait(self, timeout=None):
            assert timeout == work.TRY_AGAIN

    tried = []

    def chore():
        tried.append(1)
        if len(tried) <= failures:
            raise KeyError("x")

    monkeypatch.setattr(work.threading, "Event", Pause)
    work.attempt(app, chore)
    assert len(tried) == tries


def test_units_that_cannot_be_ended_hold_up_no_file(app, monkeypatch):
    def failing():
        raise KeyError("x")

    monkeypatch.setattr(work.chores, "end_units", failing)
    made = []
    assert work.done(app, lambda: made.append(1))
    assert made == [1]
