"""What the jobs do: each chore once, in the application's context. When is said in ``timetable``."""

import threading
from collections.abc import Callable
from datetime import timedelta

import structlog
from flask import current_app
from sqlalchemy import delete, text

from server.auth import second_factor
from server.auth.factor_keys import FactorKeys
from server.backups import rewound
from server.bundles.early import Watch
from server.exports.storage import Store
from server.imports.records import uploads
from server.models.acts import DoneAct
from server.models.auth import Session, SignInFailure
from server.models.backups import Backup
from server.models.tokens import AccessToken
from server.org import due_endings
from server.periods import automatic_closings, periods
from server.photos import unused
from server.photos.files import PhotoFiles
from server.platform.clock import now, today
from server.platform.database import read, write
from server.platform.time_limit import time_limit
from server.privacy.erase import erase_again
from server.publishing.examples import falling
from server.quality.walk import Walk
from server.registers import published

ACTS_KEPT = timedelta(days=7)
FAILURES_KEPT = timedelta(days=7)
TOKENS_KEPT = timedelta(days=30)  # after they have ended, so that their owner still finds why a program stopped
LONGEST_BACKUP = 2 * 60 * 60  # seconds
LOOKED_AT = 1_000  # entries of each index that are counted; the rest is estimated from them

log = structlog.get_logger()
backing_up = threading.Lock()  # one backup at a time: each needs room for a copy of everything
kept_files = Watch()
hint_walk = Walk()


def purge_sessions() -> None:
    """Delete expired sessions, tokens that ended a month ago, and records of failed sign-ins older than a week."""
    with write() as session:
        session.execute(delete(Session).where(Session.expires < now()))
        session.execute(delete(AccessToken).where(AccessToken.expires < now() - TOKENS_KEPT))
        session.execute(delete(SignInFailure).where(SignInFailure.at < now() - FAILURES_KEPT))


def purge_acts() -> None:
    """Delete what no page will ask for again: the keys of acts of a week ago and earlier, and old workbooks."""
    with write() as session:
        session.execute(delete(DoneAct).where(DoneAct.at < now() - ACTS_KEPT))
        uploads.purge(session)


def purge_photos() -> None:
    """Delete what was left of photos that never came whole, and photos that nothing has named for 400 days: each night
    a sixteenth of these is looked for."""
    unused.purge_unfinished()
    files = PhotoFiles(current_app.config["PHOTOS"])
    if deleted := unused.purge_unused(published.renew(current_app), files, f"{today().toordinal() % 16:x}"):
        log.info("photos that nothing names deleted", count=deleted)


def seal_second_factors() -> None:
    """Encrypt the secrets of second factors that lie in the database as they are."""
    with write() as session:
        sealed = second_factor.seal_all(session, FactorKeys(current_app.config["FACTOR_KEY"]))
    if sealed:
        log.info("second factors encrypted", count=sealed)


def count_rows() -> None:
    """Let SQLite count what its indexes hold, by which it plans how to read; PostgreSQL does so by itself."""
    with write() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text(f"PRAGMA analysis_limit = {LOOKED_AT}"))
            session.execute(text("ANALYZE"))


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


def close_periods() -> None:
    """Close the registers' periods that the department lets close by themselves, once their day is over."""
    if closed := automatic_closings.carry_out(published.renew(current_app)):
        log.info("periods closed by themselves", count=closed)


def make_monthly_reports() -> None:
    """Make the reports of the months that are over, for the units that want them; each waits for a signature."""
    # What reads figures is loaded once a day.
    from server.figures import monthly_reports

    if made := monthly_reports.make_due(published.renew(current_app)):
        log.info("monthly reports made", count=made)


def take_kept_files() -> None:
    """Take in the files of unsent work that had come before what they build on, once that is there."""
    files = PhotoFiles(current_app.config["PHOTOS"])
    if taken := kept_files.look(published.renew(current_app), files):
        log.info("files of unsent work taken in that had waited", count=taken)


def look_for_hints() -> None:
    """Look for what a reviewer would ask at the records that have changed since."""
    hint_walk.look(published.renew(current_app))


def withdraw_fallen_examples() -> None:
    """Withdraw the examples that nobody may read any more, as a record of theirs was reopened, deleted or approved
    anew."""
    if count := falling.withdraw_fallen():
        log.info("examples withdrawn whose records stand no more", count=count)


def work_exports() -> None:
    """Make the files that are ordered, step by step; each step uses the registers that are published at its time."""
    # Excel's and Word's libraries are loaded when somebody orders the first file.
    from server.exports import steps

    store, photos = Store(current_app.config["EXPORTS"]), PhotoFiles(current_app.config["PHOTOS"])
    steps.work(lambda: published.renew(current_app), store, photos)


def count_fields() -> None:
    """Count the tables of two fields that are ordered, step by step."""
    # What reads figures is loaded with the first look.
    from server.figures.explore import counting

    counting.work(lambda: published.renew(current_app))


def purge_counts() -> None:
    """Delete the tables of two fields that nobody has wanted for two days."""
    from server.figures.explore import fields_count

    if deleted := fields_count.purge():
        log.info("counted tables deleted", count=deleted)


def purge_exports() -> None:
    """Delete exported files with their jobs: those that ended 7 days ago, or were ordered 14 days ago, or earlier."""
    from server.exports import steps

    if deleted := steps.purge(Store(current_app.config["EXPORTS"])):
        log.info("exports deleted", count=deleted)


def notice_rewound() -> None:
    """Record it as a restore if the database is an older copy than the one that was served last, and erase again whom
    it brings back."""
    rewound.notice(current_app.config)
    # A store's library is loaded by the one process that makes backups.
    from server.backups.erased import erased

    try:
        gone = erased(current_app.config)
    except OSError as fault:
        log.exception("who is to stay erased cannot be read", reason=str(fault))
        return
    with write() as session:
        count = erase_again(session, gone)
    if count:
        log.warning("erased again, as an older copy of the database had brought them back", count=count)


def back_up() -> None:
    """Make a backup and check it, and delete those that are kept no longer; what fails is written to the server's own
    log."""
    # Its libraries are loaded by the one process that makes backups.
    from server.backups.make import make

    try:
        with backing_up, time_limit(LONGEST_BACKUP, lambda: None):
            backup = make(current_app.config, published.renew(current_app))
    except Exception as fault:
        # A store's and a database's libraries raise their own; the next hour tries again.
        log.exception("no backup was made", reason=str(fault))
    else:
        if backup.faults:
            log.error("the backup has faults", name=backup.name, first=str(backup.faults[:5]))
        else:
            log.info("backed up", name=backup.name, bytes=backup.size, depth=backup.depth)
    _rotate_backups()


def make_ordered_backups() -> None:
    """Make the backup that an administrator has ordered, if there is one, and delete those that are kept no longer."""
    from server.backups import orders
    from server.backups.make import make

    def making(progress: Callable[[int, int], None]) -> Backup:
        with backing_up:
            return make(current_app.config, published.renew(current_app), progress=progress)

    ended = orders.fulfil(making)
    if ended == orders.DONE:
        log.info("backed up as ordered")
    if ended:
        _rotate_backups()


def _rotate_backups() -> None:
    """Delete the backups that are kept no longer; what fails is logged, and tried again after the next backup."""
    from server.backups.rotate import rotate

    try:
        with backing_up:
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
