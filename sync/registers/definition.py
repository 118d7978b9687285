"""What a register's definition file says, as values that never change once loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

Words = Mapping[str, str]
"""The same text in both languages: ``{"vi": …, "en": …}``."""

TEXTS = ("text", "longtext")
NUMBERS = ("integer", "decimal")
LISTS = ("choices", "persons")
"""Types that ``add`` and ``remove`` may touch."""
FLAT = (*TEXTS, *NUMBERS, "date", "choice", "yesno")
"""Types that a column of ``rows`` may have."""
TYPES = (*FLAT, "choices", "place", "person", "persons", "ref", "rows")

STORED = ("count", "sum", "rows")
"""Kinds of measure that a record contributes to; ``units``, ``share`` and ``ratio`` are worked out from these."""
OFFERS = ("sites", "cluster")
"""What ``choices_from`` may name: a school's sites; the other schools of its clusters."""

LENGTHS = {"text": (0, 2_000), "longtext": (0, 20_000)}
MOST_ENTRIES = 200
PLACES = 3
NUMBER_RANGE = (-(2**53), 2**53)
"""What JSON carries exactly; of a number whose file names no range, all of it."""
MOST_COUNTED = 10**12
"""A number beyond this adds nothing to figures: cells hold thousandths in 64 bits, and many such would not fit."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """``least``: the total from which a computed rating has this value."""

    value: str
    label: Words
    least: float | None = None
    retired: bool = False


@dataclass(frozen=True)
class ShowWhen:
    """``equals`` is a value of ``field``, or a member of it where that field holds several."""

    field: str
    equals: str | int | bool


@dataclass(frozen=True)
class CopyFrom:
    """The value is that of field ``of`` in the record that ``field`` refers to."""

    field: str
    of: str


@dataclass(frozen=True)
class Computed:
    """Nobody answers it: it follows from the other answers, on the phone and on the server alike.

    ``total`` adds up the sections that have points; ``rating`` is the choice that such a total reaches; ``all`` says
    whether all of ``of`` are answered with yes."""

    how: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading over fields. With ``most``, the numbers under it are points, of which no more than that count:
    towards the hundred, or as a ``bonus`` or ``penalty`` beside it."""

    key: str
    title: Words
    most: float | None = None
    adds: str = "points"


@dataclass(frozen=True, kw_only=True)
class Field:
    """``range``, ``length`` and ``places`` are always set where the type has them; bounds are inclusive.

    ``across``: a reference to any unit's approved records, also to those that its author does not see.
    ``applies_to``: the levels, or kinds, of the units that are asked; all, if it is empty.
    ``points``: of rows in a section with points, the column that holds them.
    ``evidence``: of a text, the names of the fields, or of the row's columns, that what is written there bears out."""

    name: str
    type: str
    label: Words
    help: Words | None = None
    required: bool = False
    range: tuple[float, float] | None = None
    length: tuple[int, int] | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: str | None = None
    show_when: ShowWhen | None = None
    copy_from: CopyFrom | None = None
    to: str | None = None
    across: bool = False
    unit: Words | None = None
    plausible: tuple[float, float] | None = None
    places: int | None = None
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    section: str | None = None
    points: str | None = None
    evidence: tuple[str, ...] = ()
    computed: Computed | None = None
    applies_to: tuple[str, ...] = ()
    retired: bool = False

    @cached_property
    def values(self) -> frozenset[str]:
        """Every value that a choice may have, retired ones included."""
        return frozenset(choice.value for choice in self.choices)


@dataclass(frozen=True)
class Rule:
    check: str
    fields: tuple[str, str]

    @property
    def name(self) -> str:
        """How a record's ``flags`` call it, e.g. ``dates_in_order:start,end``."""
        return f"{self.check}:{','.join(self.fields)}"


@dataclass(frozen=True)
class Where:
    field: str
    among: tuple[str | int | bool, ...]


@dataclass(frozen=True)
class Target:
    """What a measure is to reach (a ratio's in parts of one), and where that is laid down."""

    value: float
    source: Words


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A name with a dot is a column of rows: the measure then counts or adds row by row.

    ``d`` may be a measure of another register, as ``register.measure``. ``applies_to`` as a field's; of a ``share``,
    the units that it is a share of."""

    key: str
    label: Words
    kind: str
    fields: tuple[str, ...] = ()
    of: str | None = None
    n: str | None = None
    d: str | None = None
    where: Where | None = None
    by: tuple[str, ...] = ()
    flow: str = "flow"
    unit: Words | None = None
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
    title: Words
    help: Words | None = None
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
