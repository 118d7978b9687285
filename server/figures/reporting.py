"""Which units have to report for a register and period, and which have.

The SQL conditions here are shared by counts, lists of names, deadlines and reminders, so that these always agree.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

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
"""A unit has reported if it has a record in one of these statuses."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """The duty to report: of the units ``units`` (a query for ids), for one register and the period ``span``.

    Not all of ``units`` have it: ``to_report`` selects those that do. ``at``: the moment as of which units are counted,
    see ``units_as_of``.
    """

    registers: Registers
    register: Register
    units: Select[str]
    span: Span
    at: datetime

    def to_report(self) -> ColumnElement[bool]:
        """The units that have to report, as an SQL condition on ``Unit``."""
        return and_(to_report(self.register, self.at), among(Unit.id, self.units))

    def has_reported(self) -> ColumnElement[bool]:
        """The units that have sent a record or have declared that they have none, as an SQL condition on ``Unit``."""
        sent = exists().where(Cell.unit == Unit.id, self.sent_cells())
        return or_(sent, self.has_nothing())

    def has_nothing(self) -> ColumnElement[bool]:
        """The units that have declared that they have nothing to report, as an SQL condition on ``Unit``."""
        if self.registers.nothing is None:
            return Unit.id.in_([])
        return exists().where(Record.scope == Unit.id, self.nil_records())

    def sent_cells(self) -> ColumnElement[bool]:
        """The cells that count the records sent for the register and period, as an SQL condition on ``Cell``."""
        own = Cell.register == self.register.key, Cell.status.in_(REPORTED)
        return and_(*own, OF_RECORDS, self.span.holds())

    def sent_records(self) -> ColumnElement[bool]:
        """The records sent for the register and period, as an SQL condition on ``Record``: those in ``sent_cells``."""
        within = Record.period.in_(self.span.periods)
        if self.span.by_month:
            within = Record.day.between(self.span.starts, self.span.ends)
        return and_(Record.register == self.register.key, Record.status.in_(REPORTED), within)

    def nil_records(self) -> ColumnElement[bool]:
        """The records in which units declare that they have nothing to report for the register and period.

        An SQL condition on ``Record``. Such declarations are records of a register of their own.
        """
        nil = _nil_records(self.registers, self.register, self.span.periods)
        return and_(Record.status.in_(REPORTED), nil)

    def reporters(self) -> list[Select[str]]:
        """One or two queries for the ids of units that have sent a record, or have declared that they have none.

        Their union is what ``has_reported`` selects, not limited to ``units``. A unit may be in both. This form serves
        to count the units of many registers in one statement.
        """
        sent = select(Cell.unit).where(self.sent_cells())
        return [sent] if self.registers.nothing is None else [sent, select(Record.scope).where(self.nil_records())]


def _nil_records(registers: Registers, register: Register, periods: Collection[str]) -> ColumnElement[bool]:
    """The records, in any status, that declare "nothing to report" for a register and one of ``periods``."""
    nil = registers.nothing
    if nil is None or nil.nothing is None:
        return Record.id.in_([])
    return and_(
        Record.register == nil.key,
        Record.data[nil.nothing.register].as_string() == register.key,
        Record.data[nil.nothing.period].as_string().in_(periods),
    )
