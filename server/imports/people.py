"""Planning the changes that rows of people ask for, by comparing them with the existing people."""

from dataclasses import dataclass, field

from server.access.people import appoints, employs, governs, looks_after
from server.access.viewer import Grant
from server.imports.change import ImportChange, Operation, Planned, new_change
from server.imports.columns import PEOPLE
from server.imports.existing import Existing, PlannedUnit
from server.imports.rows import Row
from server.models.org import Person, Role, Unit
from server.org.people import ROLES_IN
from server.org.usernames import may_be_chosen, username_of
from server.platform.clock import now
from server.platform.look_alikes import identity_of, look_of
from server.platform.workbook_faults import Fault
from sync.folding import fold

Held = tuple[Role, Unit]
ROLES = PEOPLE.column("role").spellings
OF_A_SCHOOL = ("teacher", "leader")


@dataclass
class Earlier:
    """What earlier rows of the workbook ask for, by person.

    A person is identified by the account's id, else the username, else the identity of the name and the unit's code.
    """

    unit: dict[str, tuple[str, int]] = field(default_factory=dict)  # person → unit's code, row's number
    rows: dict[tuple[str, str, str], int] = field(default_factory=dict)  # (person, unit's code, role) → row's number
    new: dict[str, str] = field(default_factory=dict)  # person without an account → username that they get
    renamed: set[str] = field(default_factory=set)  # ids of accounts whose name changes
    called: dict[tuple[str, str], tuple[str, bool, int]] = field(
        default_factory=dict
    )  # (identity of the name, unit's code) → person, whether without a username, row's number


def plan_people(existing: Existing, rows: list[Row]) -> Planned:
    """The changes that rows of people ask for, and the faults of the rows; a row with a fault has no changes."""
    changes: list[ImportChange] = []
    faults: list[Fault] = []
    earlier = Earlier()
    for row in rows:
        made, wrong = _row(existing, earlier, row)
        changes += made if not wrong else []
        faults += wrong
    return changes, faults


def _row(existing: Existing, earlier: Earlier, row: Row) -> Planned:
    values = row.values
    username = username_of(values["username"]) if "username" in values else None
    place = existing.units.get(values["unit"])
    wrong = [*_place_faults(row, place), *_username_faults(existing, row, username)]
    if place is None or wrong:
        return [], wrong
    if place.unit and not looks_after(existing.viewer, place.unit.id, place.path):
        return [], [row.fault("forbidden")]
    alike = _alike(existing, row, username, place)
    wrong = _unclear(existing, row, alike, place)
    if wrong:
        return [], wrong
    person = alike[0] if alike else None
    name = identity_of(values["name"])
    key = person.id if person else username or f"{name}@{values['unit']}"
    wrong = _namesakes(existing, earlier, row, name, key) or _repeated(earlier, row, key)
    if wrong:
        return [], wrong
    if person is None:
        return _new(existing, earlier, row, key, username, place)
    return _known(existing, earlier, row, person, place)


def _alike(existing: Existing, row: Row, username: str | None, place: PlannedUnit) -> list[Person]:
    """The people that a row may mean: the one with its username; if it has none, those of its unit with its name."""
    if username:
        return [existing.people[username]] if username in existing.people else []
    name = identity_of(row.values["name"])
    return [one for one in _people_of(existing, place) if identity_of(one.name) == name]


def _people_of(existing: Existing, place: PlannedUnit) -> list[Person]:
    return existing.people_of.get(place.unit.id, []) if place.unit else []


def _unclear(existing: Existing, row: Row, alike: list[Person], place: PlannedUnit) -> list[Fault]:
    """What must be asked before a row can be taken for one person: several are called so, or somebody's name may be the
    same but for the diacritics that one of the two was written without."""
    name = row.values["name"]
    if len(alike) > 1:
        return [row.fault("same_person", value=name, usernames=_listed(alike))]
    if alike or "username" in row.values:
        return []
    near = [one for one in _people_of(existing, place) if fold(one.name) == fold(name)]
    unmarked = [one for one in near if fold(name) == name.casefold() or fold(one.name) == one.name.casefold()]
    if not unmarked:
        return []
    return [row.fault("unmarked", value=name, there=unmarked[0].name, usernames=_listed(unmarked))]


def _listed(people: list[Person]) -> str:
    return ", ".join(sorted(person.username for person in people))


def _namesakes(existing: Existing, earlier: Earlier, row: Row, name: str, key: str) -> list[Fault]:
    """The fault of a row that has the name and unit of an earlier one, if nothing tells whether it is the same person:
    one of them has no username, and they are not the same account with another role."""
    bare = "username" not in row.values
    first, was_bare, at = earlier.called.setdefault((name, row.values["unit"]), (key, bare, row.row))
    same_role = (key, row.values["unit"], row.values["role"]) in earlier.rows
    if at == row.row or not (bare or was_bare) or (first == key and not same_role):
        return []
    base = existing.free_username(row.values["name"])
    return [row.fault("namesake", value=row.values["name"], other=at, username=base)]


def _place_faults(row: Row, place: PlannedUnit | None) -> list[Fault]:
    values = row.values
    if place is None:
        return [row.fault("unknown_unit", value=values["unit"])]
    if values["role"] not in ROLES_IN[place.kind]:
        return [row.fault("role", value=ROLES[values["role"]][0], unit=place.name)]
    if place.unit and not place.unit.open_at(now()):
        return [row.fault("ended", value=place.name)]
    return []


def _username_faults(existing: Existing, row: Row, username: str | None) -> list[Fault]:
    if username is None or username in existing.people:
        return []
    if not may_be_chosen(username):
        return [row.fault("username", value=username)]
    alike = existing.looks.setdefault(look_of(username), username)
    return [row.fault("imitates", value=username, other=alike)] if alike != username else []


def _repeated(earlier: Earlier, row: Row, key: str) -> list[Fault]:
    """The fault of a person who is in the workbook twice with the same role, or in two units."""
    values = row.values
    first = earlier.rows.setdefault((key, values["unit"], values["role"]), row.row)
    if first != row.row:
        return [row.fault("twice", other=first)]
    unit, at = earlier.unit.setdefault(key, (values["unit"], row.row))
    if unit != values["unit"]:
        return [row.fault("two_schools", value=values["name"], other=at)]
    return []


def _new(existing: Existing, earlier: Earlier, row: Row, key: str, username: str | None, place: PlannedUnit) -> Planned:
    """Plan an account with a role for a new person; for a further row of the same person, the role alone."""
    name, role = row.values["name"], row.values["role"]
    if not employs(existing.viewer, "", []) or not appoints(existing.viewer, _grant(place, role)):
        return [], [row.fault("forbidden")]
    given = earlier.new.get(key)
    do = "role.give" if given else "person.create"
    if given is None:
        given = earlier.new[key] = username or existing.free_username(name)
    return [new_change(row, _op(row, given), do=do, title=name, unit=place.name, role=role, now=given)], []


def _known(existing: Existing, earlier: Earlier, row: Row, person: Person, place: PlannedUnit) -> Planned:
    """Plan the changes of a person who has an account: role and, if the row names the username, name."""
    name, held = row.values["name"], existing.roles.get(person.id, [])
    op = _op(row, person.username) | {"account": person.id, "version": person.version}
    changes: list[ImportChange] = []
    wrong: list[Fault] = []
    if "username" in row.values and name != person.name and person.id not in earlier.renamed:
        earlier.renamed.add(person.id)
        if governs(existing.viewer, person.id, _grants(held)):
            renamed = new_change(row, op, do="person.name", title=name, was=person.name, now=name, unit=place.name)
            changes.append(renamed)
        else:
            wrong.append(row.fault("forbidden"))
    roles, not_allowed = _role(existing, row, person, place, held, op)
    return changes + roles, wrong + not_allowed


def _role(existing: Existing, row: Row, person: Person, place: PlannedUnit, held: list[Held], op: Operation) -> Planned:
    """Plan what a row says about a role: it ends, it moves here from another school, or it is given."""
    values = row.values
    name, role = values["name"], values["role"]
    here = [one for one in held if place.unit and one[1].id == place.unit.id and one[0].role == role]
    if here:
        if "until" not in values:
            return [], []
        if not _may_end(existing, person, here[0]):
            return [], [row.fault("forbidden")]
        op = op | {"role_id": here[0][0].id}
        return [new_change(row, op, do="role.end", title=name, unit=place.name, role=role, now=values["until"])], []
    former = [one for one in held if role in OF_A_SCHOOL and one[0].role == role]
    if len(former) > 1:
        return [], [row.fault("where", value=name)]
    rest = [one for one in held if one not in former]
    allowed = employs(existing.viewer, person.id, _grants(rest)) and appoints(existing.viewer, _grant(place, role))
    if not allowed or not all(_may_end(existing, person, one) for one in former):
        return [], [row.fault("forbidden")]
    if former:
        [(old, unit)] = former
        op, do = op | {"role_id": old.id}, "role.transfer"
        shown = new_change(row, op, do=do, title=name, unit=place.name, role=role, was=unit.name, now=place.name)
        return [shown], []
    return [new_change(row, op, do="role.give", title=name, unit=place.name, role=role)], []


def _may_end(existing: Existing, person: Person, one: Held) -> bool:
    [grant] = _grants([one])
    return person.id != existing.viewer.account and appoints(existing.viewer, grant)


def _grant(place: PlannedUnit, role: str) -> Grant:
    return Grant(place.key, role, place.path)


def _grants(held: list[Held]) -> list[Grant]:
    return [Grant(role.unit, role.role, unit.path, role.deputy) for role, unit in held]


def _op(row: Row, username: str) -> Operation:
    values = row.values
    op: Operation = {"username": username, "name": values["name"], "role": values["role"], "unit": values["unit"]}
    if "since" in values:
        op["since"] = values["since"]
    if "until" in values:
        op["until"] = values["until"]
    return op
