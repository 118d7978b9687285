"""The content of an evidence sheet: a person's or a unit's records of a school year, with their sums and points."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from server.access.jobs import owns
from server.access.units import reads_figures
from server.access.viewer import Viewer
from server.access.visible import visible
from server.models.log import Record
from server.models.org import Person, Unit
from server.models.periods import Period
from server.periods import ranges
from server.platform.clock import today
from server.platform.person_index import names
from server.records.filters import in_statuses, units_below
from sync.protocol.problems import Problem
from sync.registers import Field, Register, Registers, visible_answers
from sync.registers.field import NUMBERS
from sync.registers.values import from_thousandths, thousandths

PAGE = 500  # records held in memory at a time


@dataclass(frozen=True, slots=True)
class Year:
    """The records of a person or a unit in a school year. ``name`` is the name of the person or unit.

    ``registers``: those that have records in it, sorted by key. ``records(register)`` reads these from the database
    as they are asked for, however many there are, by day, then by period, each with the names of its unit and of who
    entered it.
    """

    name: str
    period: Period
    registers: list[Register]
    records: Callable[[Register], Iterator[tuple[Record, str, str]]]


class Results:
    """What the records of one register add up to; ``add`` takes them one by one.

    ``count``: how many there were; ``points``: the values computed from their answers, in the order of the records.
    """

    def __init__(self, register: Register):
        self.register, self.count = register, 0
        self.points: list[tuple[Field, str | None, object]] = []
        """(field, period, value) for each value computed from a record's answers, such as its points or rating."""
        events = register.period == "event"
        numbers = [one for one in register.fields.values() if one.type in NUMBERS and not one.retired]
        self._sums: dict[str, int] = dict.fromkeys((one.name for one in numbers), 0) if events else {}

    def add(self, record: Record) -> None:
        """Add one record: to the count, to the sums of its number fields, and its computed values to ``points``."""
        self.count += 1
        answers = visible_answers(self.register, record.data) if self._sums else {}
        for name in self._sums:
            self._sums[name] += thousandths(answers.get(name))
        computed = record.computed or {}
        self.points += [
            (field, record.period, computed[field.name]) for field in self.register.computed if field.name in computed
        ]

    def sums(self) -> list[tuple[Field, int | float]]:
        """The sum over the records for each number field of a register of events, as (field, sum), without zeros.

        Empty for registers of other periods: what is reported once a year must not be added up. The client does the
        same in client/src/phone/year/yearRecords.ts.
        """
        found = ((self.register.fields[name], total) for name, total in self._sums.items() if total)
        return [(field, from_thousandths(total)) for field, total in found]


def year(
    session: Session, viewer: Viewer, registers: Registers, owner: str, key: str | None, statuses: Collection[str] = ()
) -> Year:
    """The records of a school year that the viewer may see and that count in the figures, or have these ``statuses``.

    ``owner``: the id of a unit, whose records and those of all units below are meant; or the viewer's own account, for
    the records of which they are author or co-author. ``key``: the year, by default the one that began last. Raises
    Problem ``not_found`` if there is no such owner or it is not theirs to read, ``malformed`` if there is no such year.
    """
    period = session.get(Period, key) if key else _present(session)
    if period is None or period.kind != ranges.EVENT_YEAR:
        raise Problem("malformed", {"year": {"rule": "choices"}})
    name, own = _owner(session, viewer, owner)
    known = registers.all_latest()
    condition = and_(
        own,
        visible(viewer, known),
        in_statuses(known, statuses),
        ranges.records_within(session, period, known),
    )
    keys = session.scalars(select(Record.register).where(condition).distinct().order_by(Record.register)).all()

    def records(register: Register) -> Iterator[tuple[Record, str, str]]:
        named = select(Record, Unit.name, Person.name).join(Unit, Unit.id == Record.scope)
        query = named.join(Person, Person.id == Record.author).where(condition, Record.register == register.key)
        found = session.execute(query.order_by(Record.day, Record.period, Record.id).execution_options(yield_per=PAGE))
        for record, unit, author in found:
            yield record, unit, author
            session.expunge(record)

    return Year(name, period, [register for one in keys if (register := registers.latest(one))], records)


def _owner(session: Session, viewer: Viewer, id_: str) -> tuple[str, ColumnElement[bool]]:
    """The name of a unit or person, and an SQL condition for their records.

    Raises Problem ``not_found`` unless it is a unit whose figures the viewer may read, or the viewer.
    """
    if unit := session.get(Unit, id_):
        if not reads_figures(viewer, unit.id, unit.path):
            raise Problem("not_found")
        return unit.name, Record.scope.in_(units_below(unit.id))
    person = session.get(Person, id_)
    if person is None or not owns(viewer, person.id):
        raise Problem("not_found")
    return person.name, or_(Record.author == person.id, names(Record.persons, person.id))


def _present(session: Session) -> Period | None:
    """The school year that began last; None if none has begun."""
    query = select(Period).where(Period.kind == ranges.EVENT_YEAR, Period.starts <= today())
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))
