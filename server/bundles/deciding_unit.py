"""Whose leaders decide on a bundle of an ended session."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.org import Role, Unit
from sync.protocol.mutation import RawMutation


def deciding_unit(session: Database, account: str, mutations: Iterable[RawMutation]) -> str | None:
    """Of the units in which a person has a role or had one, the one that most of their mutations name, else the latest;
    never another, whatever they name. Of somebody without one the top of all units, so that the department decides."""
    roles = select(Role.unit).where(Role.person == account, Role.role != "admin")
    own = session.scalars(roles.order_by(Role.until.is_not(None), Role.since.desc(), Role.id)).all()
    named = [unit for raw in mutations if (unit := raw.get("unit")) in own]
    if own:
        return max(own, key=named.count)
    return session.scalar(select(Unit.id).where(Unit.parent.is_(None)).order_by(Unit.id))
