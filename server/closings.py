"""Which registers' periods are closed, for whom: a record of a closed period is ``locked``."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models import Closing, Scope, Unit


def holding(session: Session, register: str, period: str) -> frozenset[str]:
    """The units for which a register's period is closed: for each, and for all that report to it."""
    query = select(Closing.unit).where(Closing.register == register, Closing.period == period)
    return frozenset(session.scalars(query))


def covers(units: Iterable[str], line: str) -> bool:
    """Whether one of ``units`` stands in a reporting line."""
    return any(f"/{unit}/" in line for unit in units)


def lock(session: Session, unit: Unit) -> None:
    """Wait for whoever writes below ``unit``, and hold up whoever comes next, until the transaction ends."""
    below = select(Unit.id).where(Unit.line.startswith(unit.line, autoescape=True))
    session.execute(select(Scope.unit).where(Scope.unit.in_(below)).order_by(Scope.unit).with_for_update()).all()


def close(session: Session, registers: Iterable[str], period: str, unit: str, by: str, snapshot: str | None) -> None:
    """Close what is not closed yet. Call ``lock`` first."""
    for register in registers:
        if session.get(Closing, (register, period, unit)) is None:
            session.add(Closing(register=register, period=period, unit=unit, by=by, snapshot=snapshot))


def open_again(session: Session, register: str, period: str, unit: str) -> bool:
    """Open it; False if it was not closed."""
    closing = session.get(Closing, (register, period, unit))
    if closing is None:
        return False
    session.delete(closing)
    return True
