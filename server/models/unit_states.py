"""What each unit was at any time: its kind, level, name, place and reporting line, from one moment until another.

Whatever changes a ``Unit`` keeps its former state here by itself, as figures of a period are of the units as they
were in it. Whether a unit existed at all is said by ``Unit.begins`` and ``Unit.ended``.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, ForeignKey, and_, event, insert, inspect, select, update
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from server.models.moment import Moment
from server.models.org import Unit
from server.platform.clock import now
from server.platform.database import Model

ALWAYS = datetime(1900, 1, 1, tzinfo=UTC)
"""The moment since which a unit's first state holds: before all periods."""
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The moment until which a unit's present state holds."""
KEPT = ("kind", "level", "name", "parent", "reports_to", "place", "path")
"""The attributes of a unit that a state has too."""


class UnitState(Model):
    """A unit as it was from ``since`` on, before ``until``. The states of a unit cover all time, without a gap."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str]
    level: Mapped[str | None]
    name: Mapped[str]
    parent: Mapped[str | None]
    reports_to: Mapped[str | None]
    place: Mapped[str]
    path: Mapped[str]

    def holds_at(self, moment: datetime) -> bool:
        """Whether it is the state of its unit at a moment. Twin of ``states_at``."""
        return self.since <= moment < self.until


def states_at(moment: datetime, states: type[UnitState] = UnitState) -> ColumnElement[bool]:
    """The state of each unit at a moment, one of each, as an SQL condition on ``UnitState``. Twin of ``holds_at``.

    ``states``: the model class, or an alias of it.
    """
    return and_(states.since <= moment, states.until > moment)


def date_back(session: Session, unit: Unit, names: Iterable[str], since: datetime) -> None:
    """Let what a unit is now hold from a past moment on, in ``names``, some of ``KEPT``; what it was before stays."""
    session.flush()
    of = UnitState.unit == unit.id
    split = select(UnitState).where(of, UnitState.since < since, UnitState.until > since)
    if (earlier := session.scalar(split.execution_options(populate_existing=True))) is not None:
        kept = {name: getattr(earlier, name) for name in KEPT}
        session.add(UnitState(unit=unit.id, since=since, until=earlier.until, **kept))
        earlier.until = since
        session.flush()
    now_is = {name: getattr(unit, name) for name in names}
    session.execute(update(UnitState).where(of, UnitState.since >= since).values(now_is))


@event.listens_for(Unit, "after_insert")
def _begin(_mapper: Mapper[Unit], connection: Connection, unit: Unit) -> None:
    _add(connection, unit, ALWAYS)


@event.listens_for(Unit, "after_update")
def _change(_mapper: Mapper[Unit], connection: Connection, unit: Unit) -> None:
    """End the present state and begin another, if anything that states have was changed."""
    attributes = inspect(unit).attrs
    if not any(attributes[name].history.has_changes() for name in KEPT):
        return
    moment = now()
    present = update(UnitState).where(UnitState.unit == unit.id, UnitState.until == FOREVER)
    # Where the clock was set back the present state began later than now: it is corrected, not followed by an older.
    corrected = connection.execute(present.where(UnitState.since >= moment).values(**_state(unit)))
    if corrected.rowcount == 0:
        connection.execute(present.values(until=moment))
        _add(connection, unit, moment)


def _add(connection: Connection, unit: Unit, since: datetime) -> None:
    connection.execute(insert(UnitState).values(unit=unit.id, since=since, until=FOREVER, **_state(unit)))


def _state(unit: Unit) -> dict[str, str | None]:
    return {name: getattr(unit, name) for name in KEPT}
