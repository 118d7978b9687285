"""What is due in a unit and below: an overview of the registers, the units of one by name, and reminders."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.access.people import oversees
from server.access.units import reminds
from server.access.viewer import Viewer, units_reached
from server.figures import queries
from server.figures.nonreporting import answers, missing
from server.models.org import Unit
from server.models.periods import Due, Period, Reminder
from server.periods import deadlines, ranges
from server.periods.ranges import kind_of
from server.platform.clock import now
from server.records.filters import units_below
from sync.protocol.canonical import Json
from sync.protocol.problems import Problem
from sync.registers import Register, Registers


def overview(
    session: Session, viewer: Viewer, registers: Registers, unit: Unit, period: str | None, today: date
) -> list[Json]:
    """Register by register what is due about now, or in the periods that lie within ``period``: ``[{"register",
    "period", "due", "units", "answered", "late", "nothing"}]``, the earliest day first, those without a day last."""
    wanted = session.get(Period, period) if period else None
    if period and wanted is None:
        raise Problem("malformed", {"period": {"rule": "choices"}})
    known = [item for item in registers.all_latest() if not item.nothing]
    days = deadlines.days(session, known, session.scalars(select(Period)))
    if wanted is None:
        places = list(deadlines.near(days, today))
    else:
        places = [(item.key, one.key) for item in known for one in _within(session, item, wanted)]
    told = [_counts(session, viewer, registers, unit, key, own, days.get((key, own))) for key, own in places]
    return sorted((one for one in told if one["units"]), key=lambda one: (one["due"] or "9999", one["register"]))


def by_name(session: Session, viewer: Viewer, registers: Registers, unit: Unit, register: Register, key: str) -> Json:
    """``{"register", "period", "due", "missing": [… "reminded"?], "answers": […]}``, each unit by place and name."""
    period = own_period(session, register, key)
    due = deadlines.days(session, [register], [period]).get((register.key, key))
    units = _readable(viewer, unit)
    reminded = _reminded(session, register, key)
    lacking = missing(session, registers, register, units, period)
    return {
        "register": register.key,
        "period": key,
        "due": due and due.isoformat(),
        "missing": [one | reminded.get(one["unit"], {}) for one in lacking],
        "answers": answers(session, registers, register, units, period, due),
    }


def set_day(session: Session, viewer: Viewer, register: Register, key: str, day: date | None) -> None:
    """The department's own day for a register's period; None takes it back to what the register says."""
    if not viewer.has("department"):
        raise Problem("forbidden")
    own_period(session, register, key)
    found = session.get(Due, (register.key, key))
    if found is not None and day is None:
        session.delete(found)
    elif found is not None and day is not None:
        found.day, found.by = day, viewer.account
    elif day is not None:
        session.add(Due(register=register.key, period=key, day=day, by=viewer.account))


def remind(
    session: Session, viewer: Viewer, registers: Registers, register: Register, key: str, ids: Iterable[str]
) -> list[str]:
    """Remind those of the units that have not answered; their ids. Problem ``forbidden`` if one is not one's to."""
    period, wanted = own_period(session, register, key), set(ids)
    units = session.scalars(select(Unit).where(Unit.id.in_(wanted))).all()
    if len(units) < len(wanted) or not all(reminds(viewer, unit.id, unit.path) for unit in units):
        raise Problem("forbidden")
    lacking = missing(session, registers, register, select(Unit.id).where(Unit.id.in_(wanted)), period)
    for one in lacking:
        found = session.get(Reminder, (one["unit"], register.key, key))
        if found is None:
            session.add(Reminder(unit=one["unit"], register=register.key, period=key, by=viewer.account))
        else:
            found.at, found.by = now(), viewer.account
    return [one["unit"] for one in lacking]


def own_period(session: Session, register: Register, key: str) -> Period:
    """A period of the register's kind. Problem ``not_found``."""
    period = session.get(Period, key)
    if period is None or period.kind != kind_of(register):
        raise Problem("not_found")
    return period


def overseen(session: Session, viewer: Viewer, unit_id: str | None) -> Unit:
    """The unit asked for, or one's topmost. Problem ``forbidden`` where one does not look after it."""
    unit = queries.readable(session, viewer, unit_id)
    if not oversees(viewer, unit.id, unit.path):
        raise Problem("forbidden")
    return unit


def _within(session: Session, register: Register, period: Period) -> list[Period]:
    keys = ranges.span(session, register, period).periods
    return list(session.scalars(select(Period).where(Period.key.in_(keys), Period.kind == kind_of(register))))


def _counts(
    session: Session, viewer: Viewer, registers: Registers, unit: Unit, key: str, own: str, due: date | None
) -> Json:
    register, period = registers.latest(key), session.get(Period, own)
    assert register is not None
    assert period is not None
    units = _readable(viewer, unit)
    told = answers(session, registers, register, units, period, due)
    return {
        "register": key,
        "period": own,
        "due": due and due.isoformat(),
        "units": len(told) + len(missing(session, registers, register, units, period)),
        "answered": len(told),
        "late": sum(one["late"] for one in told),
        "nothing": sum(one["nothing"] for one in told),
    }


def _readable(viewer: Viewer, unit: Unit) -> Select[str]:
    return units_below(unit.id).where(Unit.id.in_(units_reached(viewer)))


def _reminded(session: Session, register: Register, key: str) -> dict[str, Json]:
    query = select(Reminder).where(Reminder.register == register.key, Reminder.period == key)
    return {one.unit: {"reminded": one.at.isoformat().replace("+00:00", "Z")} for one in session.scalars(query)}
