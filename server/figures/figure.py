"""A figure: a measure's value in one row, worked out from sums at the very end; nothing is rounded before."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from sync.registers import Measure
from sync.registers.contributions import THOUSAND

OF_UNITS = ("", "unit", "unit_level")
"""Rows that follow from a record's unit, not from its answers: the total, by unit, by the level of units."""


class Figure(TypedDict):
    """The value of a measure as JSON has it: whole numbers without a point.

    Ratios and shares also have ``n`` and ``d``; their ``value`` is n / d, or None where ``d`` is 0.
    """

    value: int | float | None
    n: NotRequired[int | float]
    d: NotRequired[int | float]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over units: ``amount`` in thousandths, and in how many ``units`` the amount is above zero."""

    amount: int = 0
    units: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.amount + other.amount, self.units + other.units)


Sums = dict[tuple[str, str], Sum]
"""(part, row) → its sum. Parts are those that ``parts`` names, rows those of a dimension; a total's row is ``""``."""


def parts(measure: Measure) -> list[str]:
    """The keys under which ``Sums`` has what a measure's figure is worked out from.

    A measure's key; ``register.measure`` of another register; ``measure/level/…`` for the units of a share, of which
    those alone are counted that are to report.
    """
    if measure.kind == "share":
        return [f"{measure.of}{suffix(measure.applies_to)}"]
    made_of = [part for part in (measure.of, measure.n, measure.d) if part]
    return made_of or [measure.key]


def suffix(levels: tuple[str, ...]) -> str:
    """The end of the key under which ``Sums`` has the units of a share, if it is a share of units of these levels."""
    return "/" + "/".join(levels)


def figure(measure: Measure, sums: Sums, row: str = "") -> Figure:
    """A measure's value in one row, or its total."""
    if measure.kind == "units":
        return {"value": sums.get((measure.of or "", row), Sum()).units}
    if measure.kind == "ratio":
        n, d = (sums.get((part or "", row), Sum()).amount for part in (measure.n, measure.d))
        return {"value": n / d if d else None, "n": number(n), "d": number(d)}
    [part] = parts(measure)
    if measure.kind == "share":
        whole = sums.get((measure.key, row)) or sums.get((measure.key, ""), Sum())
        n, d = sums.get((part, row), Sum()).units, whole.units
        return {"value": n / d if d else None, "n": n, "d": d}
    return {"value": number(sums.get((part, row), Sum()).amount)}


def rows_of(measure: Measure, sums: Sums, by: str) -> set[str]:
    """The rows in which a measure has a sum; of a share by units also those in which no unit has reported yet."""
    keys = {*parts(measure), *((measure.key,) if measure.kind == "share" and by in OF_UNITS else ())}
    return {row for key, row in sums if key in keys}


def number(thousandths: int) -> int | float:
    """Thousandths as a JSON number, exactly: three decimals are less than what a double holds."""
    whole, rest = divmod(thousandths, THOUSAND)
    return thousandths / THOUSAND if rest else whole
