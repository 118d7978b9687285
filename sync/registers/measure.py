"""A measure: a figure that is added up from a register's records; and the charts drawn of it."""

from dataclasses import dataclass
from functools import cached_property

from sync.protocol.register_entry import Bilingual

STORED = ("count", "sum", "rows")
"""Kinds of measure that records add to; ``units``, ``share`` and ``ratio`` are worked out from these."""
BETWEEN = "|"
"""Stands between the two fields of a pair, and between their values; no name and no value of a choice has it."""
MOST_COUNTED = 10**12
"""The largest number that is added to figures; a larger answer adds 0, as cells hold thousandths in 64 bits."""


@dataclass(frozen=True)
class Where:
    """The condition for counting a record or row: the field or column has, or contains, one of the values ``among``."""

    field: str
    among: tuple[str | int | bool, ...]


@dataclass(frozen=True)
class Target:
    """The value that a measure is to reach, and the name of the document that says so.

    For a ratio or share ``value`` is a fraction: 0.8 for 80 %.
    """

    value: float
    source: Bilingual


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One figure of a register: what is counted or added up, under which condition, divided by which dimensions.

    ``fields``, ``by`` and ``where`` name fields, or columns as ``rows.column``: the measure then goes row by row.
    ``pairs``: two of ``by`` each, by whose values together the measure is divided, too.
    ``of``: the key of the count that ``units`` or ``share`` is made of; ``n`` and ``d``: those that a ``ratio``
    divides, where ``d`` may be of another register (``register.measure``). ``flow``: ``flow`` adds up over months;
    ``stock`` takes the last period. ``applies_to``: levels or kinds of the units that are counted (empty for all); for
    a ``share``, the units that it is a share of.
    """

    key: str
    label: Bilingual
    kind: str
    fields: tuple[str, ...] = ()
    of: str | None = None
    n: str | None = None
    d: str | None = None
    where: Where | None = None
    by: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    flow: str = "flow"
    unit: Bilingual | None = None
    applies_to: tuple[str, ...] = ()
    target: Target | None = None

    @cached_property
    def rows(self) -> str | None:
        """The name of the field of rows whose rows the measure goes through one by one.

        None if it counts whole records.
        """
        names = (*self.fields, *self.by, *((self.where.field,) if self.where else ()))
        return next((name.split(".")[0] for name in names if "." in name), None)


def paired(first: str, second: str) -> str:
    """The name of a pair of fields as a dimension, or of a pair of their values."""
    return f"{first}{BETWEEN}{second}"


@dataclass(frozen=True)
class Chart:
    """A chart of the measure with the key ``measure``, divided by the dimension ``by``."""

    measure: str
    by: str
