"""Does export jobs step by step. Each step's result is stored before the next, so that a kill costs one step at most.

Records are read page by page into a file on disk, the spool, as a line of JSON each; a last step makes the file.
"""

import os
from collections.abc import Callable
from datetime import datetime, timedelta

import orjson
import structlog
from sqlalchemy import or_, select

from server.exports import attempts, rows
from server.exports.faults import fault_of
from server.exports.file_making import make_of_figures, make_of_records
from server.exports.job_viewer import viewer_of_job
from server.exports.storage import Store
from server.models.jobs import ExportJob
from server.photos.files import PhotoFiles
from server.platform.clock import now
from server.platform.database import read, write
from server.platform.outages import is_outage
from server.platform.time_limit import time_limit
from sync.protocol.problems import Problem
from sync.registers import Registers

KEPT = timedelta(days=7)  # how long a finished or failed job and its file are kept
LONGEST = 20 * 60  # seconds that one step may take: a page of records, or the file itself
END = "end"  # the cursor of a job whose spool holds all of its records
BY_RECORD = ("records", "evidence")  # the kinds of files that are made from a spool

log = structlog.get_logger()


def step(registers: Registers, store: Store, photos: PhotoFiles, waiting: set[str]) -> bool:
    """Do one step of the next unfinished export job; False if there is none.

    ``waiting``: ids of jobs that are passed over until the next round; a job whose step failed without having failed
    for good is added. A Problem or any other error is not raised: it makes the job a failed one, most errors only the
    third time. If the database is away or the disk full the job stays as it was.
    """
    job = attempts.next_order(waiting)
    if job is None:
        return False
    if job.attempts >= attempts.MOST:
        _fail(store, job, job.fault or "died")
        return True
    attempts.begin(job)
    try:
        store.prepare()
        with time_limit(LONGEST, lambda: attempts.note_late(job)):
            _do(registers, store, photos, job)
    except Exception as error:
        if is_outage(error):
            log.exception("an export waits", job=job.id, kind=job.kind)
            store.unfinished(job).unlink(missing_ok=True)  # it may be what has filled the disk
            attempts.take_back(job)
        else:
            _meet(store, job, error)
        waiting.add(job.id)
    return True


def work(renewed: Callable[[], Registers], store: Store, photos: PhotoFiles) -> None:
    """Do the steps of all unfinished jobs, a round: one that cannot go on now waits for the next, and nobody for it.

    ``renewed`` gives the registers that are published at the time of each step.
    """
    waiting: set[str] = set()
    while step(renewed(), store, photos, waiting):
        pass


def _meet(store: Store, job: ExportJob, error: Exception) -> None:
    """Make the job a failed one for an error that ended an attempt, if it ends the job or was the last attempt."""
    fault, for_good = fault_of(error)
    if not isinstance(error, Problem):
        log.exception("an export failed", job=job.id, kind=job.kind, attempt=job.attempts)
    if for_good or job.attempts >= attempts.MOST:
        _fail(store, job, fault)


def purge(store: Store) -> int:
    """Delete the jobs, with their files, that ended more than 7 days ago or were created more than 14 days ago.

    Returns how many jobs.
    """
    with write() as session:
        old = or_(ExportJob.expires < now(), ExportJob.created < now() - 2 * KEPT)
        found = session.scalars(select(ExportJob).where(old)).all()
        for job in found:
            store.drop(session, job)
    return len(found)


def _do(registers: Registers, store: Store, photos: PhotoFiles, job: ExportJob) -> None:
    """Read the next page of the job's records into the spool or, if there is none left, make the file."""
    if job.kind in BY_RECORD and job.cursor != END:
        _spool(registers, store, job)
        return
    path, began = store.unfinished(job), now()
    path.unlink(missing_ok=True)
    if job.kind in BY_RECORD:
        make_of_records(registers, job, store.spool(job), path, photos)
    else:
        make_of_figures(registers, job, path, photos)
    _finish(store, job, began)


def _spool(registers: Registers, store: Store, job: ExportJob) -> None:
    """Append the next page of records to the spool on disk, then note its end and the cursor in the database.

    What a killed step wrote beyond the noted end is cut off first; if the spool is shorter, reading starts again.
    """
    path = store.spool(job)
    on_disk = path.stat().st_size if path.is_file() else 0
    if on_disk < job.spooled:
        job.cursor, job.done, job.spooled = None, 0, 0
    with read() as session:
        viewer = viewer_of_job(session, job)
        wanted = rows.listing(session, viewer, registers, job)
        total = job.total if job.cursor else rows.count(session, wanted)
        page, cursor = rows.page(session, viewer, registers, wanted, job.language)
    with path.open("r+b" if on_disk else "w+b") as file:
        file.truncate(job.spooled)
        file.seek(job.spooled)
        for row in page:
            file.write(orjson.dumps(row) + b"\n")
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
    done = job.done + len(page)
    _note(
        job,
        state="working",
        cursor=cursor or END,
        done=done,
        spooled=size,
        total=max(total, done),
        attempts=0,
        fault=None,
    )


def _finish(store: Store, job: ExportJob, began: datetime) -> None:
    """Store the finished file, set the job's state to ``done``, and delete what was left of making it.

    ``began``: when it was begun, which is its moment: what has changed since may not be in it.
    """
    with write() as session:
        stored = session.get_one(ExportJob, job.id)
        stored.bytes = store.take(session, stored)
        stored.state, stored.fault, stored.finished, stored.expires = "done", None, began, now() + KEPT
        if stored.kind not in BY_RECORD:
            stored.done = stored.total = 1
    store.clear(job)
    log.info("export ended", job=job.id, kind=job.kind, state="done")


def _fail(store: Store, job: ExportJob, fault: str) -> None:
    """Set the job's state to ``failed``; ``fault``: the code of why, as ``faults.fault_of`` gives it."""
    _note(job, state="failed", fault=fault, finished=now(), expires=now() + KEPT)
    store.clear(job)
    log.info("export ended", job=job.id, kind=job.kind, state="failed", fault=fault)


def _note(job: ExportJob, **values: object) -> None:
    """Set columns of the job, given by name, in the database."""
    with write() as session:
        stored = session.get_one(ExportJob, job.id)
        for name, value in values.items():
            setattr(stored, name, value)
