"""A field of a register, as its definition file describes it; it never changes once loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sync.protocol.register_entry import Bilingual

TEXTS = ("text", "longtext", "barcode")
"""Types whose answers are texts; a ``barcode`` is one that a phone may read with its camera."""
NUMBERS = ("integer", "decimal")
LISTS = ("choices", "persons", "photos")
"""Types whose answers are lists that a put's ``add`` and ``remove`` may change."""
MOMENTS = ("date", "time", "datetime")
"""Types whose answers are on the clock or calendar of Việt Nam: texts, of which the earlier one is the less."""
FLAT = (*TEXTS, *NUMBERS, *MOMENTS, "choice", "yesno")
"""Types whose answers are one plain value."""
COLUMNS = (*FLAT, "choices", "place")
"""Types that a column in a field of rows may have."""
TYPES = (*COLUMNS, "photos", "person", "persons", "ref", "rows", "note")
NOTE = "note"
"""The type of a field that only shows its label, and has no answer."""
LATER = ("photos", NOTE, "time", "datetime", "barcode")
"""Types that the first release's phones do not know; a register that has one says so in ``needs``."""
TREES = ("when", "check", "compute", "choice_filter", "repeat_count")
"""Members of fields that are trees; a register that has one names it in ``needs``."""
EXPRESSIONS = "expressions"
"""What a register needs whose conditions are expressions, with arithmetic or patterns."""
ROWS = "columns"
"""What a register needs whose columns have types or trees that phones of the first release do not know."""
COLUMN_FILTER = "column_filter"
"""What a register needs in whose rows other answers decide what can be chosen."""
COMPUTE = "compute"
"""How a field is computed that has an expression for it."""
OFFERS = ("sites", "cluster")
"""What ``choices_from`` may name: ``sites``, a school's sites; ``cluster``, the other schools of its clusters."""

LENGTHS = {"text": (0, 2_000), "longtext": (0, 20_000), "barcode": (0, 2_000)}
"""Fewest and most characters of a text whose definition gives no length."""
MOST_ENTRIES = 200
"""The most values that a list may have, and the most rows in a field of rows."""
PLACES = 3
"""The most digits after the decimal point of a decimal whose definition gives no number of them."""
NUMBER_RANGE = (-(2**53), 2**53)
"""The range of a number whose definition gives none: all whole numbers that JSON carries exactly."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One choice of a field. ``least``: the total of points from which a computed rating has this value.

    ``exported_as``: what it is called in the XLSForm that it came from. ``columns``: name → text, by which a
    ``choice_filter`` offers it. ``retired``: no longer offered, but still valid in records that have it.
    """

    value: str
    label: Bilingual
    least: float | None = None
    exported_as: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    retired: bool = False


@dataclass(frozen=True)
class ShowWhen:
    """The condition under which a field is shown: the field ``field`` has the value ``equals``, or contains it."""

    field: str
    equals: str | int | bool


@dataclass(frozen=True)
class CopyFrom:
    """Where a copied value comes from: field ``of`` in the record that ``field`` refers to."""

    field: str
    of: str


@dataclass(frozen=True)
class Computed:
    """How a field that nobody answers is computed from others, on the phone and on the server alike.

    ``how`` is ``total``, the sum of the sections that have points; ``rating``, the choice that this total reaches;
    ``all``, whether all of the yes-or-no fields ``of`` are answered with yes; or ``compute``, what the field's
    expression comes to.
    """

    how: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a register, or one column in a field of rows.

    ``range``, ``length`` and ``places`` are set for every type that has them; both bounds are allowed values.
    ``plausible``: the usual range; values outside are allowed. ``when``: the condition under which it is shown, as a
    tree (sync/registers/conditions.py), where ``show_when`` cannot say it. ``to``: the key of the register that a
    ``ref`` refers to; ``across``: it may refer to approved records of any unit, even to those that its author may not
    see. ``fields``: the columns of rows. ``applies_to``: levels or kinds of the units that answer the field; empty for
    all. ``points``: for rows in a section with points, the column that holds them. ``evidence``: names of the fields
    (or columns of the row) that this text is evidence for. ``within``: a number of the unit's record of a register of
    which it has one a period, as ``register.field``, that this number, or the sum of this column, is not above; who
    reviews is told where it is. ``check``: an expression that must be true of an answer; ``compute``: one that is the
    value of a field that nobody answers (sync/registers/expressions.py).
    ``choice_filter``: one that must be true of a choice that is offered (sync/registers/choice_filter.py).
    ``repeat_count``: how many rows there are to be, where an expression says so (sync/registers/repeat_count.py).
    ``default``: what a new form begins with, of a date also ``"today"``. ``live_label``: the label with ``${name}``
    where that answer stands. ``constraint_message``, ``required_message``: what a person reads in place of the usual
    text where an answer is out of bounds, or missing. ``exported_as``: what it is called in the XLSForm that it came
    from. ``retired``: no longer asked, but old answers stay.
    """

    name: str
    type: str
    label: Bilingual
    help: Bilingual | None = None
    required: bool = False
    range: tuple[float, float] | None = None
    length: tuple[int, int] | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: str | None = None
    choice_filter: object = None
    show_when: ShowWhen | None = None
    when: list[object] | None = None
    copy_from: CopyFrom | None = None
    to: str | None = None
    across: bool = False
    unit: Bilingual | None = None
    plausible: tuple[float, float] | None = None
    places: int | None = None
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    section: str | None = None
    points: str | None = None
    evidence: tuple[str, ...] = ()
    computed: Computed | None = None
    applies_to: tuple[str, ...] = ()
    within: str | None = None
    check: object = None
    compute: object = None
    repeat_count: object = None
    default: object = None
    live_label: Bilingual | None = None
    constraint_message: Bilingual | None = None
    required_message: Bilingual | None = None
    exported_as: str | None = None
    retired: bool = False

    @property
    def condition(self) -> ShowWhen | list[object] | None:
        """The condition under which the field is shown, of whichever kind; None if it always is."""
        return self.show_when or self.when

    @cached_property
    def live(self) -> bool:
        """Whether its rows count otherwise than they were typed: columns are hidden by conditions, or computed."""
        return any(column.when is not None or column.compute is not None for column in self.fields.values())

    @property
    def derived(self) -> bool:
        """Whether its value stands beside the answers, where what is computed is kept."""
        return self.computed is not None or self.live

    @cached_property
    def values(self) -> frozenset[str]:
        """The values of all of the field's own choices, retired ones included."""
        return frozenset(choice.value for choice in self.choices)

    @cached_property
    def labels(self) -> Mapping[str, Bilingual]:
        """The label of each of these values, in the order in which they are offered."""
        return {choice.value: choice.label for choice in self.choices}
