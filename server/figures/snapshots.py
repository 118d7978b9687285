"""Chốt số liệu: a period's report is stored as it was signed, never changed, found again and read."""

import hashlib
from datetime import date
from typing import TypedDict

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.units import freezes, reads_figures
from server.access.viewer import Viewer
from server.figures.snapshot_content import SnapshotContent, snapshot_content
from server.models.catalog import change_catalog
from server.models.figures import Snapshot
from server.models.org import Person, Unit
from server.models.periods import Period
from server.org.people import new_id
from server.periods import closings, ranges
from server.platform.clock import now
from sync.protocol.canonical import canonical
from sync.protocol.problems import Problem
from sync.registers import Registers


class SnapshotHead(TypedDict):
    """A snapshot without its content. ``at``: the moment, as text; ``by``: a person's name; ``sha256``: of the bytes
    that were signed, in hexadecimal."""

    id: str
    title: str
    unit: str
    unit_name: str
    period: str
    registers: list[str]
    at: str
    by: str
    sha256: str


def freeze(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    unit: Unit,
    period: Period,
    keys: list[str],
    title: str,
    closes: bool,
    today: date,
) -> Snapshot:
    """Keep a report for good; with ``closes`` its registers' period is closed for the unit in the same transaction.

    Problem ``forbidden`` where a register is not the viewer's to freeze.
    """
    for key in keys:
        register = registers.latest(key)
        if register is None or not freezes(viewer, register, unit.id):
            raise Problem("forbidden")
    # Whoever writes comes either wholly before the figures are read, or after the period is closed.
    closings.lock(session, unit)
    body = canonical(snapshot_content(session, viewer, registers, unit.id, period.key, keys, today))
    orjson.loads(body)  # raises: what could not be read again is never signed
    snapshot = Snapshot(
        id=new_id(),
        unit=unit.id,
        period=period.key,
        registers=keys,
        title=title,
        at=now(),
        by=viewer.account,
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
    )
    session.add(snapshot)
    session.flush()
    if closes:
        own = _own_periods(session, registers, keys, period)
        closings.close(session, own, unit.id, viewer.account, snapshot.id)
        change_catalog(session)
    return snapshot


def snapshot_heads(session: Session, viewer: Viewer) -> list[SnapshotHead]:
    """The snapshots of units whose figures the viewer may read, the newest first."""
    query = (
        select(Snapshot, Unit.name, Unit.path, Person.name)
        .join(Unit, Unit.id == Snapshot.unit)
        .join(Person, Person.id == Snapshot.by)
        .order_by(Snapshot.at.desc())
    )
    rows = session.execute(query)
    return [snapshot_head(one, unit, by) for one, unit, path, by in rows if reads_figures(viewer, one.unit, path)]


def snapshot_head(snapshot: Snapshot, unit: str, by: str) -> SnapshotHead:
    """A snapshot without its content, with the names of its unit and of the person who signed it."""
    return {
        "id": snapshot.id,
        "title": snapshot.title,
        "unit": snapshot.unit,
        "unit_name": unit,
        "period": snapshot.period,
        "registers": snapshot.registers,
        "at": snapshot.at.isoformat().replace("+00:00", "Z"),
        "by": by,
        "sha256": snapshot.sha256,
    }


def find_snapshot(session: Session, viewer: Viewer, id_: str) -> tuple[Snapshot, Unit]:
    """A snapshot that the viewer may read, and its unit. Problem ``not_found``."""
    found = session.get(Snapshot, id_)
    unit = session.get(Unit, found.unit) if found else None
    if found is None or unit is None or not reads_figures(viewer, unit.id, unit.path):
        raise Problem("not_found")
    return found, unit


def signed_content(snapshot: Snapshot) -> SnapshotContent:
    """What was signed. Raises ValueError if the bytes are no longer those."""
    if hashlib.sha256(snapshot.body).hexdigest() != snapshot.sha256:
        raise ValueError(f"snapshot {snapshot.id} is not what was signed")
    content: SnapshotContent = orjson.loads(snapshot.body)
    return content


def _own_periods(session: Session, registers: Registers, keys: list[str], period: Period) -> list[tuple[str, str]]:
    """(register, period) of the records that the report counts: a school year's has the semesters' records in it."""
    found = [(register, ranges.span(session, register, period)) for register in map(registers.latest, keys) if register]
    return [(register.key, one) for register, span in found for one in span.periods]
