"""Which registers' periods are closed, for whom: a record of a closed period is ``locked``."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.models.log import Scope
from server.models.org import Unit
from server.models.periods import Closing

_HOLDING = select(Closing.unit).where(Closing.register == bindparam("register"), Closing.period == bindparam("period"))


def units_closed(session: Session, register: str, period: str) -> frozenset[str]:
    """The units for which a register's period was closed; it is closed for all that report to them, too."""
    return frozenset(session.scalars(_HOLDING, {"register": register, "period": period}))


def covers(units: Iterable[str], path: str) -> bool:
    """Whether the unit with this ``path`` is one of ``units`` or reports to one: what is closed for these is closed for
    that unit."""
    return any(f"/{unit}/" in path for unit in units)


def lock(session: Session, unit: Unit) -> None:
    """Lock the logs of a unit and of all that report to it: wait for whoever writes there, and let nobody write until
    the transaction ends."""
    below = select(Unit.id).where(Unit.path.startswith(unit.path, autoescape=True))
    session.execute(select(Scope.unit).where(Scope.unit.in_(below)).order_by(Scope.unit).with_for_update()).all()


def close(session: Session, places: Iterable[tuple[str, str]], unit: str, by: str, snapshot: str | None) -> None:
    """Close the periods of registers, ``places`` of (register, period), for a unit and all that report to it; what is
    closed already stays as it was. Call ``lock`` first. ``snapshot``: the report that they were signed in."""
    for register, period in places:
        if session.get(Closing, (register, period, unit)) is None:
            session.add(Closing(register=register, period=period, unit=unit, by=by, snapshot=snapshot))


def open_again(session: Session, register: str, period: str, unit: str) -> bool:
    """Open a register's period again for a unit; False if it was not closed for it."""
    closing = session.get(Closing, (register, period, unit))
    if closing is None:
        return False
    session.delete(closing)
    return True


def all_closings(session: Session) -> dict[tuple[str, str], set[str]]:
    """Everything that is closed: (register, period) → the units that it was closed for."""
    closed: dict[tuple[str, str], set[str]] = {}
    for closing in session.scalars(select(Closing)):
        closed.setdefault((closing.register, closing.period), set()).add(closing.unit)
    return closed


def of_units(session: Session, units: Iterable[Unit], registers: Collection[str]) -> dict[str, list[str]]:
    """Register → the periods that are closed for every one of ``units``; of ``registers``, keys, alone."""
    paths = [unit.path for unit in units]
    periods: dict[str, list[str]] = {}
    for (register, period), closed in sorted(all_closings(session).items()) if paths else ():
        if register in registers and all(covers(closed, path) for path in paths):
            periods.setdefault(register, []).append(period)
    return periods
