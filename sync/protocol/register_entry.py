"""A register as the catalog gives it to a phone: JSON, with every default written out.

A definition file has the same members in TOML; docs/registers.md says what each means.
"""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

Bilingual = Mapping[str, str]
"""The same text in Vietnamese and in English: ``{"vi": …, "en": …}``."""


class ChoiceEntry(TypedDict):
    """One choice of a field. ``least``: the total of points from which a computed rating has this value.

    ``exported_as``: in definitions alone, what an XLSForm calls it. ``columns``: name → text, by which a
    ``choice_filter`` offers it. ``retired``: no longer offered, but still valid in
    records that have it.
    """

    value: str
    label: Bilingual
    least: NotRequired[float]
    exported_as: NotRequired[str]
    columns: NotRequired[Mapping[str, str]]
    retired: NotRequired[bool]


class ShowWhenEntry(TypedDict):
    """The condition under which a field is shown: the field ``field`` has the value ``equals``, or contains it."""

    field: str
    equals: str | int | bool


class CopyFromEntry(TypedDict):
    """Where a copied field's value comes from: field ``of`` in the record that ``field`` refers to."""

    field: str
    of: str


class ComputedEntry(TypedDict):
    """How a field is computed: ``total`` of points, ``rating`` by it, ``all``: whether all fields ``of`` are yes;
    ``compute``: by the field's expression."""

    how: str
    of: NotRequired[list[str]]


class FieldEntry(TypedDict):
    """A field of a register, or a column in a field of rows; docs/registers.md says what each member means."""

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
    choice_filter: NotRequired[object]
    to: NotRequired[str]
    across: NotRequired[bool]
    show_when: NotRequired[ShowWhenEntry]
    when: NotRequired[list[object]]
    copy_from: NotRequired[CopyFromEntry]
    fields: NotRequired[list["FieldEntry"]]
    section: NotRequired[str]
    points: NotRequired[str]
    evidence: NotRequired[list[str]]
    computed: NotRequired[ComputedEntry]
    applies_to: NotRequired[list[str]]
    within: NotRequired[str]
    check: NotRequired[object]
    compute: NotRequired[object]
    repeat_count: NotRequired[object]
    default: NotRequired[object]
    live_label: NotRequired[Bilingual]
    constraint_message: NotRequired[Bilingual]
    required_message: NotRequired[Bilingual]
    exported_as: NotRequired[str]
    retired: NotRequired[bool]


class SectionEntry(TypedDict):
    """A heading over fields.

    ``most``: the most points that count under it; ``adds``: ``points``, ``bonus`` or ``penalty``.
    """

    key: str
    title: Bilingual
    adds: str
    most: NotRequired[float]


class RuleEntry(TypedDict):
    """A rule for two fields: ``dates_in_order`` (the first is no later) or ``not_above`` (the first is no larger)."""

    check: str
    fields: list[str]


class TargetEntry(TypedDict):
    """The value that a measure is to reach, and the name of the document that says so."""

    value: float
    source: Bilingual


WhereEntry = TypedDict("WhereEntry", {"field": str, "in": list[str | int | bool]})
"""The condition under which a record counts for a measure: the field has one of the values ``in``, or contains one."""


class MeasureEntry(TypedDict):
    """One figure that is added up from a register's records; docs/registers.md says what each member means.

    ``by`` names pairs of fields in a definition alone: phones get none.
    """

    key: str
    label: Bilingual
    kind: str
    flow: str
    by: list[str | list[str]]
    fields: NotRequired[list[str]]
    of: NotRequired[str]
    n: NotRequired[str]
    d: NotRequired[str]
    where: NotRequired[WhereEntry]
    unit: NotRequired[Bilingual]
    applies_to: NotRequired[list[str]]
    target: NotRequired[TargetEntry]


class ChartEntry(TypedDict):
    """A chart of the measure with that key, divided by one dimension."""

    measure: str
    by: str


class RegisterEntry(TypedDict):
    """A register; docs/registers.md says what each member means.

    ``needs``: types of fields that came after the first release; a phone that lacks one shows records and takes none.
    ``measures`` and ``charts`` are left out for accounts that only write records.
    """

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
    needs: NotRequired[list[str]]
    due: NotRequired[int]
    applies_to: NotRequired[list[str]]
    scores: NotRequired[dict[str, str]]
    nothing: NotRequired[dict[str, str]]
    publish: NotRequired[dict[str, str]]
    ripple: NotRequired[dict[str, str]]
    sections: NotRequired[list[SectionEntry]]
    list: dict[str, str]
    rules: list[RuleEntry]
    fields: list[FieldEntry]
    measures: NotRequired[list[MeasureEntry]]
    charts: NotRequired[list[ChartEntry]]
