"""Snapshots that the department lets everybody read, for as long as it wants and they are not withdrawn."""

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.functions import coalesce

from server.access.units import tells_everybody
from server.audit.actor import Act
from server.figures.snapshots import find_snapshot
from server.models.figures import Snapshot, SnapshotWithdrawal
from server.models.public_figures import PublicSnapshot
from sync.protocol.problems import Problem


def show_to_everybody(by: Act, id_: str, shown: bool) -> str:
    """Let everybody read a snapshot, or take it back; returns its id. What is so already stays so.

    Raises Problem ``not_found``; ``forbidden`` unless the person may, or if it is withdrawn.
    """
    snapshot, unit = find_snapshot(by.session, by.viewer, id_)
    row = by.session.get(PublicSnapshot, id_)
    withdrawn = by.session.get(SnapshotWithdrawal, id_) is not None
    if not tells_everybody(by.viewer) or (shown and withdrawn):
        raise Problem("forbidden")
    if shown and row is None:
        by.session.add(PublicSnapshot(snapshot=id_, by=by.viewer.account))
    elif not shown and row is not None:
        by.session.delete(row)
    if shown != (row is not None):
        by.session.flush()
        by.record("report.show" if shown else "report.hide", ("snapshot", id_), unit.id, title=snapshot.title)
    return id_


def public_snapshots(session: Session) -> list[Snapshot]:
    """The snapshots that everybody may read now, the newest first."""
    return list(session.scalars(select(Snapshot).where(_is_public(Snapshot.id)).order_by(Snapshot.at.desc())))


def public_snapshot(session: Session, id_: str) -> Snapshot | None:
    """One of them."""
    return session.scalars(select(Snapshot).where(_is_public(Snapshot.id), Snapshot.id == id_)).one_or_none()


def _is_public(snapshot: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    shown = exists().where(PublicSnapshot.snapshot == snapshot)
    return and_(shown, ~exists().where(SnapshotWithdrawal.snapshot == snapshot))


_NUMBER, _LAST = func.count(PublicSnapshot.snapshot), func.max(PublicSnapshot.at)
EDITION = select(cast(_NUMBER, String) + coalesce(cast(_LAST, String), "")).where(
    ~exists().where(SnapshotWithdrawal.snapshot == PublicSnapshot.snapshot)
)
"""Another text whenever one is shown, taken back or withdrawn."""
