"""Closings: registers' periods that are closed for a unit and all that reported to it then. Mutations of records in a
closed period are refused as ``locked``.

Whoever asks what is closed asks here, and here one rule answers: ``server.models.periods.closes``.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from server.models.figures import Snapshot
from server.models.log import Scope
from server.models.org import Unit
from server.models.periods import Closing, Period, closes
from server.models.year_deadlines import Reopening
from server.platform.clock import now

MOMENTS = "closed"
"""The member of a session's ``info`` that holds when what was closed: read once a unit, as many questions need it."""
_OF_UNITS = (
    select(Unit.id, Closing.register, Closing.period, Closing.at)
    .join(Closing, closes())
    .where(Unit.id.in_(bindparam("units", expanding=True)))
)
_OPEN = (
    select(Unit.id, Unit.path)
    .join(Scope, Scope.unit == Unit.id)
    .where(
        Unit.path.like(bindparam("below")),
        or_(Unit.begins.is_(None), Unit.begins <= bindparam("at")),
        ~exists()
        .where(Closing.register == bindparam("register"), Closing.period == bindparam("period"), closes())
        .correlate(Unit),
    )
    .order_by(Unit.path)
)

Place = tuple[str, str]
"""A register's key and the key of one of its periods."""


def of_units(session: Session, units: Iterable[str]) -> dict[str, dict[Place, datetime]]:
    """Unit → what is closed for it → the moment since which it is; units are given by their ids. The periods that are
    closed for all (``Period.closed``) are not among it."""
    found: dict[str, dict[Place, datetime]] = {unit: {} for unit in units}
    for unit, register, period, at in session.execute(_OF_UNITS, {"units": list(found)}) if found else ():
        place = (register, period)
        found[unit][place] = min(at, found[unit].get(place, at))
    return found


def is_closed(session: Session, register: str, period: str | None, unit: str) -> bool:
    """Whether a register's period is closed for a unit, for it or for all. False for None and for a key that is no
    period."""
    known = session.get(Period, period) if period else None
    if known is None:
        return False
    return known.closed or (register, known.key) in of_units(session, [unit])[unit]


def still_open(session: Session, place: Place, unit: Unit, at: datetime) -> list[tuple[str, str]]:
    """The units for which a register's period is not closed, of ``unit`` and those that report to it and had begun by
    ``at``: pairs of id and path, each after the one that it reports to."""
    register, period = place
    known = {"below": f"{unit.path}%", "at": at, "register": register, "period": period}
    return [(id_, path) for id_, path in session.execute(_OPEN, known)]


def lock(session: Session, unit: Unit) -> None:
    """Lock the logs of a unit and of all units that report to it, until the transaction ends: waits for transactions
    that write there, and lets no other begin to."""
    below = select(Unit.id).where(Unit.path.startswith(unit.path, autoescape=True))
    session.execute(select(Scope.unit).where(Scope.unit.in_(below)).order_by(Scope.unit).with_for_update()).all()


def close(session: Session, places: Iterable[Place], unit: Unit, by: str, snapshot: Snapshot) -> None:
    """Close periods of registers for a unit and all that report to it.

    Those that are closed for the unit already stay as they were; then each unit that came to it since gets a closing of
    its own. ``by``: the account that closes them. ``snapshot``: the signed report that this belongs to, at whose moment
    they close. The caller must have called ``lock`` first.
    """
    for place in places:
        closed = [unit.id]
        if session.get(Closing, (*place, unit.id)) is not None:
            later = still_open(session, place, unit, snapshot.at)
            closed = [id_ for id_, path in later if not any(f"/{above}/" in path for above, _ in later if above != id_)]
        for id_ in closed:
            register, period = place
            session.add(
                Closing(register=register, period=period, unit=id_, at=snapshot.at, by=by, snapshot=snapshot.id)
            )
        session.flush()


def close_the_rest(session: Session, place: Place, unit: Unit, by: str, at: datetime) -> None:
    """Close a register's period for a unit and all that report to it, but for those where it is closed already, and for
    those for which it was opened again, with all below and above them. ``by``: the account in whose name it is closed.

    The caller must have called ``lock`` first.
    """
    register, period = place
    again = select(Unit.path).join(Reopening, Reopening.unit == Unit.id)
    opened = session.scalars(again.where(Reopening.register == register, Reopening.period == period)).all()
    free = [
        (id_, path)
        for id_, path in still_open(session, place, unit, at)
        if not any(path.startswith(one) or one.startswith(path) for one in opened)
    ]
    for id_, path in free:
        if not any(f"/{above}/" in path for above, _ in free if above != id_):
            session.add(Closing(register=register, period=period, unit=id_, at=at, by=by))
    session.flush()


def open_again(session: Session, register: str, period: str, unit: str) -> bool:
    """Open a closed period of a register for a unit, all by key or id, so that it does not close by itself there;
    returns False if it was not closed for this very unit."""
    closing = session.get(Closing, (register, period, unit))
    if closing is None:
        return False
    session.delete(closing)
    session.merge(Reopening(register=register, period=period, unit=unit, at=now()))
    return True


def closed_since(session: Session, register: str, periods: Collection[str], unit: str) -> datetime | None:
    """The moment since which all these periods of a register are closed for a unit.

    None if one of them is open, or if there are none.
    """
    known: dict[str, dict[Place, datetime]] = session.info.setdefault(MOMENTS, {})
    if unit not in known:
        known |= of_units(session, [unit])
    moments = [known[unit].get((register, period)) for period in periods]
    closed = [moment for moment in moments if moment is not None]
    return max(closed, default=None) if len(closed) == len(moments) else None


def closing_faults(session: Session) -> Iterator[str]:
    """Every closing that does not close for the very unit that it names, as a text; none if all is well."""
    holds = exists().where(Unit.id == Closing.unit, closes()).correlate(Closing)
    for one in session.scalars(select(Closing).where(~holds).order_by(Closing.register, Closing.period, Closing.unit)):
        yield f"closing of {one.register} {one.period} for unit {one.unit}: it does not close for it"
