"""``flask jobs``: the process that makes exported files and does the nightly jobs.

Several may be started: one holds the lock and works, the others wait to take over from it.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask, current_app
from sqlalchemy import delete, make_url, text

from server.exports.storage import Store
from server.models.acts import DoneAct
from server.models.auth import Session, SignInFailure
from server.org import due_endings
from server.periods import periods
from server.platform.clock import HERE, now, today
from server.platform.database import db, read, write
from server.platform.jobs_lock import LOCK_NUMBER, lock_file
from server.registers import published

EXPORTS_EVERY = 2  # seconds between two looks for ordered files
ACTS_KEPT = timedelta(days=7)
FAILURES_KEPT = timedelta(days=7)

log = structlog.get_logger()


def purge_sessions() -> None:
    """Delete expired sessions, and the records of failed sign-ins that are older than a week."""
    with write() as session:
        session.execute(delete(Session).where(Session.expires < now()))
        session.execute(delete(SignInFailure).where(SignInFailure.at < now() - FAILURES_KEPT))


def purge_acts() -> None:
    """Delete the keys of acts that no page will ask for again: those of a week ago and earlier."""
    with write() as session:
        session.execute(delete(DoneAct).where(DoneAct.at < now() - ACTS_KEPT))


def extend_periods() -> None:
    """Add the periods of this year and the next, where they are missing."""
    year = today().year
    with write() as session:
        added = periods.extend(session, year - 1, year + 1)
    if added:
        log.info("periods added", count=added)


def end_units() -> None:
    """Carry out the mergers and splits of schools that are due by today."""
    if ended := due_endings.bring_about(current_app):
        log.info("units ended", count=ended)


def work_exports() -> None:
    """Make the files that are ordered, step by step; each step uses the registers that are published at its time."""
    # Excel's and Word's libraries are loaded when somebody orders the first file.
    from server.exports import steps

    steps.work(lambda: published.renew(current_app), Store(current_app.config["EXPORTS"]))


def purge_exports() -> None:
    """Delete exported files with their jobs: those that ended 7 days ago, or were ordered 14 days ago, or earlier."""
    from server.exports import steps

    if deleted := steps.purge(Store(current_app.config["EXPORTS"])):
        log.info("exports deleted", count=deleted)


def back_up() -> None:
    """Make a backup and check it, and delete those that are kept no longer; what fails is written to the server's own
    log."""
    # Its libraries are loaded by the one process that makes backups.
    from server.backups.make import make
    from server.backups.rotate import rotate

    try:
        backup = make(current_app.config, published.renew(current_app))
    except Exception as fault:
        # A store's and a database's libraries raise their own; the next hour tries again.
        log.exception("no backup was made", reason=str(fault))
        return
    if backup.faults:
        log.error("the backup has faults", name=backup.name, first=str(backup.faults[:5]))
    else:
        log.info("backed up", name=backup.name, bytes=backup.size, depth=backup.depth)
    try:
        deleted = rotate(current_app.config)
    except Exception as fault:
        log.exception("old backups stay", reason=str(fault))
        return
    if deleted:
        log.info("old backups deleted", count=len(deleted))


def check_cells() -> None:
    """Recompute every cell from the logs of mutations; if one differs, write an error to the server's own log."""
    # Reads the whole log: loaded by the one process that does it.
    from server.log import verify

    registers = published.renew(current_app)
    with read() as session:
        differences = verify.compare(session, registers)
    if differences:
        log.error("figures differ from the log", count=len(differences), first=str(differences[:5]))
    else:
        log.info("figures agree with the log")


@contextmanager
def hold_lock(url: str) -> Iterator[Callable[[], None]]:
    """A context in which this process alone holds the lock of the jobs for the database at ``url``; waits for it first.

    The context gives a function that raises if the lock has been lost. For SQLite the lock is on a file beside the
    database, which the system unlocks when the process ends; for PostgreSQL it is an advisory lock, which ends with
    its connection.
    """
    if make_url(url).get_backend_name() == "sqlite":
        with lock_file(url).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield lambda: None
    else:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
            yield lambda: connection.execute(text("SELECT 1")).close()


def schedule(app: Flask, still_held: Callable[[], None]) -> BlockingScheduler:
    """The scheduler of the jobs, in the time zone of Việt Nam, not started yet.

    They run at night, and at the start too those that may have been missed.
    ``still_held`` raises if the lock has been lost; it is called each minute, and then the process ends.
    """
    scheduler = BlockingScheduler(
        timezone=HERE, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )

    def run(job: Callable[[], None]) -> None:
        """Do one job in the application's context, after the mergers and splits that are due."""
        with app.app_context():
            end_units()
            job()

    def check_lock() -> None:
        """End this process if the lock has been lost."""
        try:
            still_held()
        except Exception:
            # Another process may have the lock by now: ending at once is the only safe thing left.
            log.exception("the lock of the jobs is lost")
            os._exit(1)

    scheduler.add_job(check_lock, "interval", minutes=1, id="check_lock")

    for job in (purge_sessions, purge_acts, extend_periods, purge_exports):
        scheduler.add_job(run, "date", args=[job], id=f"{job.__name__} at start")
    scheduler.add_job(run, "cron", args=[end_units], hour=0, minute=0, id="end_units")
    scheduler.add_job(run, "cron", args=[purge_sessions], hour=2, minute=0, id="purge_sessions")
    scheduler.add_job(run, "cron", args=[purge_acts], hour=2, minute=5, id="purge_acts")
    scheduler.add_job(run, "cron", args=[extend_periods], hour=2, minute=5, id="extend_periods")
    scheduler.add_job(run, "cron", args=[purge_exports], hour=2, minute=10, id="purge_exports")
    scheduler.add_job(run, "cron", args=[back_up], minute=7, id="back_up")
    scheduler.add_job(run, "cron", args=[check_cells], hour=2, minute=30, id="check_cells")
    return scheduler


def keep_making_exports(app: Flask) -> None:
    """Make all ordered files, again and again with a pause that no step of the clock makes longer; never returns."""
    pause = threading.Event()
    while True:
        try:
            with app.app_context():
                end_units()
                work_exports()
        except Exception:
            log.exception("exports wait")
        pause.wait(EXPORTS_EVERY)


def work(app: Flask) -> None:
    """Wait for the lock, then run the jobs as scheduled until the process is ended."""
    with app.app_context(), hold_lock(app.config["DATABASE_URL"]) as still_held:
        log.info("jobs started", pid=os.getpid())
        threading.Thread(target=keep_making_exports, args=[app], name="exports", daemon=True).start()
        schedule(app, still_held).start()
