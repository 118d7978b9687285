"""A figure: the value of a measure, as a total or in one row of a table, computed from exact sums.

Sums are whole numbers of thousandths; they are divided only here, at the very end.
"""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from sync.registers import Measure
from sync.registers.values import from_thousandths

OF_UNITS = ("", "unit", "reporting_unit", "unit_level")
"""The dimensions that depend on a record's unit, not on its answers: ``""`` (the total alone), the unit directly below,
the unit itself, and its level."""


class Figure(TypedDict):
    """The value of a measure, as JSON. Numbers are in the measure's own unit, not in thousandths.

    Ratios and shares also have their numerator ``n`` and denominator ``d``; ``value`` is n / d, or None if ``d`` is 0.
    """

    value: int | float | None
    n: NotRequired[int | float]
    d: NotRequired[int | float]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over cells. ``amount`` is in thousandths; ``units`` is how many units have an amount above zero in it."""

    amount: int = 0
    units: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.amount + other.amount, self.units + other.units)


Sums = dict[tuple[str, str], Sum]
"""(part, row) → a sum. A part is a key that ``parts`` or ``denominators`` gives for a measure.

A row is a value of the dimension that was read, such as a month or a unit's id; the row of a total is ``""``.
"""


def parts(measure: Measure) -> list[str]:
    """The names of the sums from which a measure's figure is computed: one, or numerator and denominator of a ratio.

    ``Sums`` has them under keys that begin with such a name, a part. It is the key of a measure of the same register;
    ``register.measure`` for one of another register; or, for a share, ``measure/level/…``: a measure summed only over
    units of these levels that have to report.
    """
    if measure.kind == "share":
        return [f"{measure.of}{suffix(measure.applies_to)}"]
    made_of = [part for part in (measure.of, measure.n, measure.d) if part]
    return made_of or [measure.key]


def suffix(levels: tuple[str, ...]) -> str:
    """The end of the key of a share's part, after the measure's key: ``/TH/THCS``; ``/`` if no levels are named."""
    return "/" + "/".join(levels)


def figure(measure: Measure, sums: Sums, row: str = "") -> Figure:
    """Compute a measure's value in one row from ``sums``, by default its total; a sum that is missing is 0."""
    if measure.kind == "units":
        return {"value": sums.get((measure.of or "", row), Sum()).units}
    if measure.kind == "ratio":
        n, d = (sums.get((part or "", row), Sum()).amount for part in (measure.n, measure.d))
        return {"value": n / d if d else None, "n": from_thousandths(n), "d": from_thousandths(d)}
    [part] = parts(measure)
    if measure.kind == "share":
        whole = sums.get((measure.key, row)) or sums.get((measure.key, ""), Sum())
        n, d = sums.get((part, row), Sum()).units, whole.units
        return {"value": n / d if d else None, "n": n, "d": d}
    return {"value": from_thousandths(sums.get((part, row), Sum()).amount)}


def rows_of(measure: Measure, sums: Sums, by: str) -> set[str]:
    """The rows in which a measure has a sum; ``by`` is the dimension of the rows in ``sums``.

    A share by unit or by level also has the rows in which units have to report but none has an amount: its value is 0.
    """
    keys = {*parts(measure), *((measure.key,) if measure.kind == "share" and by in OF_UNITS else ())}
    return {row for key, row in sums if key in keys}
