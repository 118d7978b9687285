"""A signed-in person with their roles of this moment, and which units each role acts in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, false, or_, select
from sqlalchemy.orm import Session as Database

from server.models.org import Person, Role, Unit
from server.platform.clock import now

OF_A_SCHOOL = ("teacher", "leader")
ALL_BUT_ADMIN = ("teacher", "leader", "commune", "department")


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role in a unit, as the rules of access take it; ``path`` is that of the unit: ids down the reporting line."""

    unit: str
    role: str
    path: str
    deputy: bool = False  # a leader who stands in for another


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person with what they may do now: the one whom every question of access is asked about.

    ``grants``: their roles. ``left``: (unit, when) of the roles that they had. ``heirs``: the same roles in the ended
    schools that theirs went on from: to read and to decide there, not to create records.
    """

    account: str
    name: str
    grants: tuple[Grant, ...]
    left: tuple[tuple[str, datetime], ...] = ()
    heirs: tuple[Grant, ...] = ()

    @property
    def scopes(self) -> list[str]:
        """Own scopes: the units in one's roles, sorted."""
        return sorted({grant.unit for grant in self.grants})

    @property
    def reading(self) -> tuple[Grant, ...]:
        """The roles by which one reads and decides: one's own, and those in the ended schools that they go on from."""
        return self.grants + self.heirs

    @property
    def paths(self) -> dict[str, str]:
        """The path of each own scope, by the scope's id."""
        return {grant.unit: grant.path for grant in self.grants}

    def has(self, role: str, unit: str | None = None) -> bool:
        """Whether one has this role, in this unit or anywhere; also in an ended school that one's own went on from."""
        return any(grant.role == role and unit in (None, grant.unit) for grant in self.reading)


_PERSON = (
    select(Person.name, Role.unit, Role.role, Role.since, Role.until, Role.deputy, Unit.path)
    .outerjoin(Role, Role.person == Person.id)
    .outerjoin(Unit, Unit.id == Role.unit)
    .where(Person.id == bindparam("account"), Person.active)
)
_ENDED = select(Unit.id, Unit.path, Unit.successors).where(Unit.ended <= bindparam("moment"))


def viewer_of(session: Database, account: str) -> Viewer | None:
    """The person with their roles of this moment; None if there is no such account or it is not active."""
    rows = session.execute(_PERSON, {"account": account}).all()
    if not rows:
        return None
    grants: list[Grant] = []
    left: list[tuple[str, datetime]] = []
    moment = now()
    for _, unit, role, since, until, deputy, path in rows:
        if unit is None or since > moment:
            continue
        if until is None or until > moment:
            grants.append(Grant(unit, role, path, deputy))
        elif role != "admin" and until != since:  # one that never began was never left
            left.append((unit, until))
    return Viewer(account, rows[0].name, tuple(sorted(grants)), tuple(left), _heirs(session, grants))


def _heirs(session: Database, grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """The roles of schools, in all ended schools that theirs went on from, however many mergers ago."""
    if not any(grant.role in OF_A_SCHOOL for grant in grants):
        return ()
    ended = session.execute(_ENDED, {"moment": now()}).all()
    heirs: set[Grant] = set()
    todo = [grant for grant in grants if grant.role in OF_A_SCHOOL]
    while todo:
        grant = todo.pop()
        went_on = [Grant(id_, grant.role, path) for id_, path, successors in ended if grant.unit in successors]
        todo += [heir for heir in went_on if heir not in heirs]
        heirs.update(went_on)
    return tuple(sorted(heirs))


def reaches(grant: Grant, unit: str, path: str) -> bool:
    """Whether a role acts in a unit: its own, its commune and what reports there, or all there are for the department.

    An administrator's acts in none. ``path``: the unit's. Twin of ``units_reached``.
    """
    if grant.role == "department":
        return True
    if grant.role == "commune":
        return path.startswith(grant.path)
    return grant.role in ("teacher", "leader") and grant.unit == unit


def belongs(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether one of a person's roles acts in a unit, for reading."""
    return any(reaches(grant, unit, path) for grant in viewer.reading)


def units_reached(grants: Iterable[Grant], roles: Collection[str] = ALL_BUT_ADMIN) -> Select[str]:
    """The ids of the units that these roles act in, those of ``roles`` among them, as a sub-query.

    Twin of ``reaches``. Give it ``viewer.reading`` for what one reads, ``viewer.grants`` for where one creates.
    """
    parts: list[ColumnElement[bool]] = []
    for grant in grants:
        if grant.role not in roles:
            continue
        if grant.role == "department":
            parts.append(Unit.id.is_not(None))
        elif grant.role == "commune":
            parts.append(Unit.path.startswith(grant.path, autoescape=True))
        elif grant.role in ("teacher", "leader"):
            parts.append(Unit.id == grant.unit)
    return select(Unit.id).where(or_(false(), *parts))


def has_moved(viewer: Viewer, unit: str, path: str, made: datetime) -> bool:
    """Whether one belonged to a unit when something was ``made``, and no longer does."""
    here = any(reaches(grant, unit, path) for grant in viewer.grants)
    return not here and any(left == unit and made < until for left, until in viewer.left)


def was_of(viewer: Viewer, unit: str, path: str, made: datetime) -> bool:
    """Whether one belongs to a unit, or did when something was ``made``."""
    return belongs(viewer, unit, path) or has_moved(viewer, unit, path, made)


def as_of(session: Database, account: str, unit: str, made: datetime) -> Viewer:
    """A person with their roles of now and, in ``unit``, those that had not ended when something was ``made``.

    Work that waited for a leader is taken in by what its author might do then. When a role began is not asked, as in
    ``has_moved``. Also of somebody whose account is not active any more.
    """
    person = session.get_one(Person, account)
    present = viewer_of(session, account)
    rows = session.execute(
        select(Role.role, Unit.path)
        .join(Unit, Unit.id == Role.unit)
        .where(Role.person == account, Role.unit == unit, Role.since <= now())
        .where(Role.until.is_(None) | (Role.until > made), Role.role != "admin")
    )
    then = {Grant(unit, role, path) for role, path in rows}
    return Viewer(account, person.name, tuple(sorted({*(present.grants if present else ()), *then})))
