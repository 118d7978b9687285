"""A field of a register, as its definition file describes it; a value that never changes once loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sync.protocol.register_entry import Bilingual

TEXTS = ("text", "longtext")
NUMBERS = ("integer", "decimal")
LISTS = ("choices", "persons")
"""Types that ``add`` and ``remove`` may touch."""
FLAT = (*TEXTS, *NUMBERS, "date", "choice", "yesno")
"""Types that a column of ``rows`` may have."""
TYPES = (*FLAT, "choices", "place", "person", "persons", "ref", "rows")
OFFERS = ("sites", "cluster")
"""What ``choices_from`` may name: a school's sites; the other schools of its clusters."""

LENGTHS = {"text": (0, 2_000), "longtext": (0, 20_000)}
"""Fewest and most characters of a text whose file names no length."""
MOST_ENTRIES = 200
"""How many values a list may hold, and how many rows a field of rows."""
PLACES = 3
"""Digits after the decimal point that a decimal may have, where its file names no other number."""
NUMBER_RANGE = (-(2**53), 2**53)
"""What JSON carries exactly; of a number whose file names no range, all of it."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value that a field offers. ``least``: the total of points from which a computed rating has it."""

    value: str
    label: Bilingual
    least: float | None = None
    retired: bool = False


@dataclass(frozen=True)
class ShowWhen:
    """The condition under which a field is shown: that ``field`` is, or contains, the value ``equals``."""

    field: str
    equals: str | int | bool


@dataclass(frozen=True)
class CopyFrom:
    """Where a copied value comes from: field ``of`` in the record that ``field`` refers to."""

    field: str
    of: str


@dataclass(frozen=True)
class Computed:
    """How a field that nobody answers follows from the others, on the phone and on the server alike.

    ``how`` is ``total``, the sum of the sections that have points; ``rating``, the choice that such a total reaches;
    or ``all``, whether all of the fields ``of`` are answered with yes.
    """

    how: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a register, or one column of a field of rows.

    ``range``, ``length`` and ``places`` are always set where the type has them; bounds are inclusive.
    ``across``: a reference to any unit's approved records, also to those that its author does not see.
    ``applies_to``: the levels, or kinds, of the units that answer it; all, if it is empty.
    ``points``: of rows in a section with points, the column that holds them.
    ``evidence``: of a text, the names of the fields, or of the row's columns, that what is written there supports.
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
    show_when: ShowWhen | None = None
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
    retired: bool = False

    @cached_property
    def values(self) -> frozenset[str]:
        """Every value that a choice may have, retired ones included."""
        return frozenset(choice.value for choice in self.choices)
