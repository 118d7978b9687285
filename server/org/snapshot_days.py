"""What was signed stays true: no unit begins or ends, later, on a day that a signed report has counted its units on."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.figures import Snapshot, SnapshotWithdrawal
from server.models.org import Unit
from server.models.periods import Period
from server.models.unit_states import ALWAYS, FOREVER, UnitState
from server.org.reporting_units import counted_at
from server.platform.clock import day_of
from sync.protocol.problems import Problem


def refuse_signed(
    session: Database, place: Unit, field: str, since: datetime | None, until: datetime | None = None
) -> None:
    """Problem ``invalid`` for ``field`` if a signed report counted units from ``since`` on, before ``until``.

    Whether a unit exists is about to change for this time; None is without a beginning or an end. ``place``: the unit,
    or the one that it is to lie in; reports on this and on all that were ever above it are asked, but not those that
    were withdrawn. The fault has the day of the count.
    """
    was = session.execute(select(UnitState.place, UnitState.path).where(UnitState.unit == place.id)).all()
    above = {id_ for row in was for path in row for id_ in path.split("/") if id_}
    query = select(Period.ends, Snapshot.at).join(Period, Period.key == Snapshot.period)
    query = query.where(Snapshot.unit.in_(above), Snapshot.id.not_in(select(SnapshotWithdrawal.snapshot)))
    moments = [counted_at(ends, at) for ends, at in session.execute(query)]
    counted = [moment for moment in moments if (since or ALWAYS) <= moment < (until or FOREVER)]
    if counted:
        raise Problem("invalid", {field: {"rule": "signed", "value": day_of(max(counted)).isoformat()}})
