"""Which units' records are counted already for a table of two fields, and how many records there are left to read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Integer, Select, cast, func, select
from sqlalchemy.orm import Session

from server.figures.cells import OF_RECORDS
from server.figures.explore.query import ExploreQuestion
from server.figures.explore.record_sums import Amounts, Counted, amounts_of, counted_of, selected
from server.models.figures import Cell, FieldsCountPart
from server.models.log import Record, Scope
from server.org.reporting_units import among
from sync.protocol.problems import Problem
from sync.registers import Registers
from sync.registers.values import THOUSAND

MOST_RECORDS = 20_000
"""Records that are read for a table of two fields while one waits; more are counted by the jobs."""
OF_WHOLE_UNITS = ("units", "share")
"""Kinds of measures that count units, not what their records come to."""


@dataclass(frozen=True, slots=True)
class Left:
    """A unit whose records are still to be read: how many it has, and the digest of its log as they are now."""

    records: int
    log: bytes


@dataclass(frozen=True, slots=True)
class UnitsCounted:
    """How far a table is counted, of the units that its person may read and that have records in it.

    ``records``: of all of them; ``known``: unit → what its records come to, counted since its log was written last;
    ``left``: the others.
    """

    records: int
    known: Mapping[str, Amounts]
    left: Mapping[str, Left]

    @property
    def records_left(self) -> int:
        """How many records are still to be read."""
        return sum(unit.records for unit in self.left.values())

    @property
    def enough(self) -> bool:
        """Whether so few records are left that they are read while one waits."""
        return self.records_left <= MOST_RECORDS


def counted_in(session: Session, registers: Registers, wanted: ExploreQuestion) -> Counted:
    """What has to be counted for a table. Raises Problem ``malformed`` if it is not of two fields."""
    if len(wanted.fields) < 2:
        raise Problem("malformed", {"columns": {"rule": "choices"}})
    fields = wanted.rows, wanted.columns
    counted = counted_of(registers, wanted.question.selection, wanted.measure, fields)
    if counted.versions and wanted.measure.kind in OF_WHOLE_UNITS and units_counted(session, counted).records:
        return replace(counted, kept=None, versions=None)  # a unit with records of both is one unit
    return counted


def units_counted(session: Session, counted: Counted) -> UnitsCounted:
    """How far a table is counted, in the snapshot of the database that ``session`` reads."""
    if counted.versions == ():
        return UnitsCounted(0, {}, {})
    part = FieldsCountPart
    kept = select(part.unit, part.log, part.amounts).where(
        part.digest == counted.digest, among(part.unit, counted.selection.units)
    )
    stored = {unit: (log, amounts) for unit, log, amounts in session.execute(kept)}
    every, known, left = 0, dict[str, Amounts](), dict[str, Left]()
    for unit, log, number in session.execute(_heads(counted)):
        every += number
        before, amounts = stored.get(unit, (None, None))
        if before == log:
            known[unit] = amounts
        else:
            left[unit] = Left(number, log)
    return UnitsCounted(every, known, left)


def _heads(counted: Counted) -> Select[*tuple[str, bytes, int]]:
    """A query for the units that have records to be counted, the digest of each one's log, and how many there are.

    The records of some versions alone are looked for among themselves, as cells do not know them apart.
    """
    if counted.versions is None:
        number = func.sum(Cell.value)
        query = select(Cell.unit, Scope.digest, cast(number / THOUSAND, Integer)).join(Scope, Scope.unit == Cell.unit)
        query = query.where(OF_RECORDS, counted.selection.holds())
        return query.group_by(Cell.unit, Scope.digest).having(number > 0)
    query = select(Record.scope, Scope.digest, func.count()).join(Scope, Scope.unit == Record.scope)
    query = query.where(*selected(counted), among(Record.scope, counted.selection.units))
    return query.group_by(Record.scope, Scope.digest)


def all_amounts(session: Session, registers: Registers, counted: Counted, stand: UnitsCounted) -> dict[str, Amounts]:
    """What the records of every unit come to: those that are left are read now. Only if they are few (``enough``)."""
    return {**stand.known, **(amounts_of(session, registers, counted, stand.left) if stand.left else {})}
