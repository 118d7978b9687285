"""The strip at the top of the overview page: what waits for the person who looks at it."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.examples import keeps_examples
from server.access.people import oversees
from server.access.viewer import Viewer
from server.figures.long_unsent import long_unsent
from server.figures.overview.lost_examples import EXAMPLES_TRACE, LostExamples, lost_examples
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
    over two days; ``examples``: those that left the public page by themselves, for who keeps them.
    """

    waiting: int
    overdue: Overdue
    changed: SignedChanges
    unsent: int
    examples: LostExamples


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
    if unit.parent is None and keeps_examples(viewer) and (lost := lost_examples(session)):
        out["examples"] = lost
    return out


def needs_trace(session: Session, unit: Unit, now: datetime) -> list[int]:
    """Numbers for an ETag that change when the strip of a unit does though no log has grown: reports were signed or
    withdrawn, unsent work has become old, or examples were changed."""
    counted = (
        select(func.count()).where(Snapshot.unit == unit.id),
        select(func.count()).select_from(SnapshotWithdrawal),
        *EXAMPLES_TRACE,
    )
    numbers = session.execute(select(*(one.scalar_subquery() for one in counted))).one()
    return [*map(int, numbers), len(long_unsent(session, unit, now))]
