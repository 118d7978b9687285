"""A register: what is written down of one kind of thing, as its definition file describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sync.protocol.register_entry import Bilingual
from sync.registers.field import Field
from sync.registers.measure import Chart, Measure


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading over fields. With ``most``, the numbers under it are points, of which no more than that count:
    towards the hundred, or as a ``bonus`` or ``penalty`` beside it."""

    key: str
    title: Bilingual
    most: float | None = None
    adds: str = "points"


@dataclass(frozen=True)
class Rule:
    check: str
    fields: tuple[str, str]

    @property
    def name(self) -> str:
        """How a record's ``flags`` call it, e.g. ``dates_in_order:start,end``."""
        return f"{self.check}:{','.join(self.fields)}"


@dataclass(frozen=True)
class Scores:
    """The records score a unit, named in the field ``unit``, as that unit's own records of ``register`` score it."""

    register: str
    unit: str


@dataclass(frozen=True)
class Nothing:
    """The records say that a unit has nothing to report: in the register whose key is in the field ``register``, for
    the period whose key is in the field ``period``."""

    register: str
    period: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """``due``: days after the end of its period until which a record is on time. ``applies_to`` as a field's."""

    key: str
    version: int
    title: Bilingual
    help: Bilingual | None = None
    by: tuple[str, ...]
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
        return next((measure for measure in self.measures if measure.key == key), None)


def field_of(register: Register, name: str) -> Field:
    """The field of that name, or the column: ``rows.column``. KeyError if there is none."""
    head, _, column = name.partition(".")
    return register.fields[head].fields[column] if column else register.fields[head]
