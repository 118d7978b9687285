"""What moves and what stays when a person is transferred or a school ends, in numbers, said before it is done."""

from typing import TypedDict

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from server.access.people import appoints, looks_after
from server.access.units import arranges
from server.access.viewer import Viewer
from server.figures.completeness import holds_unsent
from server.models.auth import Session as Phone
from server.models.log import Record
from server.models.org import Role, Unit
from server.org.roles import find, grant_of, has_ended, roles_of
from server.platform.clock import now
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.protocol.transitions import DELETED, DRAFT, RETURNED, SUBMITTED, VERIFIED


class HandoverPreview(TypedDict):
    """``people`` and ``sites`` move. ``records`` stay in the unit's log: ``unfinished`` of them are drafts or were
    returned, ``waiting`` wait for a decision.

    ``unsent``: how many mutations and photos the phones of ``holders`` people still held when they were last online.
    """

    people: int
    sites: int
    records: int
    unfinished: int
    waiting: int
    unsent: int
    holders: int


def of_role(session: Session, viewer: Viewer, account: str, id_: int) -> HandoverPreview:
    """What the end of somebody's role, given by its number, would leave in its unit. Problem ``not_found``, or
    ``forbidden`` for whoever may not end it."""
    person, _ = find(session, viewer, account)
    found = [(role, unit) for role, unit in roles_of(session, person.id) if role.id == id_]
    if not found:
        raise Problem("not_found")
    role, unit = found[0]
    if person.id == viewer.account or has_ended(role) or not appoints(viewer, grant_of(role, unit)):
        raise Problem("forbidden")
    own = Record.scope == unit.id, Record.author == person.id
    return {"people": 1, "sites": 0, **_records(session, *own), **_unsent(session, Phone.person == person.id)}


def of_unit(session: Session, viewer: Viewer, id_: str) -> HandoverPreview:
    """What the end of a unit would move and leave behind. Problem ``not_found``, or ``forbidden`` for whoever may not
    end it."""
    unit = session.get(Unit, id_) if is_uuid(id_) else None
    if unit is None or not looks_after(viewer, unit.id, unit.path):
        raise Problem("not_found")
    if not arranges(viewer):
        raise Problem("forbidden")
    working = select(Role.person).where(Role.unit == unit.id, or_(Role.until.is_(None), Role.until > now())).distinct()
    sites = select(func.count()).where(Unit.parent == unit.id, Unit.kind == "site")
    return {
        "people": session.scalar(select(func.count()).select_from(working.subquery())) or 0,
        "sites": session.scalar(sites) or 0,
        **_records(session, Record.scope == unit.id),
        **_unsent(session, Phone.person.in_(working)),
    }


class _Records(TypedDict):
    records: int
    unfinished: int
    waiting: int


class _Unsent(TypedDict):
    unsent: int
    holders: int


def _records(session: Session, *conditions: ColumnElement[bool]) -> _Records:
    counted = select(Record.status, func.count()).where(Record.status != DELETED, *conditions).group_by(Record.status)
    by = dict(session.execute(counted).all())
    return {
        "records": sum(by.values()),
        "unfinished": by.get(DRAFT, 0) + by.get(RETURNED, 0),
        "waiting": by.get(SUBMITTED, 0) + by.get(VERIFIED, 0),
    }


def _unsent(session: Session, whose: ColumnElement[bool]) -> _Unsent:
    phones = session.execute(
        select(Phone.person, Phone.queue).where(whose, Phone.expires > now(), holds_unsent(Phone))
    ).all()
    held = [(person, queue or {}) for person, queue in phones]
    return {
        "unsent": int(sum(queue.get(kind, 0) for _, queue in held for kind in ("mutations", "photos"))),
        "holders": len({person for person, _ in held}),
    }
