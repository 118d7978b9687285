"""The work of ``flask jobs``: under the lock, files are made in one thread, ordered backups in another, files of unsent
work that waited taken in in a third, changed records looked at for hints in a fourth, tables of two fields counted in a
fifth, notices sent to devices in a sixth, examples that stand no more withdrawn in a seventh, and chores done in an
eighth.

Pauses are measured by a clock that is never set; chores go by the one that people set.
"""

import os
import threading
import time
from collections.abc import Callable
from typing import NoReturn

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from server.jobs import chores, notice_chores
from server.jobs.lock import hold_lock
from server.jobs.timetable import go_by, timetable

ORDERS_EVERY = 2  # seconds between two looks for ordered files and backups
ATTEMPTS = 3  # at a chore that fails, until it is due again
TRY_AGAIN = 30  # seconds until a chore that failed is tried again
LOOK_EVERY = 5  # seconds between two looks whether the lock is still held, and whether the clock was set
STEP = 60  # seconds by which a clock that was set differs, at least

STEADY = (
    chores.work_exports,
    chores.make_ordered_backups,
    chores.take_kept_files,
    chores.look_for_hints,
    notice_chores.send_notices,
    chores.count_fields,
    chores.withdraw_fallen_examples,
)
"""What is looked for all the time, each in a thread of its own."""

log = structlog.get_logger()


def work(app: Flask) -> NoReturn:
    """Wait for the lock, then make files and do chores until the process is ended, or the lock is lost."""
    with app.app_context(), hold_lock(app.config["DATABASE_URL"]) as still_held:
        log.info("jobs started", pid=os.getpid())
        for job in STEADY:
            threading.Thread(target=keep_making, args=[app, job], name=job.__name__, daemon=True).start()
        scheduler = timetable(lambda chore: attempt(app, chore))
        scheduler.start()
        watch(scheduler, still_held)


def watch(scheduler: BackgroundScheduler, still_held: Callable[[], None]) -> NoReturn:
    """Plan the chores anew when the clock was set, and end this process once the lock has been lost.

    ``still_held`` raises if it has.
    """
    pause, ahead = threading.Event(), time.time() - time.monotonic()
    while True:
        pause.wait(LOOK_EVERY)
        if abs(time.time() - time.monotonic() - ahead) > STEP:
            ahead = time.time() - time.monotonic()
            log.warning("the clock was set")
            go_by(scheduler)
        try:
            still_held()
        except Exception:
            # Another process may have the lock by now: ending at once is the only safe thing left.
            log.exception("the lock of the jobs is lost")
            os._exit(1)


def keep_making(app: Flask, orders: Callable[[], None]) -> NoReturn:
    """Make what is ordered, again and again."""
    pause = threading.Event()
    while True:
        done(app, orders)
        pause.wait(ORDERS_EVERY)


def attempt(app: Flask, chore: Callable[[], None]) -> None:
    """Do a chore; one that fails is tried twice more, and then left until it is due again."""
    pause = threading.Event()
    for _ in range(ATTEMPTS - 1):
        if done(app, chore):
            return
        pause.wait(TRY_AGAIN)
    done(app, chore)


def done(app: Flask, job: Callable[[], None]) -> bool:
    """Do a job in the application's context, after the mergers and splits that are due; returns whether it was done.

    Neither it nor those raise an error: it is logged.
    """
    with app.app_context():
        if job is not chores.end_units:
            done(app, chores.end_units)
        try:
            job()
        except Exception:
            log.exception("a job failed", job=job.__name__)
            return False
    return True
