"""The viewer, a person with their roles of this moment, and the units that each role acts in."""

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
    """One role of somebody in one unit, given by its id ``unit``.

    ``path``: the unit's ``Unit.path``, ids from the province down the reporting line: ``/province/commune/school/``.
    """

    unit: str
    role: str
    path: str
    deputy: bool = False  # a leader who stands in for another until a set day


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, mostly the one who sent the request, with the roles that every rule of access is decided by.

    ``account``: the person's id. ``grants``: their roles now. ``left``: a pair (unit's id, when it ended) for each role
    that they had. ``heirs``: further roles in schools that ended and that one of their schools is a successor of; in
    those they read and decide, but create no records.
    """

    account: str
    name: str
    grants: tuple[Grant, ...]
    left: tuple[tuple[str, datetime], ...] = ()
    heirs: tuple[Grant, ...] = ()

    @property
    def scopes(self) -> list[str]:
        """The ids of the units that the person has a role in, sorted; without ended schools."""
        return sorted({grant.unit for grant in self.grants})

    @property
    def reading(self) -> tuple[Grant, ...]:
        """The roles by which the person reads and decides: ``grants``, and ``heirs`` in ended schools."""
        return self.grants + self.heirs

    @property
    def paths(self) -> dict[str, str]:
        """A unit's id → its ``Unit.path``, for each of ``scopes``."""
        return {grant.unit: grant.path for grant in self.grants}

    def has(self, role: str, unit: str | None = None) -> bool:
        """Whether the person has this role in the unit of this id, or in any if None; a role in an ended school, one of
        ``heirs``, counts too."""
        return any(grant.role == role and unit in (None, grant.unit) for grant in self.reading)


_PERSON = (
    select(Person.name, Role.unit, Role.role, Role.since, Role.until, Role.deputy, Unit.path)
    .outerjoin(Role, Role.person == Person.id)
    .outerjoin(Unit, Unit.id == Role.unit)
    .where(Person.id == bindparam("account"), Person.active)
)
_ENDED = select(Unit.id, Unit.path, Unit.successors).where(Unit.ended <= bindparam("moment"))


def viewer_of(session: Database, account: str) -> Viewer | None:
    """The viewer for an account's id, with the roles of this moment; None if there is no such account or it is not
    active."""
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
    """The roles that teachers and leaders have in ended schools: the same role in every school that theirs is a
    successor of, however many mergers ago. Empty for other roles."""
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
    """Whether a role acts in a unit: a teacher's or leader's in their school, a commune officer's in the commune and
    all units that report to it, the department's in every unit, an administrator's in none.

    ``unit``, ``path``: the unit's id and ``Unit.path``. ``units_reached`` is the same rule in SQL.
    """
    if grant.role == "department":
        return True
    if grant.role == "commune":
        return path.startswith(grant.path)
    return grant.role in ("teacher", "leader") and grant.unit == unit


def belongs(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether the viewer reads in a unit: one of their roles ``reaches`` it, also one in an ended school. ``unit``,
    ``path``: the unit's id and ``Unit.path``."""
    return any(reaches(grant, unit, path) for grant in viewer.reading)


def units_reached(grants: Iterable[Grant], roles: Collection[str] = ALL_BUT_ADMIN) -> Select[str]:
    """A sub-query of the ids of the units that ``grants`` act in, counting only those whose role is one of ``roles``.

    The same rule as ``reaches``. Give it ``viewer.reading`` for where somebody reads, ``viewer.grants`` for where they
    create.
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
    """Whether the viewer no longer acts in a unit, but has had a role in it that ended after the moment ``made``.

    ``unit``, ``path``: the unit's id and ``Unit.path``. When the former role began does not matter.
    """
    here = any(reaches(grant, unit, path) for grant in viewer.grants)
    return not here and any(left == unit and made < until for left, until in viewer.left)


def was_of(viewer: Viewer, unit: str, path: str, made: datetime) -> bool:
    """Whether the viewer acts in a unit, or has had a role in it that ended after the moment ``made``. Parameters as
    ``has_moved``."""
    return belongs(viewer, unit, path) or has_moved(viewer, unit, path, made)


def as_of(session: Database, account: str, unit: str, made: datetime) -> Viewer:
    """A viewer with the roles that a person has now and, in the unit of id ``unit``, those that had not ended at
    ``made``.

    By these a leader takes in what its author was allowed to do then. When a role began does not matter, but roles
    still to come and administrators' are left out. Works for an account that is not active too.
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
