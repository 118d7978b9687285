"""A signed-in person with their roles, and which units each role acts in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, false, or_, select
from sqlalchemy.orm import Session as Database

from server.models.org import Person, Role, Unit
from server.platform.clock import now

OF_A_SCHOOL = ("teacher", "leader")


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role in a unit; ``path`` is the unit's path down the reporting line."""

    unit: str
    role: str
    path: str
    deputy: bool = False  # a leader who stands in for another


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person: what they are now, which units they left when, and which ended units theirs went on from."""

    account: str
    name: str
    grants: tuple[Grant, ...]
    left: tuple[tuple[str, datetime], ...] = ()
    heirs: tuple[Grant, ...] = ()  # the same roles in those units: to read and to judge, not to begin records in

    @property
    def scopes(self) -> list[str]:
        """Own scopes: the units in one's roles, sorted."""
        return sorted({grant.unit for grant in self.grants})

    @property
    def reading(self) -> tuple[Grant, ...]:
        return self.grants + self.heirs

    @property
    def paths(self) -> dict[str, str]:
        """Own scope → its path down the reporting line."""
        return {grant.unit: grant.path for grant in self.grants}

    def has(self, role: str, unit: str | None = None) -> bool:
        return any(grant.role == role and unit in (None, grant.unit) for grant in self.reading)


_PERSON = (
    select(Person.name, Role.unit, Role.role, Role.since, Role.until, Role.deputy, Unit.path)
    .outerjoin(Role, Role.person == Person.id)
    .outerjoin(Unit, Unit.id == Role.unit)
    .where(Person.id == bindparam("account"), Person.active)
)
_ENDED = select(Unit.id, Unit.path, Unit.successors).where(Unit.ended <= bindparam("today"))


def viewer_of(session: Database, account: str) -> Viewer | None:
    """The person with their roles; None if the account is not there or not active."""
    rows = session.execute(_PERSON, {"account": account}).all()
    if not rows:
        return None
    grants, left, today = [], [], now()
    for _, unit, role, since, until, deputy, path in rows:
        if unit is None or since > today:
            continue
        if until is None or until > today:
            grants.append(Grant(unit, role, path, deputy))
        elif role != "admin" and until != since:  # one that never began was never left
            left.append((unit, until))
    return Viewer(account, rows[0].name, tuple(sorted(grants)), tuple(left), _heirs(session, grants))


def _heirs(session: Database, grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Roles in schools go on over what those schools were made of, however often."""
    if not any(grant.role in OF_A_SCHOOL for grant in grants):
        return ()
    ended = session.execute(_ENDED, {"today": now()}).all()
    heirs: set[Grant] = set()
    todo = [grant for grant in grants if grant.role in OF_A_SCHOOL]
    while todo:
        grant = todo.pop()
        went_on = [Grant(id_, grant.role, path) for id_, path, successors in ended if grant.unit in successors]
        todo += [heir for heir in went_on if heir not in heirs]
        heirs.update(went_on)
    return tuple(sorted(heirs))


def reaches(grant: Grant, unit: str, path: str) -> bool:
    """Whether a role acts in a unit: one's own, below one's commune, everywhere for the department."""
    if grant.role == "department":
        return True
    if grant.role == "commune":
        return path.startswith(grant.path)
    return grant.role in ("teacher", "leader") and grant.unit == unit


def belongs(viewer: Viewer, unit: str, path: str) -> bool:
    return any(reaches(grant, unit, path) for grant in viewer.reading)


def units_reached(viewer: Viewer, roles: Iterable[str] = ("teacher", "leader", "commune", "department")):
    """The ids of the units that one's roles act in, as a sub-query."""
    parts: list[ColumnElement[bool]] = []
    for grant in viewer.reading:
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
    """Whether one belonged to the unit when the mutation was made, and no longer does."""
    here = any(reaches(grant, unit, path) for grant in viewer.grants)
    return not here and any(left == unit and made < until for left, until in viewer.left)


def was_of(viewer: Viewer, unit: str, path: str, made: datetime) -> bool:
    """Whether one belongs to the unit, or did when something was made."""
    return belongs(viewer, unit, path) or has_moved(viewer, unit, path, made)


def as_of(session: Database, account: str, unit: str, made: datetime) -> Viewer:
    """The person with what they may do now and, in ``unit``, with the parts that had not ended at ``made``.

    A part's beginning is not asked for, as ``has_moved`` does not. Also somebody who is not active any more.
    """
    person = session.get_one(Person, account)
    now_ = viewer_of(session, account)
    rows = session.execute(
        select(Role.role, Unit.path)
        .join(Unit, Unit.id == Role.unit)
        .where(Role.person == account, Role.unit == unit, Role.since <= now())
        .where(Role.until.is_(None) | (Role.until > made), Role.role != "admin")
    )
    then = {Grant(unit, role, path) for role, path in rows}
    return Viewer(account, person.name, tuple(sorted({*(now_.grants if now_ else ()), *then})))
