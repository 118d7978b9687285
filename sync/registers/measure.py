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
    """The condition under which a measure counts: the field, or column, is or contains one of the values ``among``."""

    field: str
    among: tuple[str | int | bool, ...]


@dataclass(frozen=True)
class Target:
    """What a measure is to reach (a ratio's in parts of one), and the document that lays it down."""

    value: float
    source: Bilingual


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One figure: what is counted or added up, under which condition, by which dimensions.

    ``fields``, ``by`` and ``where`` name fields, or with a dot columns of rows (``rows.column``): the measure then
    counts or adds row by row. ``units`` and ``share`` are made ``of`` a count, a ratio of ``n`` over ``d``, which may
    be a measure of another register (``register.measure``). A ``flow`` adds up over months; of a ``stock`` the last
    period stands for all.
    ``applies_to``: the levels, or kinds, of the units that count; of a ``share``, the units that it is a share of.
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
    """A chart of one measure by one of its dimensions."""

    measure: str
    by: str
