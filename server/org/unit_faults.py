"""What is wrong with the units themselves: successions that form a loop, and a history that does not cover all time."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.org import PlannedEnding, Unit
from server.models.unit_states import ALWAYS, FOREVER, KEPT, UnitState


def unit_faults(session: Database) -> Iterator[str]:
    """Every fault of the units, as a text; none if all is well."""
    yield from _successions(session)
    yield from _histories(session)


def _successions(session: Database) -> Iterator[str]:
    """Units that go on, or are to, in a unit that there is not, or in themselves, at any remove."""
    known = set(session.scalars(select(Unit.id)))
    went_on = dict(session.execute(select(Unit.id, Unit.successors).where(Unit.ended.is_not(None))).all())
    went_on |= dict(session.execute(select(PlannedEnding.unit, PlannedEnding.successors)).all())
    for unit, successors in sorted(went_on.items()):
        yield from (f"unit {unit}: its successor {one} is not there" for one in successors if one not in known)
    try:
        TopologicalSorter(went_on).prepare()
    except CycleError as loop:
        yield f"unit {loop.args[1][0]}: it is its own successor, by way of {', '.join(loop.args[1][1:-1]) or 'itself'}"


def _histories(session: Database) -> Iterator[str]:
    """Units whose states leave out or tell twice some time, or do not end with what the unit is."""
    units = {unit.id: unit for unit in session.scalars(select(Unit))}
    found = session.scalars(select(UnitState).order_by(UnitState.unit, UnitState.since))
    states = {unit: list(of) for unit, of in groupby(found, lambda state: state.unit)}
    for id_, unit in sorted(units.items()):
        own = states.get(id_, [])
        begins, ends = [ALWAYS, *(state.until for state in own)], [*(state.since for state in own), FOREVER]
        if begins != ends:
            yield f"unit {id_}: what it was does not cover all time"
        elif any(getattr(own[-1], name) != getattr(unit, name) for name in KEPT):
            yield f"unit {id_}: its last state is not what it is"
