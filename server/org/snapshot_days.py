"""What was signed stays true: no unit begins, ends or becomes another, later, on a day on which a signed report has
counted its units, or something was closed for them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.figures import Snapshot, SnapshotWithdrawal
from server.models.org import Unit
from server.models.periods import Closing, Period
from server.models.unit_states import ALWAYS, FOREVER, UnitState
from server.org.reporting_units import counted_at
from server.platform.clock import day_of
from sync.protocol.problems import Problem


def refuse_signed(
    session: Database, place: Unit, field: str, since: datetime | None, until: datetime | None = None
) -> None:
    """Problem ``invalid`` for ``field`` if a signed report counted units from ``since`` on, before ``until``.

    Whether a unit exists, or what it is, is about to change for this time; None is without a beginning or an end.
    ``place``: the unit, or the one that it is to lie in; reports on this and on all that were ever above it are asked,
    but not those that were withdrawn. The fault has the day of the count.
    """
    query = select(Period.ends, Snapshot.at).join(Period, Period.key == Snapshot.period)
    withdrawn = Snapshot.id.in_(select(SnapshotWithdrawal.snapshot))
    query = query.where(Snapshot.unit.in_(_ever_above(session, place)), ~withdrawn)
    _refuse(field, [counted_at(ends, at) for ends, at in session.execute(query)], since, until)


def refuse_closed(
    session: Database, place: Unit, field: str, since: datetime | None, until: datetime | None = None
) -> None:
    """Problem ``invalid`` for ``field`` if a period was closed from ``since`` on, before ``until``, for a unit that was
    ever above ``place`` or for itself. Whom that closing holds for is about to change for this time."""
    query = select(Closing.at).where(Closing.unit.in_(_ever_above(session, place)))
    _refuse(field, session.scalars(query), since, until)


def _ever_above(session: Database, unit: Unit) -> set[str]:
    """The ids of a unit and of all that it ever lay in or reported to."""
    was = session.execute(select(UnitState.place, UnitState.path).where(UnitState.unit == unit.id)).all()
    return {id_ for row in was for path in row for id_ in path.split("/") if id_}


def _refuse(field: str, moments: Iterable[datetime], since: datetime | None, until: datetime | None) -> None:
    """Problem ``invalid`` for ``field``, with the day of the last of these moments that lies between; none: nothing."""
    between = [moment for moment in moments if (since or ALWAYS) <= moment < (until or FOREVER)]
    if between:
        raise Problem("invalid", {field: {"rule": "signed", "value": day_of(max(between)).isoformat()}})
