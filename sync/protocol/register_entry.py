"""A register as the catalog gives it to a phone: JSON, with every default written out.

A definition file says the same in TOML; what each member means is in docs/registers.md.
"""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

Bilingual = Mapping[str, str]
"""The same text in Vietnamese and in English: ``{"vi": …, "en": …}``."""


class ChoiceEntry(TypedDict):
    """One value that a field offers; ``least`` is the total from which a computed rating has it."""

    value: str
    label: Bilingual
    least: NotRequired[float]
    retired: NotRequired[bool]


class ShowWhenEntry(TypedDict):
    """The condition under which a field is shown: another field has, or contains, this value."""

    field: str
    equals: str | int | bool


class CopyFromEntry(TypedDict):
    """Where a copied field's value comes from: field ``of`` in the record that ``field`` refers to."""

    field: str
    of: str


class ComputedEntry(TypedDict):
    """How a field follows from others: ``total``, ``rating``, or ``all`` of the fields named in ``of``."""

    how: str
    of: NotRequired[list[str]]


class FieldEntry(TypedDict):
    """A field of a register, or a column of a field of rows; what each member means is in docs/registers.md."""

    name: str
    type: str
    label: Bilingual
    required: bool
    help: NotRequired[Bilingual]
    range: NotRequired[list[float]]
    length: NotRequired[list[int]]
    places: NotRequired[int]
    unit: NotRequired[Bilingual]
    plausible: NotRequired[list[float]]
    choices: NotRequired[list[ChoiceEntry]]
    choices_from: NotRequired[str]
    to: NotRequired[str]
    across: NotRequired[bool]
    show_when: NotRequired[ShowWhenEntry]
    copy_from: NotRequired[CopyFromEntry]
    fields: NotRequired[list["FieldEntry"]]
    section: NotRequired[str]
    points: NotRequired[str]
    evidence: NotRequired[list[str]]
    computed: NotRequired[ComputedEntry]
    applies_to: NotRequired[list[str]]
    retired: NotRequired[bool]


class SectionEntry(TypedDict):
    """A heading over fields; with ``most``, no more than so many points count under it."""

    key: str
    title: Bilingual
    adds: str
    most: NotRequired[float]


class RuleEntry(TypedDict):
    """A rule across two fields: ``dates_in_order`` or ``not_above``."""

    check: str
    fields: list[str]


class TargetEntry(TypedDict):
    """What a measure is to reach, and the document that lays it down."""

    value: float
    source: Bilingual


WhereEntry = TypedDict("WhereEntry", {"field": str, "in": list[str | int | bool]})
"""The condition under which a measure counts: the field has one of these values."""


class MeasureEntry(TypedDict):
    """One figure that is made of a register's records."""

    key: str
    label: Bilingual
    kind: str
    flow: str
    by: list[str]
    fields: NotRequired[list[str]]
    of: NotRequired[str]
    n: NotRequired[str]
    d: NotRequired[str]
    where: NotRequired[WhereEntry]
    unit: NotRequired[Bilingual]
    applies_to: NotRequired[list[str]]
    target: NotRequired[TargetEntry]


class ChartEntry(TypedDict):
    """A chart of one measure by one dimension."""

    measure: str
    by: str


class RegisterEntry(TypedDict):
    """A register; ``measures``, ``charts`` and ``counts`` are left out for accounts that only write."""

    key: str
    version: int
    title: Bilingual
    help: NotRequired[Bilingual]
    by: list[str]
    period: str
    natural_key: bool
    period_from: str | None
    review: list[str]
    counts: NotRequired[list[str]]
    due: NotRequired[int]
    applies_to: NotRequired[list[str]]
    scores: NotRequired[dict[str, str]]
    nothing: NotRequired[dict[str, str]]
    sections: NotRequired[list[SectionEntry]]
    list: dict[str, str]
    rules: list[RuleEntry]
    fields: list[FieldEntry]
    measures: NotRequired[list[MeasureEntry]]
    charts: NotRequired[list[ChartEntry]]
