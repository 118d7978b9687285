"""The work of ``flask jobs``: under the lock, files are made in one thread, ordered backups in another, and chores done
in a third.

All pauses are measured by a clock that is never set.
"""

import os
import threading
from collections.abc import Callable
from typing import NoReturn

import structlog
from flask import Flask

from server.jobs import chores
from server.jobs.lock import hold_lock
from server.jobs.timetable import Timetable

ORDERS_EVERY = 2  # seconds between two looks for ordered files and backups
CHORES_EVERY = 30  # seconds between two looks for chores that are due
LOCK_EVERY = 5  # seconds between two looks whether the lock is still held

log = structlog.get_logger()


def work(app: Flask) -> NoReturn:
    """Wait for the lock, then make files and do chores until the process is ended, or the lock is lost."""
    with app.app_context(), hold_lock(app.config["DATABASE_URL"]) as still_held:
        log.info("jobs started", pid=os.getpid())
        for job in (chores.work_exports, chores.make_ordered_backups):
            threading.Thread(target=keep_making, args=[app, job], name=job.__name__, daemon=True).start()
        threading.Thread(target=keep_doing_chores, args=[app], name="chores", daemon=True).start()
        end_without(still_held)


def end_without(still_held: Callable[[], None]) -> NoReturn:
    """End this process once the lock has been lost; ``still_held`` raises if it has."""
    pause = threading.Event()
    while True:
        pause.wait(LOCK_EVERY)
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


def keep_doing_chores(app: Flask) -> NoReturn:
    """Do the chores when they are due; one that fails holds up no other."""
    pause, timetable = threading.Event(), Timetable()
    while True:
        for chore in timetable.due():
            if done(app, chore.do):
                timetable.done(chore)
        pause.wait(CHORES_EVERY)


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
