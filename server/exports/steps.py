"""Does export jobs step by step. Each step's result is stored before the next, so that a kill costs one step at most.

Records are read page by page into a file on disk, the spool, as a line of JSON each; a last step makes the file.
"""

import os
from datetime import timedelta

import orjson
import structlog
from sqlalchemy import or_, select

from server.exports import rows
from server.exports.file_making import make_of_figures, make_of_records, viewer_of_job
from server.exports.orders import UNFINISHED
from server.exports.storage import Store
from server.models.jobs import ExportJob
from server.platform.clock import now
from server.platform.database import read, write
from server.platform.outages import is_outage
from sync.protocol.problems import Problem
from sync.registers import Registers

KEPT = timedelta(days=7)  # how long a finished or failed job and its file are kept
END = "end"  # the cursor of a job whose spool holds all of its records
BY_RECORD = ("records", "evidence")  # the kinds of files that are made from a spool

log = structlog.get_logger()


def step(registers: Registers, store: Store) -> bool:
    """Do one step of the oldest unfinished export job; False if there is none.

    A Problem or any other error makes the job a failed one and is not raised, unless the database is away or the disk
    full: then the job stays as it was.
    """
    with read() as session:
        query = select(ExportJob).where(ExportJob.state.in_(UNFINISHED)).order_by(ExportJob.created, ExportJob.id)
        job = session.scalar(query.limit(1))
    if job is None:
        return False
    store.prepare()
    try:
        _do(registers, store, job)
    except Problem as problem:
        _fail(store, job, problem.code)
    except Exception as error:
        if is_outage(error):
            raise  # the order waits until the database and the disk are back
        log.exception("an export failed", job=job.id, kind=job.kind)
        _fail(store, job, "broken")
    return True


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


def _do(registers: Registers, store: Store, job: ExportJob) -> None:
    """Read the next page of the job's records into the spool or, if there is none left, make the file."""
    if job.kind in BY_RECORD and job.cursor != END:
        _spool(registers, store, job)
        return
    path = store.unfinished(job)
    path.unlink(missing_ok=True)
    if job.kind in BY_RECORD:
        make_of_records(registers, job, store.spool(job), path)
    else:
        make_of_figures(registers, job, path)
    _finish(store, job)


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
    _note(job, state="working", cursor=cursor or END, done=done, spooled=size, total=max(total, done))


def _finish(store: Store, job: ExportJob) -> None:
    """Store the finished file, set the job's state to ``done``, and delete what was left of making it."""
    with write() as session:
        stored = session.get_one(ExportJob, job.id)
        stored.bytes = store.take(session, stored)
        stored.state, stored.finished, stored.expires = "done", now(), now() + KEPT
        if stored.kind not in BY_RECORD:
            stored.done = stored.total = 1
    store.clear(job)
    log.info("export ended", job=job.id, kind=job.kind, state="done")


def _fail(store: Store, job: ExportJob, fault: str) -> None:
    """Set the job's state to ``failed``; ``fault``: a Problem's code, or ``broken`` for an error of the server."""
    _note(job, state="failed", fault=fault, finished=now(), expires=now() + KEPT)
    store.clear(job)
    log.info("export ended", job=job.id, kind=job.kind, state="failed", fault=fault)


def _note(job: ExportJob, **values: object) -> None:
    """Set columns of the job, given by name, in the database."""
    with write() as session:
        stored = session.get_one(ExportJob, job.id)
        for name, value in values.items():
            setattr(stored, name, value)
