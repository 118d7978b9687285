"""Who has not reported: the units that a register concerns, and which of them have answered for a period, and when."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from server.models.log import LogEntry, Record
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import concerned
from server.periods.ranges import records_within
from server.platform.clock import HERE
from sync.protocol.canonical import Json
from sync.protocol.transitions import APPROVED, SUBMITTED, VERIFIED
from sync.registers import Register, Registers

REPORTED = (SUBMITTED, VERIFIED, APPROVED)


def told(registers: Registers, register: Register, period: Period) -> ColumnElement[bool]:
    """Records by which their unit has answered, as a condition on ``Record``: its own, or that there is nothing."""
    events = [register.key] if register.period == "event" else []
    own = and_(Record.register == register.key, records_within(period, events))
    return and_(Record.status.in_(REPORTED), or_(own, nothing(registers, register, _within(period))))


def _within(period: Period) -> Select[str]:
    return select(Period.key).where(Period.starts >= period.starts, Period.ends <= period.ends)


def nothing(registers: Registers, register: Register, periods: Collection[str] | Select[str]) -> ColumnElement[bool]:
    """Records that say that there is nothing to report for one of ``periods``, keys."""
    found = registers.nothing
    if found is None or found.nothing is None:
        return Record.id.in_([])
    return and_(
        Record.register == found.key,
        Record.data[found.nothing.register].as_string() == register.key,
        Record.data[found.nothing.period].as_string().in_(periods),
    )


def answered(registers: Registers, register: Register, period: Period) -> ColumnElement[bool]:
    """Units that have answered, as a condition on ``Unit``."""
    return exists().where(Record.scope == Unit.id, told(registers, register, period))


def missing(
    session: Session, registers: Registers, register: Register, units: Select[str], period: Period
) -> list[Json]:
    """Those of ``units`` that have not: ``[{"unit", "name", "place"}]``, by place and name, never by who is worst."""
    lacking = ~answered(registers, register, period)
    return list(_named(session, concerned(register, period.starts), Unit.id.in_(units), lacking))


def answers(
    session: Session, registers: Registers, register: Register, units: Select[str], period: Period, due: date | None
) -> list[Json]:
    """Those that have: ``[{"unit", "name", "place", "at", "late", "nothing"}]``; ``at``: when it first reached us."""
    first = _first(session, told(registers, register, period), units)
    none = _first(session, and_(Record.status.in_(REPORTED), nothing(registers, register, _within(period))), units)
    found = []
    for unit in _named(
        session, concerned(register, period.starts), Unit.id.in_(units), answered(registers, register, period)
    ):
        at = first[unit["unit"]]
        late = due is not None and at.astimezone(HERE).date() > due
        said = {"at": at.isoformat().replace("+00:00", "Z"), "late": late, "nothing": unit["unit"] in none}
        found.append(unit | said)
    return found


def idle(session: Session, registers: Registers, register: Register, units: Select[str], period: Period) -> int:
    """How many of ``units`` have answered that there is nothing to report, and nothing else."""
    none = and_(Record.status.in_(REPORTED), nothing(registers, register, _within(period)))
    own = and_(told(registers, register, period), Record.register == register.key)
    asked = and_(concerned(register, period.starts), Unit.id.in_(units))
    said = (exists().where(Record.scope == Unit.id, none), ~exists().where(Record.scope == Unit.id, own))
    return session.scalar(select(func.count()).select_from(Unit).where(asked, *said)) or 0


def _named(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Json]:
    place = aliased(Unit)
    query = (
        select(Unit.id, Unit.name, place.name)
        .outerjoin(place, place.id == Unit.parent)
        .where(Unit.ended.is_(None), *conditions)
        .order_by(place.search_text, Unit.search_text)
    )
    return ({"unit": id_, "name": name, "place": above} for id_, name, above in session.execute(query))


def _first(session: Session, condition: ColumnElement[bool], units: Select[str]) -> dict[str, datetime]:
    """Unit → when the first of these records was first submitted."""
    query = (
        select(Record.scope, func.min(LogEntry.received))
        .join(LogEntry, and_(LogEntry.scope == Record.scope, LogEntry.rev == Record.submitted_rev))
        .where(condition, Record.scope.in_(units))
        .group_by(Record.scope)
    )
    return dict(session.execute(query).all())
