"""Which registers' periods are closed, for whom: a record of a closed period is ``locked``."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.models.log import Scope
from server.models.org import Unit
from server.models.periods import Closing

_HOLDING = select(Closing.unit).where(Closing.register == bindparam("register"), Closing.period == bindparam("period"))


def holding(session: Session, register: str, period: str) -> frozenset[str]:
    """The units for which a register's period is closed: for each, and for all that report to it."""
    return frozenset(session.scalars(_HOLDING, {"register": register, "period": period}))


def covers(units: Iterable[str], path: str) -> bool:
    """Whether one of ``units`` stands in a reporting line."""
    return any(f"/{unit}/" in path for unit in units)


def lock(session: Session, unit: Unit) -> None:
    """Wait for whoever writes below ``unit``, and hold up whoever comes next, until the transaction ends."""
    below = select(Unit.id).where(Unit.path.startswith(unit.path, autoescape=True))
    session.execute(select(Scope.unit).where(Scope.unit.in_(below)).order_by(Scope.unit).with_for_update()).all()


def close(session: Session, places: Iterable[tuple[str, str]], unit: str, by: str, snapshot: str | None) -> None:
    """Close what is not closed yet of ``places``, (register, period). Call ``lock`` first; the catalog changes."""
    for register, period in places:
        if session.get(Closing, (register, period, unit)) is None:
            session.add(Closing(register=register, period=period, unit=unit, by=by, snapshot=snapshot))


def open_again(session: Session, register: str, period: str, unit: str) -> bool:
    """Open it; False if it was not closed. The catalog changes with it."""
    closing = session.get(Closing, (register, period, unit))
    if closing is None:
        return False
    session.delete(closing)
    return True


def all_(session: Session) -> dict[tuple[str, str], set[str]]:
    """(register, period) → the units for which it is closed."""
    found: dict[tuple[str, str], set[str]] = {}
    for closing in session.scalars(select(Closing)):
        found.setdefault((closing.register, closing.period), set()).add(closing.unit)
    return found


def of_units(session: Session, units: Iterable[Unit], registers: Collection[str]) -> dict[str, list[str]]:
    """Those of ``registers`` → the periods that are closed for every one of ``units``."""
    paths = [unit.path for unit in units]
    found: dict[str, list[str]] = {}
    for (register, period), closed in sorted(all_(session).items()) if paths else ():
        if register in registers and all(covers(closed, path) for path in paths):
            found.setdefault(register, []).append(period)
    return found
