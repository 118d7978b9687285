"""Snapshots (chốt số liệu): reports that were signed. They are stored, listed and read, and never changed."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import NotRequired, TypedDict

import orjson
from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, aliased

from server.access.units import freezes, reads_figures
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.figures.closing_preview import periods_to_close
from server.figures.snapshot_content import SnapshotContent, snapshot_content
from server.models.catalog import change_catalog, lock_catalog
from server.models.figures import Snapshot, SnapshotWithdrawal
from server.models.org import Person, Unit
from server.models.periods import Period
from server.models.public_figures import PublicSnapshot
from server.org.people import new_id
from server.periods import closings
from server.platform.clock import now, utc_text
from sync.protocol.canonical import canonical
from sync.protocol.problems import Problem
from sync.registers import Registers


class Withdrawn(TypedDict):
    """Why a snapshot was withdrawn: the reason ``text``, the name of who did it, and when, as text."""

    at: str
    by: str
    text: str


class SnapshotHead(TypedDict):
    """A snapshot without its content. ``unit`` is an id, ``period`` and ``registers`` are keys.

    ``at``: the moment when it was signed, as text; ``by``: the name of the person who signed it; ``sha256``: the hash
    of the signed bytes, in hexadecimal; ``withdrawn`` is there once it holds no more; ``public``: since when everybody
    may read it, as text, if everybody may.
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
    withdrawn: NotRequired[Withdrawn]
    public: NotRequired[str]


def freeze(
    by: Act,
    registers: Registers,
    unit: Unit,
    period: Period,
    keys: list[str],
    title: str,
    closes: bool,
) -> Snapshot:
    """Sign a report: compute it from the present figures and store it for good, as a snapshot.

    ``keys``: those of its registers. With ``closes``, their periods within ``period`` are closed for the unit in the
    same transaction. Raises Problem ``forbidden`` if the person may not sign for one of the registers.
    """
    session, viewer = by.session, by.viewer
    _refuse_others(viewer, registers, keys, unit.id)
    # Whoever writes comes either wholly before the figures are read, or after the period is closed; and so does
    # whoever changes units.
    lock_catalog(session)
    closings.lock(session, unit)
    signed = now()
    body = canonical(snapshot_content(session, viewer, registers, unit.id, period.key, keys, signed))
    orjson.loads(body)  # raises: what could not be read again is never signed
    snapshot = Snapshot(
        id=new_id(),
        unit=unit.id,
        period=period.key,
        registers=keys,
        title=title,
        at=signed,
        by=viewer.account,
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
    )
    session.add(snapshot)
    session.flush()
    if closes:
        own = periods_to_close(session, registers, keys, period)
        closings.close(session, own, unit, viewer.account, snapshot)
        change_catalog(session)
        by.record("period.close", ("period", period.key), unit.id, registers=keys)
    details = {"period": period.key, "title": title, "sha256": snapshot.sha256}
    by.record("report.freeze", ("snapshot", snapshot.id), unit.id, **details)
    return snapshot


def withdraw(by: Act, registers: Registers, id_: str, text: str) -> Snapshot:
    """Withdraw a snapshot that was made by mistake, with the reason ``text``; it stays readable, and is marked.

    What was closed with it stays closed. A snapshot that is withdrawn already stays as it is. Raises Problem
    ``not_found``; ``forbidden`` if the person may not sign for one of its registers.
    """
    snapshot, unit = find_snapshot(by.session, by.viewer, id_)
    _refuse_others(by.viewer, registers, snapshot.registers, unit.id)
    if by.session.get(SnapshotWithdrawal, id_) is None:
        by.session.add(SnapshotWithdrawal(snapshot=id_, by=by.viewer.account, text=text))
        by.session.flush()
        by.record("report.withdraw", ("snapshot", id_), unit.id, title=snapshot.title, text=text)
    return snapshot


def read_snapshot_head(session: Session, viewer: Viewer, id_: str) -> tuple[SnapshotHead, Snapshot]:
    """A snapshot's head, and the snapshot. Raises Problem ``not_found`` as ``find_snapshot`` does."""
    find_snapshot(session, viewer, id_)
    [(head, snapshot, _)] = _heads(session, Snapshot.id == id_)
    return head, snapshot


def snapshot_heads(session: Session, viewer: Viewer) -> list[SnapshotHead]:
    """The snapshots of units whose figures the viewer may read, the newest first."""
    return [head for head, _, path in _heads(session, true()) if reads_figures(viewer, head["unit"], path)]


def _heads(session: Session, which: ColumnElement[bool]) -> Iterator[tuple[SnapshotHead, Snapshot, str]]:
    """The heads of snapshots, each with the snapshot and its unit's path; the newest first."""
    signer, withdrawer = aliased(Person), aliased(Person)
    query = (
        select(Snapshot, Unit.name, Unit.path, signer.name, SnapshotWithdrawal, withdrawer.name, PublicSnapshot.at)
        .join(Unit, Unit.id == Snapshot.unit)
        .join(signer, signer.id == Snapshot.by)
        .outerjoin(SnapshotWithdrawal, SnapshotWithdrawal.snapshot == Snapshot.id)
        .outerjoin(withdrawer, withdrawer.id == SnapshotWithdrawal.by)
        .outerjoin(PublicSnapshot, PublicSnapshot.snapshot == Snapshot.id)
        .where(which)
        .order_by(Snapshot.at.desc())
    )
    for snapshot, unit, path, by, withdrawal, who, public in session.execute(query):
        head = _head(snapshot, unit, by)
        if withdrawal:
            head["withdrawn"] = {"at": utc_text(withdrawal.at), "by": who, "text": withdrawal.text}
        elif public:
            head["public"] = utc_text(public)
        yield head, snapshot, path


def _head(snapshot: Snapshot, unit: str, by: str) -> SnapshotHead:
    return {
        "id": snapshot.id,
        "title": snapshot.title,
        "unit": snapshot.unit,
        "unit_name": unit,
        "period": snapshot.period,
        "registers": snapshot.registers,
        "at": utc_text(snapshot.at),
        "by": by,
        "sha256": snapshot.sha256,
    }


def _refuse_others(viewer: Viewer, registers: Registers, keys: list[str], unit: str) -> None:
    for key in keys:
        register = registers.latest(key)
        if register is None or not freezes(viewer, register, unit):
            raise Problem("forbidden")


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


def live_content(session: Session, viewer: Viewer, registers: Registers, snapshot: Snapshot) -> SnapshotContent:
    """The report of a snapshot, made again of the records of now, to be compared with what was signed.

    It is of the units as they were when it was signed. Registers that are gone are left out. Raises the Problems of
    ``snapshot_content``.
    """
    keys = [key for key in snapshot.registers if registers.latest(key)]
    signed = {one["key"]: one.get("units_at") for one in signed_content(snapshot)["registers"]}
    moments = {key: datetime.fromisoformat(at) for key, at in signed.items() if at}
    return snapshot_content(
        session, viewer, registers, snapshot.unit, snapshot.period, keys, snapshot.at, moments=moments
    )
