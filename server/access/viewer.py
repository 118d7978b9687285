"""The viewer, a person with their roles of this moment, and the units that each role acts in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, bindparam, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Database

from server.models.org import Person, Role, Unit
from server.models.unit_states import UnitState
from server.platform.catalog_memory import CatalogMemory
from server.platform.clock import now

OF_A_SCHOOL = ("teacher", "leader")
ALL_BUT_ADMIN = ("teacher", "leader", "commune", "department")
COPIED_FOR = timedelta(days=400)
"""How long the phone of somebody who has left a unit copies what they wrote there."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One role of somebody in one unit, given by its id ``unit``.

    ``path``: the unit's ``Unit.path``, ids from the province down the reporting line: ``/province/commune/school/``.
    """

    unit: str
    role: str
    path: str
    deputy: bool = False  # a leader who stands in for another until a set day


class Left(NamedTuple):
    """A unit that somebody has left: they had a role there, not an administrator's, and have none now.

    ``at``: when the last of them ended. ``recent``: less than ``COPIED_FOR`` ago. ``hidden``: the last code that was
    printed for them was printed by somebody who does not reach the unit, and who may be using it.
    """

    unit: str
    path: str
    at: datetime
    recent: bool = True
    hidden: bool = False

    @property
    def copied(self) -> bool:
        """Whether their phone still copies what they wrote there, and they may finish it."""
        return self.recent and not self.hidden


class Within(NamedTuple):
    """What a person's token narrows their view of records to; None: not by this.

    ``registers``: keys of registers. ``paths``: each the ``Unit.path`` of a unit, with all that report to it.
    """

    registers: frozenset[str] | None = None
    paths: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, mostly the one who sent the request, with the roles that every rule of access is decided by.

    ``account``: the person's id. ``grants``: their roles now. ``left``: the units that they have left. ``heirs``:
    further roles in schools that ended and that one of their schools is a successor of; in those they read and decide,
    but create no records. ``within``: what a program that reads in their name is limited to; None for a person.
    """

    account: str
    name: str
    grants: tuple[Grant, ...]
    left: tuple[Left, ...] = ()
    heirs: tuple[Grant, ...] = ()
    within: Within | None = None

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
        """A unit's id → its ``Unit.path``, for each own scope of the exchange: each of ``scopes``, and the units that
        the person has left and that their phone still copies records of."""
        copied = {left.unit: left.path for left in self.left if left.copied}
        return copied | {grant.unit: grant.path for grant in self.grants}

    def left_of(self, unit: str) -> Left | None:
        """When and how the person left the unit of this id; None if they did not."""
        return next((left for left in self.left if left.unit == unit), None)

    def has(self, role: str, unit: str | None = None) -> bool:
        """Whether the person has this role in the unit of this id, or in any if None; a role in an ended school, one of
        ``heirs``, counts too."""
        return any(grant.role == role and unit in (None, grant.unit) for grant in self.reading)


_OF_A_ROLE = (
    *(Person.name, Role.unit, Role.role, Role.since, Role.until, Role.deputy, Role.hidden),
    Unit.path.label("path"),  # its column has another name
)


def with_roles(query: Select[Any]) -> Select[Any]:
    """A query of persons with what ``viewer_from`` needs as its last columns: a row for each role that somebody
    has or had, or one without a role."""
    found = query.add_columns(*_OF_A_ROLE).outerjoin(Role, Role.person == Person.id)
    return found.outerjoin(Unit, Unit.id == Role.unit)


_PERSON = with_roles(select(Person.id)).where(Person.id == bindparam("account"), Person.active)
_ENDED = select(Unit.id, Unit.path, Unit.ended, Unit.successors).where(Unit.ended.is_not(None))


def viewer_of(session: Database, account: str) -> Viewer | None:
    """The viewer for an account's id, with the roles of this moment; None if there is no such account or it is not
    active."""
    rows = session.execute(_PERSON, {"account": account}).all()
    return viewer_from(session, account, rows) if rows else None


def viewer_from(session: Database, account: str, rows: Sequence[Row[Any]], number: int | None = None) -> Viewer:
    """The viewer for an account's id, with the roles of this moment; ``rows``: what a query ``with_roles`` found of
    this very account, at least one row. ``number``: the catalog's, if that was read with them."""
    grants: list[Grant] = []
    ended: list[Left] = []
    moment = now()
    for row in rows:
        if row.unit is None or row.since > moment:
            continue
        if row.until is None or row.until > moment:
            grants.append(Grant(row.unit, row.role, row.path, row.deputy))
        elif row.role != "admin" and row.until != row.since:  # one that never began was never left
            ended.append(Left(row.unit, row.path, row.until, moment - row.until < COPIED_FOR, row.hidden))
    heirs = _heirs(CatalogMemory(session, number), session, grants, moment)
    return Viewer(account, rows[0].name, tuple(sorted(grants)), _left(grants, ended), heirs)


def _left(grants: Iterable[Grant], ended: Iterable[Left]) -> tuple[Left, ...]:
    """The units among those of ended roles in which no role is left, each once."""
    here = {grant.unit for grant in grants if grant.role != "admin"}
    found: dict[str, Left] = {}
    for role in sorted(ended):
        if role.unit not in here:
            before = found.get(role.unit)
            found[role.unit] = role._replace(hidden=role.hidden or (before is not None and before.hidden))
    return tuple(found.values())


def _heirs(memory: CatalogMemory, session: Database, grants: Iterable[Grant], moment: datetime) -> tuple[Grant, ...]:
    """The roles that teachers and leaders have in ended schools: the same role in every school that theirs is a
    successor of, however many mergers ago. Empty for other roles."""
    if not any(grant.role in OF_A_SCHOOL for grant in grants):
        return ()
    ended = memory.get("ended", [""], lambda _: {"": session.execute(_ENDED).all()})[""]
    heirs: set[Grant] = set()
    todo = [grant for grant in grants if grant.role in OF_A_SCHOOL]
    while todo:
        grant = todo.pop()
        went_on = [
            Grant(id_, grant.role, path)
            for id_, path, since, successors in ended
            if grant.unit in successors and since and since <= moment
        ]
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
    return select(Unit.id).where(_acted_in(grants, roles, Unit.id, Unit.path))


def states_reached(grants: Iterable[Grant]) -> ColumnElement[bool]:
    """The states of units in which these roles would act in them, as an SQL condition on ``UnitState``.

    Of the states that hold now these are of the units that ``units_reached`` gives.
    """
    return _acted_in(grants, ALL_BUT_ADMIN, UnitState.unit, UnitState.path)


def _acted_in(
    grants: Iterable[Grant], roles: Collection[str], id_: InstrumentedAttribute[str], path: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    """The units that those of the grants with one of ``roles`` act in; ``id_`` and ``path`` are columns of units."""
    parts: list[ColumnElement[bool]] = []
    for grant in grants:
        if grant.role not in roles:
            continue
        if grant.role == "department":
            parts.append(id_.is_not(None))
        elif grant.role == "commune":
            parts.append(path.startswith(grant.path, autoescape=True))
        elif grant.role in ("teacher", "leader"):
            parts.append(id_ == grant.unit)
    return or_(false(), *parts)
