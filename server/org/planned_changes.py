"""Changes of units that are planned for a later day: carrying them out on it, and cancelling them before."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.audit import append as audit
from server.audit.actor import Act
from server.audit.append import SYSTEM
from server.models.catalog import lock_catalog
from server.models.org import PlannedChange, Unit
from server.org.dated_changes import PLACES, apply
from server.org.units import lock
from server.platform.clock import now
from sync.protocol.problems import Problem


def cancel(act: Act, id_: str, version: int) -> Unit:
    """Cancel the planned change of a unit, which stays as it is; returns the unit.

    ``version``: of the unit, as the caller saw it. Problem ``not_found``, ``forbidden``, ``changed_meanwhile``, or
    ``invalid`` if none is planned, or its day has come.
    """
    unit = lock(act, id_, version)
    planned = act.session.get(PlannedChange, id_)
    if planned is None or planned.at <= now():
        raise Problem("invalid", {"change": {"rule": "not_planned"}})
    act.session.delete(planned)
    act.record("unit.keep", ("unit", id_), id_, now=planned.change, on=planned.at, decided_by=planned.by)
    return unit


def carry_out_due(session: Database) -> int:
    """Carry out the changes whose day has come, earliest first; returns how many there were. The caller's transaction
    must be one that writes.

    A unit that has ended meanwhile, or cannot lie there any more, stays as it is, and the audit says so.
    """
    lock_catalog(session)
    due = select(PlannedChange).where(PlannedChange.at <= now()).order_by(PlannedChange.at, PlannedChange.unit)
    planned = session.scalars(due).all()
    for one in planned:
        unit = session.get_one(Unit, one.unit)
        details = {"now": one.change, "on": one.at, "decided_by": one.by}
        try:
            if not unit.open_at(one.at):
                raise Problem("invalid", {"unit": {"rule": "ended"}})
            apply(session, unit, one.change, one.at)
        except Problem as refused:
            audit.record(session, SYSTEM, "unit.keep", ("unit", unit.id), unit.id, fields=refused.fields, **details)
        else:
            unit.version += 1
            action = "unit.move" if one.change.keys() & set(PLACES) else "unit.change"
            audit.record(session, SYSTEM, action, ("unit", unit.id), unit.id, **details)
        session.delete(one)
        session.flush()
    return len(planned)


def any_due(session: Database) -> bool:
    """Whether a planned change's day has come that has not been carried out yet."""
    return session.scalar(select(PlannedChange.unit).where(PlannedChange.at <= now()).limit(1)) is not None
