"""Rows of people beside the people that there are, and whether one may do what they ask."""

import re
from dataclasses import dataclass, field

from server.access.people import appoints, employs, governs, looks_after
from server.access.viewer import Grant
from server.imports.columns import PEOPLE
from server.imports.existing import Place, World, free_username
from server.imports.faults import fault
from server.imports.rows import Row
from server.models.org import Person, Role, Unit
from server.org.people import ROLES_IN, username_of
from server.platform.clock import now
from server.platform.workbook import Fault
from sync.folding import fold
from sync.protocol.canonical import Json

Held = tuple[Role, Unit]
USERNAME = re.compile(r"[\w.@-]{3,60}\Z")
NAMES = PEOPLE.column("role").words
OF_A_SCHOOL = ("teacher", "leader")


@dataclass
class Book:
    """What the rows before have said."""

    where: dict[str, tuple[str, int]] = field(default_factory=dict)  # person → unit's code, row
    said: dict[tuple[str, str, str], int] = field(default_factory=dict)  # person, unit, role → row
    new: dict[str, str] = field(default_factory=dict)  # person as the file has them → username
    touched: set[str] = field(default_factory=set)  # accounts that get another name


def plan(world: World, rows: list[Row]) -> tuple[list[Json], list[Fault]]:
    changes: list[Json] = []
    faults: list[Fault] = []
    book = Book()
    for row in rows:
        made, wrong = _row(world, book, row)
        changes += made if not wrong else []
        faults += wrong
    return changes, faults


def _row(world: World, book: Book, row: Row) -> tuple[list[Json], list[Fault]]:
    values = row.values
    username = username_of(values["username"]) if "username" in values else None
    place = world.places.get(values["unit"])
    wrong = [*_of_place(row, place), *_of_name(row, username)]
    if place is None or wrong:
        return [], wrong
    if place.unit and not looks_after(world.viewer, place.unit.id, place.path):
        return [], [_fault("forbidden", row)]
    person: Person | None = None
    if username:
        person = world.people.get(username)
    else:
        alike = [one for one in world.members.get(place.unit.id if place.unit else "", ()) if _alike(one, values)]
        if len(alike) > 1:
            return [], [_fault("same_person", row, value=values["name"])]
        person = alike[0] if alike else None
    key = person.id if person else username or f"{fold(values['name'])}@{values['unit']}"
    wrong = _again(book, row, key)
    if wrong:
        return [], wrong
    if person is None:
        return _new(world, book, row, key, username, place)
    return _known(world, book, row, person, place)


def _alike(person: Person, values: dict[str, str]) -> bool:
    return fold(person.name) == fold(values["name"])


def _of_place(row: Row, place: Place | None) -> list[Fault]:
    values = row.values
    if place is None:
        return [_fault("unknown_unit", row, value=values["unit"])]
    if values["role"] not in ROLES_IN[place.kind]:
        return [_fault("role", row, value=NAMES[values["role"]][0], unit=place.name)]
    if place.unit and not place.unit.open_at(now()):
        return [_fault("ended", row, value=place.name)]
    return []


def _of_name(row: Row, username: str | None) -> list[Fault]:
    if username is not None and not USERNAME.match(username):
        return [_fault("username", row, value=username)]
    return []


def _again(book: Book, row: Row, key: str) -> list[Fault]:
    """A person once for each role, and in one unit of a file."""
    values = row.values
    earlier = book.said.setdefault((key, values["unit"], values["role"]), row.row)
    if earlier != row.row:
        return [_fault("twice", row, other=earlier)]
    unit, at = book.where.setdefault(key, (values["unit"], row.row))
    if unit != values["unit"]:
        return [_fault("two_schools", row, value=values["name"], other=at)]
    return []


def _new(
    world: World, book: Book, row: Row, key: str, username: str | None, place: Place
) -> tuple[list[Json], list[Fault]]:
    grant = Grant(place.unit.id if place.unit else place.code, row.values["role"], place.path)
    if not employs(world.viewer, "", []) or not appoints(world.viewer, grant):
        return [], [_fault("forbidden", row)]
    name = book.new.get(key)
    do = "role.give" if name else "person.create"
    if name is None:
        name = book.new[key] = username or free_username(world, row.values["name"])
    change = {"do": do, "title": row.values["name"], "unit": place.name, "role": row.values["role"], "now": name}
    return [_change(row, change, _op(row, name))], []


def _known(world: World, book: Book, row: Row, person: Person, place: Place) -> tuple[list[Json], list[Fault]]:
    """Somebody who is there: another name, another unit, one more role, or an end of one."""
    values, held = row.values, world.held.get(person.id, [])
    op = _op(row, person.username) | {"account": person.id, "version": person.version}
    changes: list[Json] = []
    wrong: list[Fault] = []
    if values["name"] != person.name and person.id not in book.touched:
        book.touched.add(person.id)
        if governs(world.viewer, person.id, _grants(held)):
            change = {"do": "person.name", "title": values["name"], "was": person.name, "now": values["name"]}
            changes.append(_change(row, change | {"unit": place.name}, op))
        else:
            wrong.append(_fault("forbidden", row))
    done, not_done = _role(world, row, person, place, held, op)
    return changes + done, wrong + not_done


def _role(
    world: World, row: Row, person: Person, place: Place, held: list[Held], op: Json
) -> tuple[list[Json], list[Fault]]:
    values = row.values
    here = [one for one in held if place.unit and one[1].id == place.unit.id and one[0].role == values["role"]]
    said = {"title": values["name"], "unit": place.name, "role": values["role"]}
    if here:
        if "until" not in values:
            return [], []
        if not _may_end(world, person, here[0]):
            return [], [_fault("forbidden", row)]
        return [_change(row, {"do": "role.end", **said, "now": values["until"]}, op | {"role_id": here[0][0].id})], []
    former = [one for one in held if values["role"] in OF_A_SCHOOL and one[0].role == values["role"]]
    if len(former) > 1:
        return [], [_fault("where", row, value=values["name"])]
    rest = [one for one in held if one not in former]
    grant = Grant(place.unit.id if place.unit else place.code, values["role"], place.path)
    allowed = employs(world.viewer, person.id, _grants(rest)) and appoints(world.viewer, grant)
    if not allowed or not all(_may_end(world, person, one) for one in former):
        return [], [_fault("forbidden", row)]
    if former:
        [(role, unit)] = former
        moved = {"do": "role.transfer", **said, "was": unit.name, "now": place.name}
        return [_change(row, moved, op | {"role_id": role.id})], []
    return [_change(row, {"do": "role.give", **said}, op)], []


def _may_end(world: World, person: Person, one: Held) -> bool:
    [grant] = _grants([one])
    return person.id != world.viewer.account and appoints(world.viewer, grant)


def _grants(held: list[Held]) -> list[Grant]:
    return [Grant(role.unit, role.role, unit.path, role.deputy) for role, unit in held]


def _op(row: Row, username: str) -> Json:
    values = row.values
    op = {"username": username, "name": values["name"], "role": values["role"], "unit": values["unit"]}
    return op | {name: values[name] for name in ("since", "until") if name in values}


def _change(row: Row, change: Json, op: Json) -> Json:
    return {"table": row.table, "sheet": row.sheet, "row": row.row, **change, "op": op}


def _fault(rule: str, row: Row, **said: object) -> Fault:
    return fault(rule, row.sheet, row.row, **said)
