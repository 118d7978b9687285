"""What there is already of the units and people that a workbook names, read in a handful of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.org import Person, Role, Unit
from server.org.people import username_of
from server.platform.clock import now
from sync.folding import fold

T = TypeVar("T")
CHUNK = 500  # values of one query
TAKEN_UP_TO = 30  # namesakes that are looked for at once


@dataclass
class Place:
    """A unit as it is, or as the workbook would make it; ``unit`` is None for a new one."""

    code: str
    name: str
    kind: str
    path: str  # of ids; of a new unit its code stands for it
    place: str
    unit: Unit | None = None

    @property
    def key(self) -> str:
        return self.unit.id if self.unit else self.code


@dataclass
class World:
    viewer: Viewer
    places: dict[str, Place] = field(default_factory=dict)  # by code
    by_id: dict[str, Unit] = field(default_factory=dict)
    named: dict[tuple[str, str], str] = field(default_factory=dict)  # (parent's code, folded name) → code
    people: dict[str, Person] = field(default_factory=dict)  # by username
    held: dict[str, list[tuple[Role, Unit]]] = field(
        default_factory=dict
    )  # by account: present roles and those to come
    members: dict[str, list[Person]] = field(default_factory=dict)  # by id of the unit
    taken: set[str] = field(default_factory=set)  # usernames


def look(session: Session, viewer: Viewer, codes: set[str], usernames: set[str], names: set[str]) -> World:
    """``names``: full names of people without a username."""
    world = World(viewer)
    for chunk in _chunks(codes):
        for unit in session.scalars(select(Unit).where(Unit.code.in_(chunk))):
            code = unit.code or ""
            world.places[code] = Place(code, unit.name, unit.kind, unit.path, unit.place, unit)
            world.by_id[unit.id] = unit
    ids = {place.unit.id for place in world.places.values() if place.unit}
    above = {unit.parent for unit in world.by_id.values() if unit.parent} - ids
    for chunk in _chunks(above | ids):
        for unit in session.scalars(select(Unit).where(or_(Unit.id.in_(chunk), Unit.parent.in_(chunk)))):
            world.by_id[unit.id] = unit
    for unit in world.by_id.values():
        parent = world.by_id.get(unit.parent or "")
        if parent and unit.open_at(now()):
            world.named[parent.code or "", fold(unit.name)] = unit.code or ""
    _people(session, world, {username_of(name) for name in usernames}, ids)
    world.taken = {username_of(name) for name in usernames} | _taken(session, {base_of(name) for name in names})
    return world


def _people(session: Session, world: World, usernames: set[str], units: set[str]) -> None:
    """The people named, and all who work in the units named, with their roles of now and to come."""
    lasts = or_(Role.until.is_(None), Role.until > now())
    for chunk in _chunks(usernames):
        for person in session.scalars(select(Person).where(Person.username.in_(chunk))):
            world.people[person.username] = person
    for chunk in _chunks(units):
        query = select(Person, Role.unit).join(Role, Role.person == Person.id).where(Role.unit.in_(chunk), lasts)
        for person, unit in session.execute(query.distinct().order_by(Role.unit, Person.id)):
            world.members.setdefault(unit, []).append(person)
    wanted = {person.id for person in world.people.values()}
    wanted |= {person.id for people in world.members.values() for person in people}
    for chunk in _chunks(wanted):
        held = select(Role, Unit).join(Unit, Unit.id == Role.unit).where(Role.person.in_(chunk), lasts)
        for role, place in session.execute(held.order_by(Role.id)):
            world.held.setdefault(role.person, []).append((role, place))


def base_of(name: str) -> str:
    """A username made of a name: Nguyễn Thị Lan → nguyenthilan."""
    bare = "".join(letter for letter in fold(name) if letter.isascii() and letter.isalnum())
    return bare[:50].ljust(3, "x")


def _taken(session: Session, bases: set[str]) -> set[str]:
    found: set[str] = set()
    low, wanted = 1, bases
    while wanted:
        tried = {f"{base}{n if n > 1 else ''}": base for base in wanted for n in range(low, low + TAKEN_UP_TO)}
        hits = [
            username
            for chunk in _chunks(set(tried))
            for username in session.scalars(select(Person.username).where(Person.username.in_(chunk)))
        ]
        found.update(hits)
        # Whose namesakes fill all that was tried has more of them.
        wanted = {base for base in wanted if sum(tried[hit] == base for hit in hits) == TAKEN_UP_TO}
        low += TAKEN_UP_TO
    return found


def free_username(world: World, name: str) -> str:
    """The first of nguyenthilan, nguyenthilan2, … that nobody has; from here on it is taken."""
    base, n = base_of(name), 1
    while (username := f"{base}{n if n > 1 else ''}") in world.taken:
        n += 1
    world.taken.add(username)
    return username


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    ordered = sorted(values, key=str)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
