"""How complete a figure is: which units should have reported, which have, and who still holds unsent data."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from server.models import Period, Record, Role, Unit, now
from server.models import Session as Phone
from server.people import ROLES_IN
from server.spans import records_within
from sync.registers import Register
from sync.transitions import APPROVED, SUBMITTED, VERIFIED

REPORTED = (SUBMITTED, VERIFIED, APPROVED)


def complete(session: Session, register: Register, units: Select[str], period: Period) -> dict[str, Any]:
    """``{"kind", "units", "reported", "unsent"}``: numbers of units; ``kind`` where they are all of one kind.

    ``unsent`` counts units of which somebody's phone told, when it last was online, that it holds something unsent.
    """
    kinds = sorted(kind for kind, roles in ROLES_IN.items() if roles & set(register.by))
    expected = select(func.count()).select_from(Unit).where(Unit.kind.in_(kinds), Unit.id.in_(units))
    return {
        "kind": kinds[0] if len(kinds) == 1 else None,
        "units": session.scalar(expected) or 0,
        "reported": session.scalar(expected.where(_reported(register, period))) or 0,
        "unsent": session.scalar(_unsent(units)) or 0,
    }


def _reported(register: Register, period: Period) -> ColumnElement[bool]:
    events = [register.key] if register.period == "event" else []
    return exists().where(
        Record.register == register.key,
        Record.scope == Unit.id,
        Record.status.in_(REPORTED),
        records_within(period, events),
    )


def _unsent(units: Select[str]) -> Select[int]:
    held = [Phone.queue[kind].as_float() > 0 for kind in ("mutations", "photos")]
    return (
        select(func.count(Role.unit.distinct()))
        .join(Phone, Phone.person == Role.person)
        .where(Role.unit.in_(units), or_(Role.until.is_(None), Role.until > now()), Phone.expires > now(), or_(*held))
    )
