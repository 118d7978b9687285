"""When the chores of the jobs are due: each once an hour, or once a day in Việt Nam, wherever the clock is put.

A clock that is set back or forward makes a chore due once more, and delays it by no more than its own interval.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from server.jobs import chores
from server.platform.clock import HERE, now

HOURLY, DAILY = timedelta(hours=1), timedelta(days=1)
BEGINNING = datetime(1970, 1, 1, tzinfo=HERE)  # of all hours and days
ATTEMPTS = 3  # at a chore that fails, until its next hour or day


class Chore(NamedTuple):
    """A chore: due ``after`` the beginning of each of its intervals, and if ``at_start`` when the jobs start, too."""

    do: Callable[[], None]
    every: timedelta
    after: timedelta
    at_start: bool = False

    def interval(self) -> int:
        """The number of the interval that it is now."""
        return (now() - BEGINNING - self.after) // self.every


def _at(hour: int, minute: int) -> timedelta:
    return timedelta(hours=hour, minutes=minute)


CHORES = (
    Chore(chores.notice_rewound, HOURLY, _at(0, 0), at_start=True),
    Chore(chores.end_units, DAILY, _at(0, 0)),
    Chore(chores.purge_sessions, DAILY, _at(2, 0), at_start=True),
    Chore(chores.purge_acts, DAILY, _at(2, 5), at_start=True),
    Chore(chores.extend_periods, DAILY, _at(2, 5), at_start=True),
    Chore(chores.purge_exports, DAILY, _at(2, 10), at_start=True),
    Chore(chores.back_up, HOURLY, _at(0, 7)),
    Chore(chores.check_cells, DAILY, _at(2, 30)),
)


class Timetable:
    """Which chores are due, of those that a process of jobs has not done yet."""

    def __init__(self, kept: Sequence[Chore] = CHORES):
        self._left = {chore: ATTEMPTS if chore.at_start else 0 for chore in kept}
        self._interval = {chore: chore.interval() for chore in kept}

    def due(self) -> Iterator[Chore]:
        """The chores that are due now, each with an attempt counted; ``done`` says that it was the last one needed."""
        for chore in self._left:
            if (interval := chore.interval()) != self._interval[chore]:
                self._interval[chore], self._left[chore] = interval, ATTEMPTS
            if self._left[chore]:
                self._left[chore] -= 1
                yield chore

    def done(self, chore: Chore) -> None:
        """Note that a chore is done for its hour or day."""
        self._left[chore] = 0
