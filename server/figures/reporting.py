"""Who is to report, and who has: one set of conditions for numbers, names, deadlines and reminders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from server.figures.cells import OF_RECORDS
from server.models.figures import Cell
from server.models.log import Record
from server.models.org import Unit
from server.org.reporting_units import among, to_report
from server.periods.ranges import Span
from sync.protocol.transitions import APPROVED, SUBMITTED, VERIFIED
from sync.registers import Register, Registers

REPORTED = (SUBMITTED, VERIFIED, APPROVED)
"""The statuses in which a record makes its unit one that has reported."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """A register that is to be reported for the days of ``span``, by ``units`` as far as it concerns them.

    ``today``: the day on which it is looked at; see ``server.org.reporting_units``.
    """

    registers: Registers
    register: Register
    units: Select[str]
    span: Span
    today: date

    def to_report(self) -> ColumnElement[bool]:
        """The units that are to report, as a condition on ``Unit``."""
        return and_(to_report(self.register, self.span.ends, self.today), among(Unit.id, self.units))

    def has_reported(self) -> ColumnElement[bool]:
        """The units that have sent a record, or have declared that there is nothing: a condition on ``Unit``."""
        sent = exists().where(Cell.unit == Unit.id, self.sent_cells())
        return or_(sent, self.has_nothing())

    def has_nothing(self) -> ColumnElement[bool]:
        """The units that have declared that there is nothing to report, as a condition on ``Unit``."""
        if self.registers.nothing is None:
            return Unit.id.in_([])
        return exists().where(Record.scope == Unit.id, self.nil_records())

    def sent_cells(self) -> ColumnElement[bool]:
        """What of the cells says that a unit has sent a record, as a condition on ``Cell``."""
        own = Cell.register == self.register.key, Cell.status.in_(REPORTED)
        return and_(*own, OF_RECORDS, self.span.holds())

    def sent_records(self) -> ColumnElement[bool]:
        """The records of those cells, as a condition on ``Record``."""
        within = Record.period.in_(self.span.periods)
        if self.span.by_month:
            within = Record.day.between(self.span.starts, self.span.ends)
        return and_(Record.register == self.register.key, Record.status.in_(REPORTED), within)

    def nil_records(self) -> ColumnElement[bool]:
        """Records by which a unit declares that there is nothing to report, as a condition on ``Record``."""
        nil = _nil_records(self.registers, self.register, self.span.periods)
        return and_(Record.status.in_(REPORTED), nil)

    def reporters(self) -> list[Select[str]]:
        """The ids of the units that have reported, by cells and by nil records; a unit may be in both.

        What ``has_reported`` says, for the counts of many registers at once.
        """
        sent = select(Cell.unit).where(self.sent_cells())
        return [sent] if self.registers.nothing is None else [sent, select(Record.scope).where(self.nil_records())]


def _nil_records(registers: Registers, register: Register, periods: Collection[str]) -> ColumnElement[bool]:
    nil = registers.nothing
    if nil is None or nil.nothing is None:
        return Record.id.in_([])
    return and_(
        Record.register == nil.key,
        Record.data[nil.nothing.register].as_string() == register.key,
        Record.data[nil.nothing.period].as_string().in_(periods),
    )
