"""Who may see and do what: the only place that decides it. protocol.md, "Who sees and who writes"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, exists, false, not_, or_, select, true
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import aliased

from server.models.log import Record
from server.models.org import Person, Role, Unit
from server.platform.clock import now
from sync.protocol.transitions import DELETED, DRAFT, WHOSE
from sync.registers import Register

MEETS = {
    "teacher": ("teacher",),
    "leader": ("teacher", "leader"),
    "commune": ("teacher", "leader", "commune"),
    "department": ("teacher", "leader", "commune", "department"),
}
"""Whose registers each role has to do with: its own, and those of whom it reviews."""

HEIGHT = {"teacher": 1, "leader": 2, "commune": 3, "department": 4, "admin": 5}
OF_A_SCHOOL = ("teacher", "leader")


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role in a unit; ``line`` is the unit's path down the reporting line."""

    unit: str
    role: str
    line: str
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
    def lines(self) -> dict[str, str]:
        """Own scope → its path down the reporting line."""
        return {grant.unit: grant.line for grant in self.grants}

    def has(self, role: str, unit: str | None = None) -> bool:
        return any(grant.role == role and unit in (None, grant.unit) for grant in self.reading)


class Seeable(Protocol):
    """What of a record decides who sees it."""

    scope: str
    author: str
    persons: list
    status: str
    deleted_by: str | None


_PERSON = (
    select(Person.name, Role.unit, Role.role, Role.since, Role.until, Role.deputy, Unit.line)
    .outerjoin(Role, Role.person == Person.id)
    .outerjoin(Unit, Unit.id == Role.unit)
    .where(Person.id == bindparam("account"), Person.active)
)
_ENDED = select(Unit.id, Unit.line, Unit.successors).where(Unit.ended <= bindparam("today"))


def viewer(session: Database, account: str) -> Viewer | None:
    """The person with their roles; None if the account is not there or not active."""
    rows = session.execute(_PERSON, {"account": account}).all()
    if not rows:
        return None
    grants, left, today = [], [], now()
    for _, unit, role, since, until, deputy, line in rows:
        if unit is None or since > today:
            continue
        if until is None or until > today:
            grants.append(Grant(unit, role, line, deputy))
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
        went_on = [Grant(id_, grant.role, line) for id_, line, successors in ended if grant.unit in successors]
        todo += [heir for heir in went_on if heir not in heirs]
        heirs.update(went_on)
    return tuple(sorted(heirs))


def reaches(grant: Grant, unit: str, line: str) -> bool:
    """Whether a role acts in a unit: one's own, below one's commune, everywhere for the department."""
    if grant.role == "department":
        return True
    if grant.role == "commune":
        return line.startswith(grant.line)
    return grant.role in ("teacher", "leader") and grant.unit == unit


def belongs(viewer: Viewer, unit: str, line: str) -> bool:
    return any(reaches(grant, unit, line) for grant in viewer.reading)


def creates(viewer: Viewer, register: Register, unit: str, line: str) -> bool:
    """Whether one may start a record of this register in this unit."""
    return any(grant.role in register.by and reaches(grant, unit, line) for grant in viewer.grants)


def meets(viewer: Viewer, register: Register) -> bool:
    """Whether one writes records of this register, or decides on those that others write."""
    roles = {role for grant in viewer.grants for role in MEETS.get(grant.role, ())}
    return not roles.isdisjoint(register.by)


def sees(viewer: Viewer, record: Seeable, register: Register, line: str) -> bool:
    """``line`` is that of the record's unit. Twin of ``visible``, which says the same in SQL."""
    if record.status == DELETED:
        return record.deleted_by == viewer.account
    return sees_alive(viewer, record, register, line)


def sees_alive(viewer: Viewer, record: Seeable, register: Register, line: str) -> bool:
    """The same, leaving aside that it may be deleted."""
    if viewer.account == record.author or viewer.account in record.persons:
        return True
    if register.natural_key and creates(viewer, register, record.scope, line):
        return True
    return record.status != DRAFT and belongs(viewer, record.scope, line)


def visible(viewer: Viewer, registers: Iterable[Register]) -> ColumnElement[bool]:
    """The records that one sees, as a condition on ``Record``."""
    own = or_(Record.author == viewer.account, cast(Record.persons, Text).like(f'%"{viewer.account}"%'))
    shared = [
        and_(Record.register == register.key, Record.scope.in_(reach(viewer, register.by)))
        for register in registers
        if register.natural_key
    ]
    # The department reaches every unit: asking of each record whether it lies there would cost as much as reading it.
    near = None if viewer.has("department") else Record.scope.in_(reach(viewer))
    sent = Record.status != DRAFT if near is None else and_(Record.status != DRAFT, near)
    alive = or_(sent, own, *shared)
    return or_(
        and_(Record.status == DELETED, Record.deleted_by == viewer.account),
        and_(Record.status != DELETED, alive),
    )


def awaiting(session: Database, viewer: Viewer) -> ColumnElement[bool]:
    """The records that wait for this person's word, as a condition on ``Record``. One sees each of them.

    What waits for a commune's officer where there is none waits for the department, which may decide it too.
    """
    parts: list[ColumnElement[bool]] = []
    for grant in viewer.reading:
        if grant.role == "department":
            parts += [Record.turn == "department", *_left_to_the_department(session)]
        elif grant.role == "commune":
            below = select(Unit.id).where(Unit.line.startswith(grant.line, autoescape=True), Unit.id != grant.unit)
            parts.append(and_(Record.turn == "commune", Record.scope.in_(below)))
        elif grant.role == "leader":
            theirs = or_(Record.author != viewer.account, not_(_led_by_others(viewer, grant.unit)))
            parts.append(and_(Record.turn == "leader", Record.scope == grant.unit, theirs))
    return or_(false(), *parts)


def _left_to_the_department(session: Database) -> list[ColumnElement[bool]]:
    """Of the units whose records wait for a commune, those with no officer above; nothing where there are none."""
    scopes = set(session.scalars(select(Record.scope).where(Record.turn == "commune").distinct()))
    if not scopes:
        return []
    office, today = aliased(Unit), now()
    officers = (
        select(office.line, office.id)
        .join(Role, Role.unit == office.id)
        .join(Person, Person.id == Role.person)
        .where(Role.role == "commune", Role.since <= today, (Role.until.is_(None)) | (Role.until > today))
        .where(Person.active)
    )
    offices = dict(session.execute(officers).all())
    lines = session.execute(select(Unit.id, Unit.line).where(Unit.id.in_(scopes)))
    left = [id_ for id_, line in lines if not any(id_ != of and line.startswith(at) for at, of in offices.items())]
    return [and_(Record.turn == "commune", Record.scope.in_(left))] if left else []


def _led_by_others(viewer: Viewer, unit: str) -> ColumnElement[bool]:
    today = now()
    open_now = (Role.since <= today) & ((Role.until.is_(None)) | (Role.until > today))
    return exists().where(Role.unit == unit, Role.role == "leader", Role.person != viewer.account, open_now)


def reach(viewer: Viewer, roles: Iterable[str] = ("teacher", "leader", "commune", "department")):
    """The ids of the units that one's roles act in, as a sub-query."""
    parts: list[ColumnElement[bool]] = []
    for grant in viewer.reading:
        if grant.role not in roles:
            continue
        if grant.role == "department":
            parts.append(Unit.id.is_not(None))
        elif grant.role == "commune":
            parts.append(Unit.line.startswith(grant.line, autoescape=True))
        elif grant.role in ("teacher", "leader"):
            parts.append(Unit.id == grant.unit)
    return select(Unit.id).where(or_(false(), *parts))


def puts(viewer: Viewer, record: Seeable, register: Register, line: str) -> bool:
    """Author, co-authors, the unit's leader; of a record that a unit has once, whoever may create it."""
    return (
        viewer.account == record.author
        or viewer.account in record.persons
        or viewer.has("leader", record.scope)
        or (register.natural_key and creates(viewer, register, record.scope, line))
    )


def may(viewer: Viewer, verb: str, record: Seeable, register: Register, line: str, leaders: Iterable[str] = ()) -> bool:
    """Whether a verb (not ``put``) on a record that one sees is one's to say. ``leaders``: accounts, of its unit."""
    parts = {"reader"}
    if viewer.account == record.author:
        parts.add("author")
    if viewer.account == record.deleted_by:
        parts.add("deleter")
    if viewer.has("leader", record.scope):
        parts.add("leader")
    if decides(viewer, register, record.scope, line):
        parts.add("officer")
    if verb == "verify" and "author" in parts and set(leaders) - {viewer.account}:
        return False
    return not WHOSE[verb].isdisjoint(parts)


def decides(viewer: Viewer, register: Register, unit: str, line: str) -> bool:
    """Officer: of the department; or of the commune above the unit, where the review ends there."""
    for grant in viewer.grants:
        if grant.role == "department":
            return True
        below = grant.role == "commune" and line.startswith(grant.line) and grant.unit != unit
        if below and register.review[-1] == "commune":
            return True
    return False


def moved(viewer: Viewer, unit: str, line: str, made: datetime) -> bool:
    """Whether one belonged to the unit when the mutation was made, and no longer does."""
    here = any(reaches(grant, unit, line) for grant in viewer.grants)
    return not here and any(left == unit and made < until for left, until in viewer.left)


def was_of(viewer: Viewer, unit: str, line: str, made: datetime) -> bool:
    """Whether one belongs to the unit, or did when something was made."""
    return belongs(viewer, unit, line) or moved(viewer, unit, line, made)


def as_of(session: Database, account: str, unit: str, made: datetime) -> Viewer:
    """The person with what they may do now and, in ``unit``, with the parts that had not ended at ``made``.

    A part's beginning is not asked for, as ``moved`` does not. Also somebody who is not active any more.
    """
    person = session.get_one(Person, account)
    now_ = viewer(session, account)
    rows = session.execute(
        select(Role.role, Unit.line)
        .join(Unit, Unit.id == Role.unit)
        .where(Role.person == account, Role.unit == unit, Role.since <= now())
        .where(Role.until.is_(None) | (Role.until > made), Role.role != "admin")
    )
    then = {Grant(unit, role, line) for role, line in rows}
    return Viewer(account, person.name, tuple(sorted({*(now_.grants if now_ else ()), *then})))


def takes_in(viewer: Viewer, unit: str, line: str) -> bool:
    """Whether one decides what becomes of work that its unit could not take: its leaders, and the department.

    An office of officers has no leader: there it is the officers themselves.
    """
    for grant in viewer.reading:
        led = grant.unit == unit and grant.role in ("leader", "commune")
        if grant.role == "department" or led:
            return True
    return False


def reach_in_charge(viewer: Viewer) -> ColumnElement[bool]:
    """The units of which one ``takes_in``, as a condition on ``Unit``."""
    if viewer.has("department"):
        return Unit.id.is_not(None)
    return Unit.id.in_([grant.unit for grant in viewer.reading if grant.role in ("leader", "commune")])


def oversees(viewer: Viewer, unit: str, line: str) -> bool:
    """Whether one may know how a unit's people and their phones are doing: its leaders, and those above."""
    return any(grant.role != "teacher" and reaches(grant, unit, line) for grant in viewer.reading)


def figures(viewer: Viewer, unit: str, line: str) -> bool:
    """Whether one may read a unit's sums."""
    return belongs(viewer, unit, line)


def nameable(register: Register, registers: Iterable[Register]) -> bool:
    """Whether everybody may know of a register's approved records: what others may refer to must have a name."""
    return any(field.across and field.to == register.key for other in registers for field in other.fields.values())


def names(viewer: Viewer) -> ColumnElement[bool]:
    """Whether one may look for the names of records that may be named across units: whoever works with records."""
    return true() if any(grant.role != "admin" for grant in viewer.grants) else false()


def freezes(viewer: Viewer, register: Register, unit: str) -> bool:
    """Whether one may freeze and close a register's period for a unit and all that report to it: the department; the
    commune's office for its own, where the review ends there."""
    if viewer.has("department"):
        return True
    return register.review[-1] == "commune" and viewer.has("commune", unit)


def owns(viewer: Viewer, person: str) -> bool:
    """Whether what ``person`` asked for, such as an export, is one's own."""
    return viewer.account == person


def reminds(viewer: Viewer, unit: str, line: str) -> bool:
    """Whether one may remind a unit of what it has not reported: those above it, not itself."""
    return any(
        grant.role in ("commune", "department") and grant.unit != unit and reaches(grant, unit, line)
        for grant in viewer.grants
    )


def height(grants: Iterable[Grant]) -> int:
    """How high somebody stands, by the highest of their roles; 0 without any."""
    return max((HEIGHT[grant.role] for grant in grants), default=0)


def appoints(viewer: Viewer, given: Grant) -> bool:
    """Whether one may give or end this role: a lower one than one's own, where one's own reaches.

    A leader may also name a deputy, who is no leader to name others; an administrator may give any role.
    """
    for grant in viewer.grants:
        lower = HEIGHT[given.role] < HEIGHT[grant.role]
        if grant.role == "admin" or (grant.role == "department" and lower):
            return True
        if grant.role == "commune" and lower and _below(grant, given):
            return True
        if grant.role == "leader" and grant.unit == given.unit and (lower or (given.deputy and not grant.deputy)):
            return True
    return False


def employs(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether one may give roles to somebody who has these, now or to come: never to oneself, never to who works
    beyond one's reach: a school must not take in a stranger and then reset their password."""
    if account == viewer.account:
        return False
    return any(
        grant.role in ("department", "admin")
        or (grant.role == "commune" and all(_below(grant, role) for role in roles))
        or (grant.role == "leader" and all(role.unit == grant.unit for role in roles))
        for grant in viewer.grants
    )


def governs(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether one may rename somebody who has these roles, now or to come, or reset their password.

    Never oneself, and never an equal or higher role, wherever that is; one of the roles is within one's reach.
    """
    held = list(roles)
    if account == viewer.account:
        return False
    for grant in viewer.grants:
        if height(held) >= HEIGHT[grant.role]:
            continue
        if grant.role in ("department", "admin"):
            return True
        if grant.role == "commune" and any(_below(grant, role) for role in held):
            return True
        if grant.role == "leader" and any(role.unit == grant.unit for role in held):
            return True
    return False


def knows(viewer: Viewer, account: str, roles: Iterable[Grant]) -> bool:
    """Whether one may look somebody up who has, or had, these roles: oneself, and who works or worked where one
    keeps the people."""
    return (
        account == viewer.account
        or any(keeps(viewer, role.unit, role.line) for role in roles)
        or any(grant.role in ("department", "admin") for grant in viewer.grants)
    )


def keeps(viewer: Viewer, unit: str, line: str) -> bool:
    """Whether one looks after the people of a unit: its leaders, its commune, the department, administrators."""
    return any(
        grant.role == "admin" or (grant.role != "teacher" and reaches(grant, unit, line)) for grant in viewer.reading
    )


def kept(viewer: Viewer):
    """The ids of the units whose people one looks after, as a sub-query. Twin of ``keeps``."""
    if viewer.has("admin"):
        return select(Unit.id)
    return reach(viewer, ("leader", "commune", "department"))


def arranges(viewer: Viewer) -> bool:
    """Whether one makes, renames, moves, merges and splits units, and keeps the clusters."""
    return viewer.has("department") or viewer.has("admin")


def compares(viewer: Viewer, members: Iterable[str]) -> bool:
    """Whether one may see how the schools of a cluster stand: the department, and whoever works in one of them."""
    return viewer.has("department") or not {grant.unit for grant in viewer.grants}.isdisjoint(members)


def imports(viewer: Viewer) -> bool:
    """Whether one may bring a workbook of units and people at all; each of its rows is judged like any other change."""
    return any(grant.role != "teacher" for grant in viewer.grants)


def audits(viewer: Viewer) -> bool:
    """Whether one may read the audit at all; ``kept`` says of which units."""
    return any(grant.role != "teacher" for grant in viewer.grants)


def _below(grant: Grant, role: Grant) -> bool:
    return role.line.startswith(grant.line) and role.unit != grant.unit


def publishes(viewer: Viewer) -> bool:
    """Whether one may read registers as files, and publish new ones."""
    return viewer.has("department") or viewer.has("admin")
