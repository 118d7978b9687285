"""Closings: registers' periods that are closed for a unit and all that report to it. Mutations of records in a closed
period are refused as ``locked``."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.models.figures import Snapshot
from server.models.log import Scope
from server.models.org import Unit
from server.models.periods import Closing, Period

MOMENTS = "closed"
"""The member of a session's ``info`` that holds when what was closed: read once, as many questions need it."""
_HOLDING = select(Closing.unit).where(Closing.register == bindparam("register"), Closing.period == bindparam("period"))


def units_closed(session: Session, register: str, period: str) -> frozenset[str]:
    """The ids of the units for which a register's period was closed. For units that report to one of these it is closed
    too, but they are not listed. ``register``, ``period``: keys."""
    return frozenset(session.scalars(_HOLDING, {"register": register, "period": period}))


def is_closed(session: Session, register: str, period: str | None, path: str) -> bool:
    """Whether a register's period is closed for the unit of this path, for it or for all."""
    known = session.get(Period, period) if period else None
    if known is None:
        return False
    return known.closed or covers(units_closed(session, register, known.key), path)


def covers(units: Iterable[str], path: str) -> bool:
    """Whether the unit with this ``path`` is one of ``units`` or reports to one: what is closed for these is closed for
    that unit."""
    return any(f"/{unit}/" in path for unit in units)


def lock(session: Session, unit: Unit) -> None:
    """Lock the logs of a unit and of all units that report to it, until the transaction ends: waits for transactions
    that write there, and lets no other begin to."""
    below = select(Unit.id).where(Unit.path.startswith(unit.path, autoescape=True))
    session.execute(select(Scope.unit).where(Scope.unit.in_(below)).order_by(Scope.unit).with_for_update()).all()


def close(session: Session, places: Iterable[tuple[str, str]], unit: str, by: str, snapshot: Snapshot) -> None:
    """Close periods of registers, ``places`` of (register's key, period's key), for a unit and all that report to it.

    Those that are closed for the unit already stay as they were. ``unit``: an id. ``by``: the account that closes them.
    ``snapshot``: the signed report that this belongs to, at whose moment they close. The caller must have called
    ``lock`` first.
    """
    for register, period in places:
        if session.get(Closing, (register, period, unit)) is None:
            closing = Closing(register=register, period=period, unit=unit, at=snapshot.at, by=by, snapshot=snapshot.id)
            session.add(closing)


def open_again(session: Session, register: str, period: str, unit: str) -> bool:
    """Open a closed period of a register for a unit, all by key or id; returns False if it was not closed for this very
    unit."""
    closing = session.get(Closing, (register, period, unit))
    if closing is None:
        return False
    session.delete(closing)
    return True


def all_closings(session: Session) -> dict[tuple[str, str], set[str]]:
    """All closings: (register's key, period's key) → the ids of the units that it was closed for."""
    closed: dict[tuple[str, str], set[str]] = {}
    for closing in session.scalars(select(Closing)):
        closed.setdefault((closing.register, closing.period), set()).add(closing.unit)
    return closed


def closed_since(session: Session, register: str, periods: Collection[str], path: str) -> datetime | None:
    """The moment since which all these periods of a register are closed for the unit of this path.

    None if one of them is open, or if there are none.
    """
    known: dict[tuple[str, str], dict[str, datetime]] | None = session.info.get(MOMENTS)
    if known is None:
        known = session.info[MOMENTS] = {}
        for closing in session.execute(select(Closing.register, Closing.period, Closing.unit, Closing.at)):
            known.setdefault((closing.register, closing.period), {})[closing.unit] = closing.at
    moments: list[datetime] = []
    for period in periods:
        covering = [at for unit, at in known.get((register, period), {}).items() if covers([unit], path)]
        if not covering:
            return None
        moments.append(min(covering))
    return max(moments, default=None)


def of_units(session: Session, units: Iterable[Unit], registers: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """Unit → register → the periods that are closed there; of ``registers``, keys, and of units that have any."""
    paths = {unit.id: unit.path for unit in units}
    periods: dict[str, dict[str, list[str]]] = {}
    for (register, period), closed in sorted(all_closings(session).items()) if paths else ():
        if register not in registers:
            continue
        for unit in sorted(id_ for id_, path in paths.items() if covers(closed, path)):
            periods.setdefault(unit, {}).setdefault(register, []).append(period)
    return periods
