"""The draft of an ordered report's assessment, from the figures that the report will show."""

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.exports.named_content import name_content
from server.exports.notation_choice import notation
from server.exports.order import Order, stored_of
from server.exports.word.assessment import assessment
from server.figures.comparison import totals_before
from server.figures.overview.large_figures import large_measure
from server.figures.snapshot_content import registers_with_figures, snapshot_content
from server.figures.snapshots import find_snapshot, signed_content
from server.models.org import Unit
from server.periods.months import find_period
from server.platform.clock import now
from sync.protocol.problems import Problem
from sync.registers import Registers


def draft(session: Session, viewer: Viewer, registers: Registers, unit: Unit, order: Order) -> str:
    """The draft for a report of a unit on the order's period or snapshot, a paragraph each line; ``""`` if there is
    nothing to say.

    Raises Problem ``not_found`` without such a snapshot or period, and those of ``snapshot_content``.
    """
    snapshot = find_snapshot(session, viewer, order["snapshot"])[0] if order["snapshot"] else None
    period = find_period(session, snapshot.period if snapshot else order["period"])
    if period is None:
        raise Problem("not_found")
    keys = snapshot.registers if snapshot else order["registers"] or registers_with_figures(session, registers, period)
    if not keys:
        return ""
    moment = snapshot.at if snapshot else now()
    if snapshot:
        content = signed_content(snapshot)
    elif monthly := stored_of(session, order):
        content = monthly[0]
    else:
        given = unit.id, period.key, keys, moment, order["status"]
        content = snapshot_content(session, viewer, registers, *given, rows=False)
    before = totals_before(session, viewer, registers, unit, period, keys, moment)
    measures = {key: large_measure(found) for key in keys if (found := registers.latest(key))}
    written, main = notation(session), {key: one.key for key, one in measures.items() if one}
    return assessment(name_content(content, written), main, before, written)
