"""The existing units and people that the rows of a workbook name, read in a few queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.org import Person, Role, Unit
from server.org.usernames import username_of
from server.platform.clock import now
from server.platform.look_alikes import identity_of, look_of
from sync.folding import fold

T = TypeVar("T")
CHUNK = 500  # values in one query
NAMESAKES = 30  # numbers after a username that one round of queries tries


@dataclass
class PlannedUnit:
    """A unit that exists, or one that the workbook would create, for which ``unit`` is None.

    ``path`` and ``place`` are paths of ids as in ``Unit``; for a new unit its code is used as its id.
    """

    code: str
    name: str
    kind: str
    path: str
    place: str
    unit: Unit | None = None

    @property
    def key(self) -> str:
        """The unit's part of a path: its id, or the code of a new unit."""
        return self.unit.id if self.unit else self.code


@dataclass
class Existing:
    """The units and people that the rows of a workbook are compared with; planned units and usernames are added to it.

    ``units``: by code. ``by_id``: these units and their parents and children. ``code_of``: (parent's code, identity of
    the name) → code; a unit without a code goes by its id. ``people``: by username. ``roles``: account → present and
    future roles, each with its unit. ``people_of``: unit id → people with a role there. ``usernames``: those that are
    taken. ``looks``: look of a username → that username. ``holders``: code in the sector's database → the unit that has
    it.
    """

    viewer: Viewer
    units: dict[str, PlannedUnit] = field(default_factory=dict)
    by_id: dict[str, Unit] = field(default_factory=dict)
    code_of: dict[tuple[str, str], str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    roles: dict[str, list[tuple[Role, Unit]]] = field(default_factory=dict)
    people_of: dict[str, list[Person]] = field(default_factory=dict)
    usernames: set[str] = field(default_factory=set)
    looks: dict[str, str] = field(default_factory=dict)
    holders: dict[str, Unit] = field(default_factory=dict)

    def add_unit(self, unit: Unit) -> None:
        """Add an existing unit to ``units`` under its code, or under its id if it has none."""
        code = unit.code or unit.id
        self.units.setdefault(code, PlannedUnit(code, unit.name, unit.kind, unit.path, unit.place, unit))

    def free_username(self, name: str) -> str:
        """A free username made from a person's name, such as nguyenthilan or nguyenthilan2; it is marked as taken."""
        base, n = base_of(name), 1
        while (username := f"{base}{n if n > 1 else ''}") in self.usernames:
            n += 1
        self.usernames.add(username)
        return username


def read_existing(session: Session, viewer: Viewer, codes: set[str], usernames: set[str], names: set[str]) -> Existing:
    """Read the existing units with these codes and people with these usernames, with all that ``Existing`` holds.

    ``names``: full names of people whose rows have no username, to find which usernames made of them are taken.
    """
    existing = Existing(viewer)
    for chunk in _chunks(codes):
        for unit in session.scalars(select(Unit).where(known_as(chunk))):
            existing.add_unit(unit)
            existing.by_id[unit.id] = unit
    ids = set(existing.by_id)
    above = {unit.parent for unit in existing.by_id.values() if unit.parent} - ids
    for chunk in _chunks(above | ids):
        for unit in session.scalars(select(Unit).where(or_(Unit.id.in_(chunk), Unit.parent.in_(chunk)))):
            existing.by_id[unit.id] = unit
    for unit in existing.by_id.values():
        parent = existing.by_id.get(unit.parent or "")
        if parent and unit.open_at(now()):
            existing.code_of[parent.code or parent.id, identity_of(unit.name)] = unit.code or unit.id
    wanted = {username_of(name) for name in usernames}
    _read_people(session, existing, wanted, ids)
    for chunk in _chunks({look_of(username) for username in wanted}):
        query = select(Person.look, Person.username).where(Person.look.in_(chunk))
        existing.looks |= dict(session.execute(query).all())
    existing.usernames = wanted | _taken(session, {base_of(name) for name in names})
    return existing


def known_as(names: Sequence[str]) -> ColumnElement[bool]:
    """The units with these codes, and those without a code that have these ids, as an SQL condition."""
    return or_(Unit.code.in_(names), and_(Unit.code.is_(None), Unit.id.in_(names)))


def read_holders(session: Session, existing: Existing, codes: set[str]) -> None:
    """Read the units that have these codes of the sector's database."""
    for chunk in _chunks(codes):
        for unit in session.scalars(select(Unit).where(Unit.sector_code.in_(chunk))):
            existing.holders[unit.sector_code or ""] = unit


def _read_people(session: Session, existing: Existing, usernames: set[str], units: set[str]) -> None:
    """Read the people with these usernames or with roles in these units (ids), and their present and future roles."""
    lasts = or_(Role.until.is_(None), Role.until > now())
    for chunk in _chunks(usernames):
        for person in session.scalars(select(Person).where(Person.username.in_(chunk))):
            existing.people[person.username] = person
    for chunk in _chunks(units):
        query = select(Person, Role.unit).join(Role, Role.person == Person.id).where(Role.unit.in_(chunk), lasts)
        for person, unit in session.execute(query.distinct().order_by(Role.unit, Person.id)):
            existing.people_of.setdefault(unit, []).append(person)
    wanted = {person.id for person in existing.people.values()}
    wanted |= {person.id for people in existing.people_of.values() for person in people}
    for chunk in _chunks(wanted):
        roles = select(Role, Unit).join(Unit, Unit.id == Role.unit).where(Role.person.in_(chunk), lasts)
        for role, place in session.execute(roles.order_by(Role.id)):
            existing.roles.setdefault(role.person, []).append((role, place))


def base_of(name: str) -> str:
    """A username made from a name, without a number: Nguyễn Thị Lan → nguyenthilan; 3 to 50 characters."""
    bare = "".join(letter for letter in fold(name) if letter.isascii() and letter.isalnum())
    return bare[:50].ljust(3, "x")


def _taken(session: Session, bases: set[str]) -> set[str]:
    """The usernames that are taken already, of all that can be made of ``bases`` with or without a number."""
    taken: set[str] = set()
    low, wanted = 1, bases
    while wanted:
        tried = {f"{base}{n if n > 1 else ''}": base for base in wanted for n in range(low, low + NAMESAKES)}
        hits = [
            username
            for chunk in _chunks(set(tried))
            for username in session.scalars(select(Person.look).where(Person.look.in_(chunk)))
        ]
        taken.update(hits)
        # Whose namesakes fill all that was tried has more of them.
        wanted = {base for base in wanted if sum(tried[hit] == base for hit in hits) == NAMESAKES}
        low += NAMESAKES
    return taken


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    ordered = sorted(values, key=str)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
