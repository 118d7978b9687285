"""Reports of one month: made by themselves once it is over, for the units that want them, and signed by a person."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import TypedDict

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.jobs import heads_reports, heads_units, viewer_of_unit
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.figures.snapshot_content import SnapshotContent, registers_with_figures, snapshot_content
from server.models.monthly import MonthlyPlan, MonthlyReport
from server.models.org import Person, Unit
from server.periods.months import month_before, month_period
from server.periods.ranges import months
from server.platform.clock import day_of, now, utc_text
from server.platform.database import read, write
from sync.protocol.canonical import canonical
from sync.protocol.problems import Problem
from sync.registers import Registers

MOST_MADE = 12  # months that are made up for, where the jobs stood still


class MonthlyEntry(TypedDict):
    """A monthly report without its content. ``made`` and ``signed``: moments as text, ``signed`` None while it waits;
    ``by``: the name of who signed it; ``sha256``: the hash of its content in hexadecimal."""

    month: str
    made: str
    sha256: str
    signed: str | None
    by: str | None


class MonthlyUnit(TypedDict):
    """A unit, by id and name, whose monthly reports somebody signs. ``on``: whether they are made by themselves;
    ``reports``: the newest month first."""

    unit: str
    name: str
    on: bool
    reports: list[MonthlyEntry]


def of_viewer(session: Session, viewer: Viewer) -> list[MonthlyUnit]:
    """The units in whose name the viewer signs, each with its monthly reports."""
    units = session.scalars(
        select(Unit).where(Unit.id.in_(heads_units(viewer)), Unit.ended.is_(None)).order_by(Unit.id)
    )
    on = set(session.scalars(select(MonthlyPlan.unit)))
    return [
        {"unit": unit.id, "name": unit.name, "on": unit.id in on, "reports": list(_entries(session, unit.id))}
        for unit in units
    ]


def _entries(session: Session, unit: str) -> Iterator[MonthlyEntry]:
    query = select(MonthlyReport, Person.name).outerjoin(Person, Person.id == MonthlyReport.by)
    for report, by in session.execute(query.where(MonthlyReport.unit == unit).order_by(MonthlyReport.month.desc())):
        signed = utc_text(report.signed) if report.signed else None
        yield {
            "month": report.month,
            "made": utc_text(report.made),
            "sha256": report.sha256,
            "signed": signed,
            "by": by,
        }


def switch(by: Act, unit: Unit, on: bool) -> None:
    """Let a unit's report of each month be made by itself from this month on, or no longer.

    Raises Problem ``forbidden`` unless the person signs the unit's reports.
    """
    _refuse_others(by.viewer, unit)
    found = by.session.get(MonthlyPlan, unit.id, with_for_update=True)
    if on == (found is not None):
        return
    if found:
        by.session.delete(found)
    else:
        by.session.add(MonthlyPlan(unit=unit.id, by=by.viewer.account))
    by.session.flush()
    by.record("monthly.switch", ("unit", unit.id), unit.id, on=on)


def make_due(registers: Registers) -> int:
    """Make the report of each month that is over, for each unit that wants them and has none yet; returns how many.

    Each is kept in a transaction of its own; a second process that makes the same one finds it there.
    """
    moment, made = now(), 0
    with read() as session:
        wanted = [place for plan in session.scalars(select(MonthlyPlan)) for place in _due(session, plan, moment)]
    for unit, month in wanted:
        made += make(registers, unit, month, moment)
    return made


def make(registers: Registers, unit_id: str, month: str, moment: datetime) -> bool:
    """Make a unit's report of a month (``2026-05``), to wait for a signature; False if there is one."""
    with read() as session:
        columns = _content(session, registers, session.get_one(Unit, unit_id), month, moment)
    with write() as session:
        session.get_one(Unit, unit_id, with_for_update=True)  # one after the other
        if session.get(MonthlyReport, (unit_id, month)) is not None:
            return False
        session.add(MonthlyReport(unit=unit_id, month=month, **columns))
    return True


def _due(session: Session, plan: MonthlyPlan, moment: datetime) -> list[tuple[str, str]]:
    """(unit, month) of the reports that a plan wants and that were not made yet, the oldest first."""
    last = month_period(month_before(day_of(moment)))
    assert last
    wanted = months(day_of(plan.at), last.ends)[-MOST_MADE:] if day_of(plan.at) <= last.ends else []
    there = set(session.scalars(select(MonthlyReport.month).where(MonthlyReport.unit == plan.unit)))
    return [(plan.unit, month) for month in wanted if month not in there]


def _content(session: Session, registers: Registers, unit: Unit, month: str, moment: datetime) -> dict[str, object]:
    """The columns of a report that waits: its content of this moment, as whoever signs for the unit reads it."""
    period = month_period(month)
    assert period
    keys = registers_with_figures(session, registers, period)
    viewer = viewer_of_unit(unit.id, unit.kind, unit.path)
    body = canonical(snapshot_content(session, viewer, registers, unit.id, month, keys, moment))
    return {"made": moment, "body": body, "sha256": hashlib.sha256(body).hexdigest()}


def renew(by: Act, registers: Registers, unit: Unit, month: str) -> None:
    """Make a report that waits again, from the figures of now.

    Raises Problem ``not_found``; ``forbidden``; ``changed_meanwhile`` if it was signed.
    """
    report = _waiting(by, unit, month)
    for name, value in _content(by.session, registers, unit, month, now()).items():
        setattr(report, name, value)
    by.session.flush()


def sign(by: Act, unit: Unit, month: str, sha256: str) -> None:
    """Sign the report that somebody has seen, by the hash of its content.

    Raises Problem ``not_found``; ``forbidden``; ``changed_meanwhile`` if it was signed or made again since.
    """
    report = _waiting(by, unit, month)
    if report.sha256 != sha256:
        raise Problem("changed_meanwhile")
    report.signed, report.by = now(), by.viewer.account
    by.session.flush()
    by.record("monthly.sign", ("unit", unit.id), unit.id, month=month, sha256=sha256)


def stored_content(session: Session, unit: str, month: str | None) -> tuple[SnapshotContent, MonthlyReport] | None:
    """The content of a unit's report of a month, as it was made or signed; None if there is none."""
    report = session.get(MonthlyReport, (unit, month)) if month_period(month) else None
    return (orjson.loads(report.body), report) if report else None


def _waiting(by: Act, unit: Unit, month: str) -> MonthlyReport:
    _refuse_others(by.viewer, unit)
    report = by.session.get(MonthlyReport, (unit.id, month), with_for_update=True)
    if report is None:
        raise Problem("not_found")
    if report.signed:
        raise Problem("changed_meanwhile")
    return report


def _refuse_others(viewer: Viewer, unit: Unit) -> None:
    if not heads_reports(viewer, unit.id, unit.path):
        raise Problem("forbidden")
