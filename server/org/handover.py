"""Handing over the people and sites of a school that ends to its successors."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session as Database

from server.models.org import PlannedEnding, Role, Unit
from server.models.role_plans import PlannedRoleEnd
from server.org.placement import put_under
from server.platform.clock import now


def hand_over(session: Database, unit: Unit, ending: PlannedEnding) -> int:
    """End a school as ``ending`` says, and move its people's roles and its sites to the successors; returns the number
    of roles.

    People and sites that ``ending`` does not name go to the first successor. In place of a successor that has ended
    itself by now comes the one that it went on in.
    """
    unit.ended, unit.successors = ending.at, list(ending.successors)
    session.flush()
    heirs = {id_: _standing(session, id_) for id_ in ending.successors}
    first = heirs[ending.successors[0]]
    moved = _move_people(session, unit, ending.at, {one: heirs[to] for one, to in ending.people.items()}, first)
    for site in sites_of(session, unit.id):
        heir = heirs[ending.sites.get(site.id, ending.successors[0])]
        put_under(session, site, heir, heir)
    return moved


def sites_of(session: Database, school: str) -> Sequence[Unit]:
    """The sites of a school now, sorted by name; ``school``: its id."""
    query = select(Unit).where(Unit.parent == school, Unit.kind == "site")
    return session.scalars(query.order_by(Unit.order, Unit.id)).all()


def _standing(session: Database, id_: str) -> Unit:
    """The unit with this id, or, if it has ended, its successor that is open now; after a split the first one, to which
    people go who are not named."""
    unit, passed = session.get_one(Unit, id_), {id_}
    while not unit.open_at(now()) and passed.isdisjoint(unit.successors[:1]) and unit.successors:
        unit = session.get_one(Unit, unit.successors[0])
        passed.add(unit.id)
    return unit


def _move_people(session: Database, unit: Unit, at: datetime, heirs: Mapping[str, Unit], first: Unit) -> int:
    """End each role in ``unit`` that lasts beyond ``at``, and give its person the same role in their successor, unless
    they have it there already; returns the number of roles ended. ``heirs``: account → successor; others go to
    ``first``."""
    held = session.scalars(select(Role).where(Role.unit == unit.id, _lasts_beyond(at)).order_by(Role.id)).all()
    for role in held:
        heir = heirs.get(role.person, first)
        begins = max(at, role.since)  # one that has not begun yet never does here, and begins on its day there
        has_it = select(Role.id).where(Role.person == role.person, Role.unit == heir.id, Role.role == role.role)
        if session.scalar(has_it.where(_lasts_beyond(at))) is None:
            goes_on = Role(
                person=role.person,
                unit=heir.id,
                role=role.role,
                since=begins,
                until=role.until,
                deputy=role.deputy,
            )
            session.add(goes_on)
            session.flush()
            # What was planned for the role is planned for the one that goes on in its place.
            session.execute(update(PlannedRoleEnd).where(PlannedRoleEnd.role == role.id).values(role=goes_on.id))
            session.execute(
                update(PlannedRoleEnd).where(PlannedRoleEnd.next_role == role.id).values(next_role=goes_on.id)
            )
        role.until = begins
    return len(held)


def _lasts_beyond(at: datetime) -> ColumnElement[bool]:
    return or_(Role.until.is_(None), Role.until > at)
