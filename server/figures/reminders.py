"""What a unit and the units below it have to report, by when, and who has; sets deadlines and reminds."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.people import oversees
from server.access.units import reminds
from server.access.viewer import Viewer
from server.figures.nonreporting import Nonreporter, Reporter, nonreporters, reporters, with_contacts
from server.figures.reach import readable, readable_below
from server.figures.reminders_given import GivenReminder, reminders_of, with_reminders
from server.figures.reporting import Reporting
from server.models.catalog import lock_catalog
from server.models.org import Unit
from server.models.periods import Due, Period, Reminder, ReminderAct
from server.org.reporting_units import counted_at
from server.periods import automatic_closings, deadlines, ranges
from server.periods.moments import units_as_of
from server.periods.ranges import kind_of
from server.platform import clock
from server.platform.clock import day_of
from sync.protocol.problems import Problem
from sync.registers import Register, Registers


class DueCounts(TypedDict):
    """How many units have to report a register in a period: ``units``. ``due``: the deadline, ``YYYY-MM-DD`` or None.
    ``closes``: the last day before the period closes by itself, None if it does not.

    ``answered`` of these have reported; ``late`` of those did so after the deadline, and ``nothing`` of those declared
    that they have nothing to report.
    """

    register: str
    period: str
    due: str | None
    closes: str | None
    units: int
    answered: int
    late: int
    nothing: int


class DueUnits(TypedDict):
    """Which units have reported a register in a period (``answers``) and which have not (``missing``).

    ``reminders``: those that these units were given, the last first.
    ``due``: the deadline, ``YYYY-MM-DD`` or None; ``closes``: the last day before the period closes by itself, None if
    it does not. Both lists are sorted by the name of the unit above and their own.
    """

    register: str
    period: str
    due: str | None
    closes: str | None
    missing: list[Nonreporter]
    answers: list[Reporter]
    reminders: list[GivenReminder]


def due_counts(
    session: Session, viewer: Viewer, registers: Registers, unit: Unit, period: str | None, now: datetime
) -> list[DueCounts]:
    """For each register and period that is due: how many units, of a unit and all below it, have reported.

    Without ``period`` (a key), what is due from 120 days ago to 45 days ahead; with it, the registers' own periods
    within it. The earliest deadline first, without one last; what no unit has to report is left out. Raises Problem
    ``malformed`` if there is no such period.
    """
    wanted = session.get(Period, period) if period else None
    if period and wanted is None:
        raise Problem("malformed", {"period": {"rule": "choices"}})
    known = [item for item in registers.all_latest() if not item.nothing]
    every = session.scalars(select(Period)).all()
    days, last = deadlines.days(session, known, every), automatic_closings.last_days(session, known, every)
    if wanted is None:
        places = list(deadlines.near(days, day_of(now)))
    else:
        places = [(item.key, one.key) for item in known for one in _within(session, item, wanted)]
    found = [
        _counts(session, viewer, registers, unit, place, days.get(place), last.get(place), now) for place in places
    ]
    return sorted((one for one in found if one["units"]), key=lambda one: (one["due"] or "9999", one["register"]))


def due_units(
    session: Session, viewer: Viewer, registers: Registers, unit: Unit, register: Register, key: str, now: datetime
) -> DueUnits:
    """Which units, of a unit and all below it that the viewer may read, have reported a register and which have not.

    ``key``: the period; Problem ``not_found`` if it is none of the register's.
    """
    period = own_period(session, register, key)
    due = deadlines.days(session, [register], [period]).get((register.key, key))
    last = automatic_closings.last_days(session, [register], [period]).get((register.key, key))
    reporting = _reporting(session, viewer, registers, register, period, unit, now)
    missing = with_reminders(session, register, key, nonreporters(session, reporting))
    missing = with_contacts(session, reporting, missing, now)
    answers = reporters(session, reporting, due)
    names = {one["unit"]: one["name"] for one in (*missing, *answers)}
    return {
        "register": register.key,
        "period": key,
        "due": due.isoformat() if due else None,
        "closes": last.isoformat() if last else None,
        "missing": missing,
        "answers": answers,
        "reminders": reminders_of(session, register, key, names),
    }


def set_day(session: Session, viewer: Viewer, register: Register, key: str, day: date | None) -> None:
    """Set the deadline of a register in the period ``key``; None restores the one that the register itself defines.

    Raises Problem ``forbidden`` unless the viewer is of the department, ``not_found`` if the period is none of the
    register's.
    """
    if not viewer.has("department"):
        raise Problem("forbidden")
    automatic_closings.announce_anew(session, own_period(session, register, key))
    found = session.get(Due, (register.key, key))
    if found is not None and day is None:
        session.delete(found)
    elif found is not None and day is not None:
        found.day, found.by = day, viewer.account
    elif day is not None:
        session.add(Due(register=register.key, period=key, day=day, by=viewer.account))


def remind(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    register: Register,
    key: str,
    ids: Iterable[str],
    now: datetime,
    text: str | None = None,
) -> list[str]:
    """Remind those of the units ``ids`` that have to report a register in the period ``key`` and have not.

    ``text``: what the viewer says to them in their own words, None for nothing. Returns the ids of the units that were
    reminded. Raises Problem ``forbidden`` if one of them is unknown or not the viewer's to remind, ``not_found`` if the
    period is none of the register's.
    """
    lock_catalog(session)  # reminders are committed in the order of their moments, by which phones read them
    period, wanted = own_period(session, register, key), set(ids)
    at = clock.now()
    units = session.scalars(select(Unit).where(Unit.id.in_(wanted))).all()
    if len(units) < len(wanted) or not all(reminds(viewer, unit.id, unit.path) for unit in units):
        raise Problem("forbidden")
    named = select(Unit.id).where(Unit.id.in_(wanted))
    span = ranges.span(session, register, period)
    missing = nonreporters(session, Reporting(registers, register, named, span, counted_at(span.ends, now)))
    for one in missing:
        found = session.get(Reminder, (one["unit"], register.key, key))
        if found is None:
            found = Reminder(unit=one["unit"], register=register.key, period=key)
            session.add(found)
        found.at, found.by, found.text = at, viewer.account, text
    if missing:
        late = [one["unit"] for one in missing]
        session.add(ReminderAct(register=register.key, period=key, at=at, by=viewer.account, text=text, units=late))
    return [one["unit"] for one in missing]


def own_period(session: Session, register: Register, key: str) -> Period:
    """The period with this key, if it is of the kind that the register is kept by, such as school years.

    Raises Problem ``not_found`` if it is not, or does not exist.
    """
    period = session.get(Period, key)
    if period is None or period.kind != kind_of(register):
        raise Problem("not_found")
    return period


def overseen(session: Session, viewer: Viewer, unit_id: str | None) -> Unit:
    """The unit with this id or, for None, the highest unit of the viewer, whose reporting they may follow.

    Raises Problem ``forbidden`` if they may not: only leaders of the unit and officers above it may.
    """
    unit = readable(session, viewer, unit_id)
    if not oversees(viewer, unit.id, unit.path):
        raise Problem("forbidden")
    return unit


def _within(session: Session, register: Register, period: Period) -> list[Period]:
    """The register's own periods that lie within ``period``."""
    keys = ranges.span(session, register, period).periods
    return list(session.scalars(select(Period).where(Period.key.in_(keys), Period.kind == kind_of(register))))


def _counts(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    unit: Unit,
    place: tuple[str, str],
    due: date | None,
    closes: date | None,
    now: datetime,
) -> DueCounts:
    """The counts for one register and period; ``place`` has their keys, ``due`` is the deadline, ``closes`` the last
    day before it closes by itself."""
    register, period = registers.latest(place[0]), session.get(Period, place[1])
    assert register is not None
    assert period is not None
    reporting = _reporting(session, viewer, registers, register, period, unit, now)
    reported = reporters(session, reporting, due)
    return {
        "register": register.key,
        "period": period.key,
        "due": due.isoformat() if due else None,
        "closes": closes.isoformat() if closes else None,
        "units": len(reported) + len(nonreporters(session, reporting)),
        "answered": len(reported),
        "late": sum(one["late"] for one in reported),
        "nothing": sum(one["nothing"] for one in reported),
    }


def _reporting(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    register: Register,
    period: Period,
    unit: Unit,
    now: datetime,
) -> Reporting:
    """The duty to report of a unit and of all below it that the viewer may read."""
    span = ranges.span(session, register, period)
    at = units_as_of(session, register, span, unit.id, now)
    return Reporting(registers, register, readable_below(session, viewer, unit, at), span, at)
