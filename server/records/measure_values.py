"""What the records behind a figure add to it: each record's value, and the sum of a whole list, exactly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.models.log import Record
from server.records import drilldown
from sync.protocol.answers import Answers
from sync.registers import Measure, Register, Registers, split_amounts
from sync.registers.measure import STORED
from sync.registers.values import from_thousandths

PAGE = 1_000  # records held in memory at a time
Number = int | float


class Amount(TypedDict):
    """What one record adds: ``value``; to a ratio of its own register, ``n`` and ``d`` in place of it."""

    value: NotRequired[Number]
    n: NotRequired[Number]
    d: NotRequired[Number]


class Sum(TypedDict):
    """What a list of records adds up to: as many ``records`` of as many ``units`` as there are, and the figure.

    ``value`` is the figure: None for a ratio over 0, and where the figure is not made of this list alone, as a share
    of all units is. Of a ratio ``n`` and ``d`` are the two sums that it is made of.
    """

    records: int
    units: int
    value: Number | None
    n: NotRequired[Number]
    d: NotRequired[Number]


@dataclass(frozen=True, slots=True)
class Behind:
    """A measure of a register, and the fields that its figure was split by, with their values; none for its total."""

    register: Register
    measure: Measure
    split: tuple[tuple[str, str], ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Keys of the measures whose values records hold: itself, what it counts units of, or a ratio's two."""
        measure = self.measure
        if measure.kind in STORED:
            return (measure.key,)
        if measure.of:
            return (measure.of,)
        return tuple(name for name in (measure.n, measure.d) if name and self.register.measure(name))

    def amounts(self, registers: Registers, form: str, data: Answers) -> list[int]:
        """What a record with these answers adds to each of ``parts``, in thousandths; ``form``: it was written by."""
        of = registers.get(form) or self.register
        return [self._amount(of, part, data) for part in self.parts]

    def _amount(self, of: Register, part: str, data: Answers) -> int:
        measure = self.register.measure(part)
        split = [(name, value) for name, value in self.split if measure and name in measure.by]
        names, wanted = [name for name, _ in split], [value for _, value in split]
        return split_amounts(of, (part,), names, data).get((part, *wanted), 0)


def behind(register: Register | None, measure: str | None, where: str | None) -> Behind | None:
    """What a list with these parameters stands behind; None if no measure of a register is named."""
    found = register.measure(measure) if register and measure else None
    if register is None or found is None:
        return None
    return Behind(register, found, tuple(drilldown.conditions(where)) if where else ())


def amount_of(one: Behind, registers: Registers, record: Record) -> Amount:
    """What a record adds to the figure that it stands behind."""
    values = [
        from_thousandths(value) for value in one.amounts(registers, f"{record.register}@{record.version}", record.data)
    ]
    return {"n": values[0], "d": values[1]} if len(values) > 1 else {"value": values[0] if values else 0}


def sum_of(session: Session, one: Behind, registers: Registers, conditions: Iterable[ColumnElement[bool]]) -> Sum:
    """What all records under these conditions add up to; they are read a thousand at a time."""
    columns = (Record.scope, Record.register, Record.version, Record.data)
    query = select(*columns).where(*conditions).execution_options(yield_per=PAGE)
    totals, units, records = [0] * len(one.parts), set[str](), 0
    for scope, register, version, data in session.execute(query):
        amounts = one.amounts(registers, f"{register}@{version}", data)
        totals = [total + amount for total, amount in zip(totals, amounts, strict=True)]
        units.add(scope)
        records += 1
    found: Sum = {"records": records, "units": len(units), "value": None}
    if one.measure.kind == "units":
        found["value"] = len(units)
    elif one.measure.kind in STORED:
        found["value"] = from_thousandths(totals[0])
    elif len(totals) > 1:
        found |= {"n": from_thousandths(totals[0]), "d": from_thousandths(totals[1])}
        found["value"] = totals[0] / totals[1] if totals[1] else None
    return found
