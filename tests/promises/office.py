"""What offices do to a school between two exchanges of its phones: people move, periods close, a backup comes back.

All of it by the functions that the desk calls, on the database of the ``World``; nothing here is done by a phone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session as Database

from server.access.viewer import Viewer, viewer_of
from server.audit.actor import Act
from server.audit.append import SYSTEM
from server.figures.signed_faults import signed_faults
from server.figures.snapshots import freeze
from server.log import quarantine, restores
from server.log.verify import scope_differences
from server.models.figures import Cell
from server.models.log import LogEntry, Quarantine, Record, Restore, Scope
from server.models.org import Person, PlannedEnding, Role, Unit
from server.models.periods import Closing, Period
from server.org import people
from server.org.handover import hand_over
from server.periods import closings
from server.platform.clock import now
from server.platform.database import read, write

from .world import CAST, School, World

OF_A_SCOPE = ((LogEntry, "scope"), (Record, "scope"), (Cell, "unit"), (Quarantine, "unit"), (Restore, "scope"))
"""The tables that a backup of one school's log consists of, and their column with its id."""


Contents = dict[str, Any]


class Backup(NamedTuple):
    """The rows of a scope's tables, its closings, and its head, as they were; ``head`` is a rev."""

    rows: dict[type, list[dict[str, Any]]]
    head: int
    digest: bytes
    closed: list[dict[str, Any]]


class Shut(NamedTuple):
    """A register's period that is closed for a unit, and what it then held: record id → status, answers, conflicts."""

    register: str
    period: str
    unit: str
    contents: Contents


class Office:
    """The offices above one school; ``other`` is a second school, made when somebody first goes there."""

    def __init__(self, world: World, school: School):
        self.world, self.school = world, school
        self.other: str | None = None
        with self._reads() as session:
            self.commune = session.get_one(Unit, school.unit).parent or ""

    def leaves(self, part: str) -> None:
        """End somebody's role in the school; from now on they have the same role in the other one."""
        with self._writes() as session:
            person = session.get_one(Person, self.school.people[part].id)
            for role in self._roles(session, person.id, self.school.unit):
                people.end_role(session, role)
            people.give_role(session, person, self._other(session), CAST[part])

    def returns(self, part: str) -> None:
        with self._writes() as session:
            person = session.get_one(Person, self.school.people[part].id)
            for role in self._roles(session, person.id, self._other(session).id):
                people.end_role(session, role)
            people.give_role(session, person, session.get_one(Unit, self.school.unit), CAST[part])

    def merges(self) -> None:
        """The school ends now, and all its people go on in the other one."""
        with self._writes() as session:
            unit, heir = session.get_one(Unit, self.school.unit), self._other(session)
            by = self.school.people["officer"].id
            ending = PlannedEnding(unit=unit.id, at=now(), successors=[heir.id], people={}, sites={}, by=by)
            hand_over(session, unit, ending)

    def closes(self, register: str, period: str, unit: str) -> None:
        """Sign a report of a register's period for a unit, and close it there."""
        with self._writes() as session:
            act = Act(session, self._viewer(session, "officer"), SYSTEM)
            whole, span = session.get_one(Unit, unit), session.get_one(Period, period)
            freeze(act, self.world.app.extensions["registers"], whole, span, [register], "Chốt", closes=True)

    def opens(self, register: str, period: str, unit: str) -> None:
        with self._writes() as session:
            closings.open_again(session, register, period, unit)

    def kept(self) -> list[tuple[str, str]]:
        """(row id, state) of all that the quarantine holds of the school, in the order of the log."""
        same = (LogEntry.person == Quarantine.person) & (LogEntry.mutation == Quarantine.mutation)
        query = select(Quarantine.id, Quarantine.state).join(LogEntry, same).order_by(LogEntry.seq)
        with self._reads() as session:
            return [(id, state) for id, state in session.execute(query.where(Quarantine.unit == self.school.unit))]

    def kept_mutations(self) -> set[tuple[str, str]]:
        """(account, mutation id) of all that the quarantine holds or held of the school."""
        query = select(Quarantine.person, Quarantine.mutation).where(Quarantine.unit == self.school.unit)
        with self._reads() as session:
            return {(person, mutation) for person, mutation in session.execute(query)}

    def decides(self, part: str, row: str, do: str) -> None:
        """Somebody takes in or refuses what the quarantine keeps."""
        with self._writes() as session:
            viewer = self._viewer(session, part)
            quarantine.decide(session, viewer, self.world.app.extensions["registers"], row, do, "lý do")

    def backs_up(self) -> Backup:
        with self._reads() as session:
            rows = {table: _rows(session, table, name, self.school.unit) for table, name in OF_A_SCOPE}
            closed = _rows(session, Closing, "unit", self.school.unit) + _rows(session, Closing, "unit", self.commune)
            scope = session.get_one(Scope, self.school.unit)
            return Backup(rows, scope.rev, scope.digest, closed)

    def puts_back(self, backup: Backup) -> None:
        """Make the school's log, and all that follows from it, what it was; people and units stay as they are now."""
        with self._writes() as session:
            for table, name in OF_A_SCOPE:
                session.query(table).filter(getattr(table, name) == self.school.unit).delete()
                session.add_all(table(**row) for row in backup.rows[table])
            session.query(Closing).filter(Closing.unit.in_((self.school.unit, self.commune))).delete()
            session.flush()
            session.add_all(Closing(**row) for row in backup.closed)
            scope = session.get_one(Scope, self.school.unit)
            scope.rev, scope.digest = backup.head, backup.digest
            session.add(Restore(scope=scope.unit, head=scope.rev))

    def restores(self) -> list[tuple[Any, int]]:
        """(moment, head that the log went on from) of each recorded restore."""
        query = select(Restore.at, Restore.head).where(Restore.scope == self.school.unit)
        with self._reads() as session:
            return [(at, head) for at, head in session.execute(query)]

    def faults(self) -> list[str]:
        """What ``flask check`` finds in this school and in what was signed for it."""
        registers, units = self.world.app.extensions["registers"], {self.school.unit, self.commune}
        with self._reads() as session:
            return [
                *scope_differences(session, registers, self.school.unit),
                *signed_faults(session, registers, units),
            ]

    def _other(self, session: Database) -> Unit:
        if self.other is None:
            commune = session.get_one(Unit, self.commune)
            self.other = people.add_unit(session, kind="school", name="Trường khác", parent=commune, begins=now()).id
            session.flush()
        return session.get_one(Unit, self.other)

    def _viewer(self, session: Database, part: str) -> Viewer:
        viewer = viewer_of(session, self.school.people[part].id)
        assert viewer is not None
        return viewer

    def _roles(self, session: Database, person: str, unit: str) -> list[Role]:
        query = select(Role).where(Role.person == person, Role.unit == unit, Role.until.is_(None))
        return list(session.scalars(query))

    @contextmanager
    def _reads(self) -> Iterator[Database]:
        with self.world.app.app_context(), read() as session:
            yield session

    @contextmanager
    def _writes(self) -> Iterator[Database]:
        with self.world.app.app_context(), write() as session:
            yield session


@contextmanager
def thirty_days_later() -> Iterator[None]:
    """Nobody waits any longer for what a restore may have taken away: for a server in this process alone."""
    open_for, restores.RESTORE_OPEN = restores.RESTORE_OPEN, -restores.RESTORE_OPEN
    try:
        yield
    finally:
        restores.RESTORE_OPEN = open_for


def _rows(session: Database, table: type, name: str, unit: str) -> list[dict[str, Any]]:
    columns = [column.key for column in inspect(table).column_attrs]
    return [
        {column: getattr(row, column) for column in columns}
        for row in session.scalars(select(table).where(getattr(table, name) == unit))
    ]
