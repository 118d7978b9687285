"""Makes the file of an export job: from the records that earlier steps wrote to disk (its spool), or from figures."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import orjson
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.exports import (
    evidence_workbook,
    figures_workbook,
    plates,
    records_archive,
    records_csv,
    records_csv_excel,
    records_json,
    records_workbook,
)
from server.exports.export_row import ExportRow
from server.exports.job_viewer import PhotoFinder, viewer_of_job
from server.exports.named_content import name_content, name_row
from server.exports.notation import Notation
from server.exports.notation_choice import notation
from server.exports.order import order_of, stored_of
from server.exports.rows import statuses_of
from server.exports.word import report, report_plates, templates
from server.figures.snapshot_content import SnapshotContent, registers_with_figures, snapshot_content
from server.figures.snapshots import find_snapshot, signed_content
from server.models.jobs import ExportJob
from server.models.monthly import MonthlyReport
from server.models.org import Unit
from server.periods.months import find_period
from server.photos.files import PhotoFiles
from server.platform.clock import day_of, now
from server.platform.database import read
from server.platform.texts import period_text, phrase, statuses_text
from sync.protocol.problems import Problem
from sync.registers import Registers

CODE = 12  # digits of a snapshot's hash that its files show, as the desk does
EMPTY: tuple[object, ...] = (None, "", [])  # values that answer nothing
MOST_PICTURES = 24  # of an index of evidence


def make_of_figures(registers: Registers, job: ExportJob, path: Path, files: PhotoFiles) -> None:
    """Write the file of a job of kind ``figures`` (a workbook) or ``report`` (a Word file) to ``path``.

    Raises Problem ``forbidden`` if the person may no longer read the unit, ``not_found`` without period or snapshot.
    """
    with read() as session:
        viewer = viewer_of_job(session, job)
        written = notation(session)
        found, title = _content(session, viewer, registers, job, written)
        content = name_content(found, written)
        if job.kind == "figures":
            figures_workbook.workbook(path, content, written, job.language, title)
            return
        template, newest = templates.current(session), report_plates.newest(session, viewer, registers, content)
    # Not within the reading: what is looked at from outside is written down.
    shown = report_plates.plates(registers, content, newest, PhotoFinder(registers, job), files, written)
    report.document(path, template, content, written, title, order_of(job).get("letter"), shown)


def make_of_records(registers: Registers, job: ExportJob, spool: Path, path: Path, files: PhotoFiles) -> None:
    """Write the file of a job of kind ``records`` or ``evidence`` to ``path``; ``spool``: the file of its records.

    Raises Problem ``forbidden`` if the person may no longer read the unit, ``not_found`` if the register is gone.
    """
    with read() as session:
        viewer_of_job(session, job)
        statuses = statuses_of(registers, job)
        written = notation(session)
        about = _about(session, job, written)
        if len(statuses) != 1 or job.kind == "evidence":
            about.append(statuses_text(statuses, job.language))
    keys, rows = order_of(job)["registers"], _spooled(spool)
    named = (name_row(row, written) for row in _spooled(spool))
    register = registers.latest(keys[0]) if keys else None
    if job.kind == "evidence":
        finder = PhotoFinder(registers, job)
        choose = partial(plates.pictures, registers, finder=finder, files=files, most=MOST_PICTURES)
        proven = any(evidence_workbook.names_proof(registers, row) for row in _spooled(spool))
        evidence_workbook.workbook(path, registers, proven, named, written, job.language, about, choose)
    elif job.format == "json":
        records_json.json_list(path, rows)
    elif register is None:
        raise Problem("not_found")
    elif job.format == "csv":
        records_csv.comma_separated(path, register, rows)
    elif job.format == "csv_excel":
        records_csv_excel.comma_separated(path, register, named, written)
    elif job.format == "zip":
        records_archive.archive(path, register, rows, PhotoFinder(registers, job), files, job.language)
    else:
        answered = {name for row in _spooled(spool) for name, value in row["data"].items() if value not in EMPTY}
        records_workbook.workbook(path, register, named, written, job.language, about, statuses, answered)


def _content(
    session: Session, viewer: Viewer, registers: Registers, job: ExportJob, written: Notation
) -> tuple[SnapshotContent, str | None]:
    """The figures for the file, and what it says of the snapshot that they are from: its title and check code.

    Without an ordered snapshot present figures, and None.

    Raises Problem ``not_found`` if there is no such snapshot or period.
    """
    order = order_of(job)
    if order["snapshot"]:
        snapshot, _ = find_snapshot(session, viewer, order["snapshot"])
        return signed_content(snapshot), f"{snapshot.title} ({_code(snapshot.sha256, job.language)})"
    if stored := stored_of(session, order):
        content, monthly = stored
        return content, _signed(monthly, written, job.language) if monthly.signed else None
    period = find_period(session, order["period"])
    if period is None:
        raise Problem("not_found")
    keys = order["registers"] or registers_with_figures(session, registers, period)
    return snapshot_content(session, viewer, registers, order["unit"], period.key, keys, now(), order["status"]), None


def _signed(report: MonthlyReport, written: Notation, language: str) -> str:
    """What a signed report of one month says of itself: when it was signed, and its check code."""
    assert report.signed
    text = phrase("signed", language, day=written.day(day_of(report.signed), language))
    return f"{text} ({_code(report.sha256, language)})"


def _code(sha256: str, language: str) -> str:
    return phrase("check_code", language, code=sha256[:CODE])


def _about(session: Session, job: ExportJob, written: Notation) -> list[str]:
    """The two lines under a workbook's title: unit and period, and the moment of the order."""
    order = order_of(job)
    unit = session.get(Unit, order["unit"])
    period = period_text(order["period"], job.language)
    place = " · ".join(part for part in (unit.name if unit else "", period) if part)
    return [place, f"{phrase('as_of', job.language)}: {written.moment(job.created, job.language)}"]


def _spooled(spool: Path) -> Iterator[ExportRow]:
    with spool.open("rb") as file:
        yield from map(orjson.loads, file)
