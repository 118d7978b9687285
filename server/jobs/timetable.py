"""When the chores of the jobs are done: a scheduler that runs each of them hourly or at night in Việt Nam, and goes by
the clock as it is after somebody has set it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from server.jobs import chores, notice_chores
from server.platform.clock import HERE, now


class Chore(NamedTuple):
    """A chore: done at this minute of each hour, or of the one ``hour``; ``at_start``: when the jobs start, too."""

    do: Callable[[], None]
    minute: int
    hour: int | None = None
    at_start: bool = False

    @property
    def trigger(self) -> CronTrigger:
        """When it is due, as the scheduler has it."""
        return CronTrigger(hour="*" if self.hour is None else self.hour, minute=self.minute, timezone=HERE)


CHORES = (
    Chore(chores.notice_rewound, 0, at_start=True),
    Chore(chores.end_units, 0, hour=0),
    Chore(chores.close_periods, 15, hour=0, at_start=True),
    Chore(chores.purge_sessions, 0, hour=2, at_start=True),
    Chore(chores.purge_acts, 5, hour=2, at_start=True),
    Chore(notice_chores.purge_marks, 5, hour=2),
    Chore(chores.seal_second_factors, 5, hour=2, at_start=True),
    Chore(chores.count_rows, 5, hour=2, at_start=True),
    Chore(chores.extend_periods, 5, hour=2, at_start=True),
    Chore(chores.purge_exports, 10, hour=2, at_start=True),
    Chore(chores.purge_counts, 15, hour=2, at_start=True),
    Chore(chores.purge_photos, 20, hour=2),
    Chore(chores.make_monthly_reports, 40, hour=2, at_start=True),
    Chore(notice_chores.send_letters, 0, hour=7),
    Chore(chores.back_up, 7),
    Chore(chores.check_cells, 30, hour=2),
)


def timetable(do: Callable[[Callable[[], None]], None], kept: Sequence[Chore] = CHORES) -> BackgroundScheduler:
    """The scheduler of the chores, not started yet. It calls ``do`` with each that is due, one after another.

    A chore that was missed while others were done is done once, however late.
    """
    scheduler = BackgroundScheduler(
        timezone=HERE,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for chore in kept:
        scheduler.add_job(do, chore.trigger, args=[chore.do], id=chore.do.__name__)
        if chore.at_start:
            scheduler.add_job(do, args=[chore.do], id=f"{chore.do.__name__} at start")
    return scheduler


def go_by(scheduler: BackgroundScheduler, moment: datetime | None = None) -> None:
    """Plan all chores anew from ``moment`` on; None is this very one.

    A scheduler would sleep for a year after a clock that was a year ahead has been put right.
    """
    for job in scheduler.get_jobs():
        if due := job.trigger.get_next_fire_time(None, moment or now().astimezone(HERE)):
            job.modify(next_run_time=due)
