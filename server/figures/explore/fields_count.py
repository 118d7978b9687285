"""Orders of tables of two fields that are too large to be counted while one waits: ordered, followed, forgotten.

A table that is ordered twice has one order. What was counted of a unit is kept by itself, and holds until that unit's
log is written again; whoever opens such a table is given the units that they may read, whoever ordered it.
"""

from datetime import timedelta
from typing import NotRequired, TypedDict

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.audit.actor import Act
from server.figures.explore.query import ExploreQuestion
from server.figures.explore.record_sums import Counted
from server.figures.explore.units_counted import UnitsCounted, counted_in, units_counted
from server.models.figures import FieldsCount, FieldsCountPart
from server.org.people import new_id
from server.platform.clock import now
from server.platform.database import write
from sync.protocol.problems import Problem
from sync.registers import Registers

UNFINISHED = ("queued", "working")
MOST_WAITING = 3  # unfinished orders of one person
KEPT = timedelta(days=2)  # since it was ordered last


class Progress(TypedDict):
    """How far a table is counted. ``state``: none (nobody has ordered it), queued, working, failed, or done.

    ``records``: how many it is counted over, of which ``left`` are still to be read. ``fault``: why it failed:
    forbidden, died or broken.
    """

    state: str
    records: int
    left: int
    fault: NotRequired[str]


def progress(session: Session, viewer: Viewer, registers: Registers, wanted: ExploreQuestion) -> Progress:
    """How far a table is counted, of the units that the viewer may read. Raises Problem as ``counted_in``."""
    counted = counted_in(session, registers, wanted)
    return _progress(_own(session, viewer, counted, wanted), units_counted(session, counted))


def order(act: Act, registers: Registers, wanted: ExploreQuestion) -> Progress:
    """Have a table counted, and return how far it is; one that is counted, or about to be, is left as it is.

    Raises Problem as ``counted_in``, and ``slow_down`` while three orders of the viewer are unfinished.
    """
    session, viewer = act.session, act.viewer
    counted = counted_in(session, registers, wanted)
    stand = units_counted(session, counted)
    found = _own(session, viewer, counted, wanted)
    if stand.enough or (found and found.state in UNFINISHED):
        return _progress(found, stand)
    own = select(func.count()).where(FieldsCount.person == viewer.account, FieldsCount.state.in_(UNFINISHED))
    if (session.scalar(own) or 0) >= MOST_WAITING:
        raise Problem("slow_down", retry_after=10)
    if found is None:
        found = FieldsCount(id=new_id(), person=viewer.account, digest=counted.digest, order=wanted.named)
        session.add(found)
    found.state, found.fault, found.attempts, found.counted, found.wanted = "queued", None, 0, 0, now()
    return _progress(found, stand)


def trace(session: Session, viewer: Viewer) -> list[list[object]]:
    """What says, for an ETag, how far the viewer's tables are counted."""
    query = select(FieldsCount.id, FieldsCount.state, FieldsCount.counted).where(FieldsCount.person == viewer.account)
    return [list(row) for row in session.execute(query.order_by(FieldsCount.id))]


def purge() -> int:
    """Delete the orders that nobody has renewed for two days, and what was counted for them alone; how many orders."""
    with write() as session:
        old = delete(FieldsCount).where(FieldsCount.wanted < now() - KEPT)
        count = session.execute(old.returning(FieldsCount.id)).all()
        session.execute(delete(FieldsCountPart).where(FieldsCountPart.digest.not_in(select(FieldsCount.digest))))
    return len(count)


def _own(session: Session, viewer: Viewer, counted: Counted, wanted: ExploreQuestion) -> FieldsCount | None:
    """The viewer's order of this table in this unit."""
    query = select(FieldsCount).where(FieldsCount.person == viewer.account, FieldsCount.digest == counted.digest)
    return next((one for one in session.scalars(query) if one.order["unit"] == wanted.question.unit.id), None)


def _progress(found: FieldsCount | None, stand: UnitsCounted) -> Progress:
    # Of an order that is done more may have changed since than is read while one waits.
    state = "done" if stand.enough else found.state if found and found.state != "done" else "none"
    out: Progress = {"state": state, "records": stand.records, "left": stand.records_left}
    if state == "failed" and found and found.fault:
        out["fault"] = found.fault
    return out
