"""A measure: a figure that a register's records add up to; and the charts drawn of it."""

from dataclasses import dataclass
from functools import cached_property

from sync.protocol.register_entry import Bilingual

STORED = ("count", "sum", "rows")
"""Kinds of measure that a record contributes to; ``units``, ``share`` and ``ratio`` are worked out from these."""
MOST_COUNTED = 10**12
"""A number beyond this adds nothing to figures: cells hold thousandths in 64 bits, and many such would not fit."""


@dataclass(frozen=True)
class Where:
    field: str
    among: tuple[str | int | bool, ...]


@dataclass(frozen=True)
class Target:
    """What a measure is to reach (a ratio's in parts of one), and where that is laid down."""

    value: float
    source: Bilingual


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A name with a dot is a column of rows: the measure then counts or adds row by row.

    ``d`` may be a measure of another register, as ``register.measure``. ``applies_to`` as a field's; of a ``share``,
    the units that it is a share of."""

    key: str
    label: Bilingual
    kind: str
    fields: tuple[str, ...] = ()
    of: str | None = None
    n: str | None = None
    d: str | None = None
    where: Where | None = None
    by: tuple[str, ...] = ()
    flow: str = "flow"
    unit: Bilingual | None = None
    applies_to: tuple[str, ...] = ()
    target: Target | None = None

    @cached_property
    def rows(self) -> str | None:
        """The name of the rows that it goes through one by one."""
        names = (*self.fields, *self.by, *((self.where.field,) if self.where else ()))
        return next((name.split(".")[0] for name in names if "." in name), None)


@dataclass(frozen=True)
class Chart:
    measure: str
    by: str
