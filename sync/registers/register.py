"""A register: what is written down of one kind of thing, as its definition file describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sync.protocol.register_entry import Bilingual
from sync.registers.field import Field
from sync.registers.measure import Chart, Measure


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading over fields, and where it has ``most``, a part of a score.

    The numbers under it are then points, of which no more than ``most`` count. ``adds`` says for what: ``points``,
    which make the hundred with those of other sections, or a ``bonus`` or ``penalty`` beside these.
    """

    key: str
    title: Bilingual
    most: float | None = None
    adds: str = "points"


@dataclass(frozen=True)
class Rule:
    """What must hold between two fields: that the first is no later, or no larger, than the second."""

    check: str
    fields: tuple[str, str]

    @property
    def name(self) -> str:
        """How a record's ``flags`` call it, e.g. ``dates_in_order:start,end``."""
        return f"{self.check}:{','.join(self.fields)}"


@dataclass(frozen=True)
class Scores:
    """Says that a register's records are scores by others: of the unit that the field ``unit`` names.

    That unit's own score of itself is its record of the register with the key ``register``.
    """

    register: str
    unit: str


@dataclass(frozen=True)
class Nothing:
    """Says that a register's records declare that a unit has nothing to report, in another register.

    ``register`` and ``period`` name the fields that hold that register's key and the period's.
    """

    register: str
    period: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """One version of a register.

    ``by``: the roles that fill it in; ``creators``: those that do by any version there is, as a phone months behind
    still creates records by the one that it has. ``review``: who decides on its records, in order; ``counts``: the
    statuses whose records are in the figures. ``natural_key``: a unit has one record a period; ``period_from``: the
    date field that a record's period follows from. ``due``: days after the end of its period until which a record is
    on time. ``applies_to``: the levels, or kinds, of the units that it is for; all, if it is empty.
    """

    key: str
    version: int
    title: Bilingual
    help: Bilingual | None = None
    by: tuple[str, ...]
    creators: frozenset[str] = frozenset()
    period: str
    natural_key: bool = False
    period_from: str | None = None
    review: tuple[str, ...]
    counts: tuple[str, ...] = ("approved",)
    due: int | None = None
    applies_to: tuple[str, ...] = ()
    scores: Scores | None = None
    nothing: Nothing | None = None
    sections: tuple[Section, ...] = ()
    list: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Field]
    rules: tuple[Rule, ...] = ()
    measures: tuple[Measure, ...] = ()
    charts: tuple[Chart, ...] = ()

    @cached_property
    def always(self) -> tuple[str, ...]:
        """Names of the fields that no condition hides."""
        return tuple(name for name, field in self.fields.items() if field.show_when is None)

    @cached_property
    def computed(self) -> tuple[Field, ...]:
        """The fields that follow from others."""
        return tuple(field for field in self.fields.values() if field.computed)

    @property
    def form(self) -> str:
        """``key@version``, as mutations name it."""
        return f"{self.key}@{self.version}"

    def measure(self, key: str) -> Measure | None:
        """The measure of that key, or None."""
        return next((measure for measure in self.measures if measure.key == key), None)


def field_of(register: Register, name: str) -> Field:
    """The field of that name, or the column: ``rows.column``. KeyError if there is none."""
    head, _, column = name.partition(".")
    return register.fields[head].fields[column] if column else register.fields[head]
