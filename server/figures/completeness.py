"""How complete a figure is: which units should have sent, which have, and who still holds unsent data. By name."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from server.figures.cells import OF_RECORDS
from server.figures.nonreporting import REPORTED, nothing
from server.models.auth import Session as Phone
from server.models.figures import Cell
from server.models.log import Record
from server.models.org import Role, Unit
from server.org.reporting_units import among, concerned, kinds_of
from server.periods.ranges import Span
from server.platform.clock import now
from sync.protocol.canonical import Json
from sync.registers import Register, Registers

MOST_NAMED = 600  # units; a province has fewer


def complete(session: Session, registers: Registers, register: Register, units: Select[str], span: Span) -> Json:
    """``{"kind", "units", "reported", "unsent"}``: numbers of units; ``kind`` where they are all of one kind.

    ``unsent`` counts units of which somebody's phone told, when it last was online, that it holds something unsent.
    """
    kinds = kinds_of(register)
    expected = select(func.count()).select_from(Unit).where(concerned(register, span.starts), among(Unit.id, units))
    return {
        "kind": kinds[0] if len(kinds) == 1 else None,
        "units": session.scalar(expected) or 0,
        "reported": session.scalar(expected.where(_reported(registers, register, span))) or 0,
        "unsent": len(unsent(session, units)),
    }


def by_name(session: Session, registers: Registers, register: Register, units: Select[str], span: Span) -> Json:
    """What ``complete`` says, with names: ``"missing"`` and ``"holding"`` are ``[{"id", "name", "parent"}]``.

    ``missing`` have sent nothing; ``holding`` have unsent data on a phone. Of more than 600, the first by place.
    """
    kinds, held = kinds_of(register), unsent(session, units)
    asked = concerned(register, span.starts)
    wanted = or_(asked, Unit.id.in_(held)) if held else asked
    sent = _reported(registers, register, span).label("sent")
    query = select(Unit.id, Unit.name, Unit.parent, asked.label("asked"), sent)
    found = session.execute(query.where(wanted, among(Unit.id, units)).order_by(Unit.parent, Unit.name)).all()
    expected = [row for row in found if row.asked]
    return {
        "kind": kinds[0] if len(kinds) == 1 else None,
        "units": len(expected),
        "reported": sum(row.sent for row in expected),
        "unsent": len(held),
        "missing": [_named(row) for row in expected if not row.sent][:MOST_NAMED],
        "holding": [_named(row) for row in found if row.id in held][:MOST_NAMED],
    }


def unsent(session: Session, units: Select[str]) -> set[str]:
    """The units where somebody's phone told that it holds something unsent."""
    open_now = or_(Role.until.is_(None), Role.until > now())
    query = select(Role.unit).distinct().join(Phone, Phone.person == Role.person)
    return set(session.scalars(query.where(among(Role.unit, units), open_now, Phone.expires > now(), holds(Phone))))


def holds(phone: type[Phone]) -> ColumnElement[bool]:
    """Phones that told, when they last were online, that they hold something unsent."""
    return or_(*(phone.queue[kind].as_float() > 0 for kind in ("mutations", "photos")))


def _reported(registers: Registers, register: Register, span: Span) -> Any:
    """Whether a unit has records, or has said that there is nothing."""
    records = exists().where(
        Cell.unit == Unit.id,
        Cell.register == register.key,
        OF_RECORDS,
        Cell.status.in_(REPORTED),
        span.holds(),
    )
    if registers.nothing is None:
        return records
    none = and_(Record.scope == Unit.id, Record.status.in_(REPORTED), nothing(registers, register, span.periods))
    return or_(records, exists().where(none))


def _named(row: Any) -> Json:
    return {"id": row.id, "name": row.name, "parent": row.parent}
