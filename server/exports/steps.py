"""Jobs, worked step by step: what a step did is in the database and on disk before the next, so a kill costs one step.

Records go page by page to a spool, a line of JSON each; then the file is made from the spool in one go.
"""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer, viewer_of
from server.exports import evidence_workbook, figures_workbook, records_workbook, rows
from server.exports.orders import UNFINISHED
from server.exports.storage import Store
from server.exports.word import report, templates
from server.figures.reach import readable
from server.figures.snapshot_content import SnapshotContent, registers_with_figures, snapshot_content
from server.figures.snapshots import find_snapshot, signed_content
from server.models.jobs import ExportJob
from server.models.org import Unit
from server.models.periods import Period
from server.platform.clock import HERE, now
from server.platform.database import read, write
from server.platform.texts import period_text, phrase
from sync.protocol.canonical import Json
from sync.protocol.problems import Problem
from sync.registers import Registers

KEPT = timedelta(days=7)
END = "end"  # the cursor of a job whose spool is whole
BY_RECORD = ("records", "evidence")

log = structlog.get_logger()


def step(registers: Registers, store: Store) -> bool:
    """Work the oldest job for one step; False if there is none."""
    with read() as session:
        query = select(ExportJob).where(ExportJob.state.in_(UNFINISHED)).order_by(ExportJob.created, ExportJob.id)
        job = session.scalar(query.limit(1))
    if job is None:
        return False
    store.prepare()
    try:
        _work(registers, store, job)
    except Problem as problem:
        _fail(store, job, problem.code)
    except Exception:
        log.exception("an export failed", job=job.id, kind=job.kind)
        _fail(store, job, "broken")
    return True


def purge(store: Store) -> int:
    """Delete what has been kept for seven days; how many jobs that were."""
    with write() as session:
        old = or_(ExportJob.expires < now(), ExportJob.created < now() - 2 * KEPT)
        found = session.scalars(select(ExportJob).where(old)).all()
        for job in found:
            store.drop(session, job)
    return len(found)


def _work(registers: Registers, store: Store, job: ExportJob) -> None:
    if job.kind in BY_RECORD and job.cursor != END:
        _spool(registers, store, job)
    else:
        _make(registers, store, job)
        _finish(store, job)


def _spool(registers: Registers, store: Store, job: ExportJob) -> None:
    """One page more on disk, then in the database: a page that was not counted is cut off and read again."""
    path = store.spool(job)
    there = path.stat().st_size if path.is_file() else 0
    if there < job.spooled:
        job.cursor, job.done, job.spooled = None, 0, 0
    with read() as session:
        viewer = _viewer(session, job)
        wanted = rows.listing(session, viewer, registers, job)
        total = job.total if job.cursor else rows.count(session, wanted)
        page, cursor = rows.page(session, viewer, registers, wanted, job.language)
    with path.open("r+b" if there else "w+b") as file:
        file.truncate(job.spooled)
        file.seek(job.spooled)
        for row in page:
            file.write(orjson.dumps(row) + b"\n")
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
    done = job.done + len(page)
    _note(job, state="working", cursor=cursor or END, done=done, spooled=size, total=max(total, done))


def _make(registers: Registers, store: Store, job: ExportJob) -> None:
    """The whole file, at the place where unfinished ones are."""
    path, language = store.unfinished(job), job.language
    path.unlink(missing_ok=True)
    with read() as session:
        viewer = _viewer(session, job)
        if job.kind not in BY_RECORD:
            content, title = _content(session, viewer, registers, job)
            if job.kind == "figures":
                figures_workbook.workbook(path, content, language, title)
            else:
                report.document(path, templates.current(session), content, title)
            return
        about = _about(session, job)
    lines = _lines(store, job)
    register = registers.latest(job.asked["registers"][0]) if job.asked["registers"] else None
    if job.kind == "evidence":
        evidence_workbook.workbook(path, registers, job.asked["registers"], lines, language, about)
    elif job.format == "json":
        records_workbook.json_list(path, lines)
    elif register is None:
        raise Problem("not_found")
    elif job.format == "csv":
        records_workbook.comma_separated(path, register, lines)
    else:
        records_workbook.workbook(path, register, lines, language, about)


def _content(
    session: Session, viewer: Viewer, registers: Registers, job: ExportJob
) -> tuple[SnapshotContent, str | None]:
    """What figures are to be told: a snapshot's own with its title, else those of now."""
    asked = job.asked
    if asked["snapshot"]:
        kept, _ = find_snapshot(session, viewer, asked["snapshot"])
        return signed_content(kept), kept.title
    period = session.get(Period, asked["period"])
    if period is None:
        raise Problem("not_found")
    keys = asked["registers"] or registers_with_figures(session, registers, period)
    today = datetime.now(HERE).date()
    return snapshot_content(session, viewer, registers, asked["unit"], period.key, keys, today, asked["status"]), None


def _viewer(session: Session, job: ExportJob) -> Viewer:
    """Whoever asked, as what they are now. Problem ``forbidden`` if they may no longer read the unit."""
    viewer = viewer_of(session, job.person)
    if viewer is None:
        raise Problem("forbidden")
    readable(session, viewer, job.asked["unit"])
    return viewer


def _about(session: Session, job: ExportJob) -> list[str]:
    unit = session.get(Unit, job.asked["unit"])
    period = period_text(job.asked["period"], job.language)
    place = " · ".join(part for part in (unit.name if unit else "", period) if part)
    return [place, f"{phrase('as_of', job.language)}: {job.created.astimezone(HERE):%d/%m/%Y %H:%M}"]


def _lines(store: Store, job: ExportJob) -> Iterator[Json]:
    with store.spool(job).open("rb") as file:
        yield from map(orjson.loads, file)


def _finish(store: Store, job: ExportJob) -> None:
    with write() as session:
        kept = session.get(ExportJob, job.id)
        assert kept is not None
        kept.bytes = store.take(session, kept)
        kept.state, kept.finished, kept.expires = "done", now(), now() + KEPT
        if kept.kind not in BY_RECORD:
            kept.done = kept.total = 1
    store.clear(job)
    log.info("export ended", job=job.id, kind=job.kind, state="done")


def _fail(store: Store, job: ExportJob, fault: str) -> None:
    _note(job, state="failed", fault=fault, finished=now(), expires=now() + KEPT)
    store.clear(job)
    log.info("export ended", job=job.id, kind=job.kind, state="failed", fault=fault)


def _note(job: ExportJob, **values: Any) -> None:
    with write() as session:
        kept = session.get(ExportJob, job.id)
        for name, value in values.items():
            setattr(kept, name, value)
