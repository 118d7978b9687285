"""Snapshots (chốt số liệu): reports that were signed. They are stored, listed and read, and never changed."""

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
    """A snapshot without its content. ``unit`` is an id, ``period`` and ``registers`` are keys.

    ``at``: the moment when it was signed, as text; ``by``: the name of the person who signed it; ``sha256``: the hash
    of the signed bytes, in hexadecimal.
    """

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
    """Sign a report: compute it from the present figures and store it for good, as a snapshot.

    ``keys``: those of its registers. With ``closes``, their periods within ``period`` are closed for the unit in the
    same transaction. Raises Problem ``forbidden`` if the viewer may not sign for one of the registers.
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
    """A snapshot without its content, as JSON; ``unit`` and ``by`` are the names of its unit and of who signed it."""
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
    """The snapshot with this id, and its unit.

    Raises Problem ``not_found`` if there is none or the viewer may not read the unit's figures.
    """
    found = session.get(Snapshot, id_)
    unit = session.get(Unit, found.unit) if found else None
    if found is None or unit is None or not reads_figures(viewer, unit.id, unit.path):
        raise Problem("not_found")
    return found, unit


def signed_content(snapshot: Snapshot) -> SnapshotContent:
    """The content of a snapshot. Raises ValueError if its bytes no longer have the hash stored at signing."""
    if hashlib.sha256(snapshot.body).hexdigest() != snapshot.sha256:
        raise ValueError(f"snapshot {snapshot.id} is not what was signed")
    content: SnapshotContent = orjson.loads(snapshot.body)
    return content


def _own_periods(session: Session, registers: Registers, keys: list[str], period: Period) -> list[tuple[str, str]]:
    """All pairs (register, period) whose records are in a report on ``period``, for the registers ``keys``.

    A report on a school year has the records of its semesters, for a register that is kept by semesters.
    """
    found = [(register, ranges.span(session, register, period)) for register in map(registers.latest, keys) if register]
    return [(register.key, one) for register, span in found for one in span.periods]
