"""The strip at the top of the overview page: what waits for the person who looks at it."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.people import oversees
from server.access.viewer import Viewer
from server.figures.long_unsent import long_unsent
from server.figures.overview.overdue import Overdue, overdue
from server.figures.overview.query import OverviewQuestion
from server.figures.overview.signed_changes import SignedChanges, signed_changes
from server.figures.waiting_counts import waiting_counts
from server.models.figures import Snapshot, SnapshotWithdrawal
from server.models.org import Unit
from sync.registers import Registers


class Needs(TypedDict, total=False):
    """What needs the viewer in a unit and all below it; a member that would say zero is absent.

    ``waiting``: records that wait for the viewer's own decision; ``overdue``: units that let a deadline pass;
    ``changed``: totals that are no longer what was signed; ``unsent``: people whose phones have held unsent work for
    over two days.
    """

    waiting: int
    overdue: Overdue
    changed: SignedChanges
    unsent: int


def needs(session: Session, viewer: Viewer, registers: Registers, overview: OverviewQuestion) -> Needs:
    """Read what needs the viewer, from cells and counters: no record is read, however many there are."""
    unit, selection = overview.question.unit, overview.question.selection
    out: Needs = {}
    within = "" if selection.units.whereclause is None else unit.id
    if waiting := waiting_counts(session, viewer, registers, within).total():
        out["waiting"] = waiting
    if not oversees(viewer, unit.id, unit.path):
        return out
    if late := overdue(session, viewer, registers, unit, selection, overview.now):
        out["overdue"] = late
    if changed := signed_changes(session, viewer, registers, unit, selection):
        out["changed"] = changed
    if people := len(long_unsent(session, unit, overview.now)):
        out["unsent"] = people
    return out


def needs_trace(session: Session, unit: Unit, now: datetime) -> list[int]:
    """Numbers for an ETag that change when the strip of a unit does though no log has grown: reports were signed or
    withdrawn, or unsent work has become old."""
    signed = session.scalar(select(func.count()).where(Snapshot.unit == unit.id))
    withdrawn = session.scalar(select(func.count()).select_from(SnapshotWithdrawal))
    return [signed or 0, withdrawn or 0, len(long_unsent(session, unit, now))]
