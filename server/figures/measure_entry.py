"""The description of a measure that goes with its figures: key, label, kind and target, in one language."""

from typing import NotRequired, TypedDict

from sync.registers import Measure


class Target(TypedDict):
    """The value that a measure should reach, and the document that sets it: ``source``, as text.

    For a ratio ``value`` is a part of one: 0.8 is 80 percent.
    """

    value: int | float
    source: str


class MeasureEntry(TypedDict):
    """How one figure is made of a register's records: a definition in one language, not its value.

    ``kind``: ``count`` of records, ``sum`` of numbers, ``rows`` counted, ``units`` counted, or ``ratio``. ``flow``: a
    ``flow`` is added up over periods, of a ``stock`` the last period is shown. ``unit``: of measurement, as text.
    """

    key: str
    label: str
    kind: str
    flow: str
    unit: NotRequired[str]
    target: NotRequired[Target]


def measure_entry(measure: Measure, language: str) -> MeasureEntry:
    """The description of a measure in a language, ``vi`` or ``en``.

    A ``share`` (of units) is given the kind ``ratio``, as it is shown in the same way.
    """
    kind = "ratio" if measure.kind == "share" else measure.kind
    out: MeasureEntry = {"key": measure.key, "label": measure.label[language], "kind": kind, "flow": measure.flow}
    if measure.unit:
        out["unit"] = measure.unit[language]
    if measure.target:
        out["target"] = {"value": measure.target.value, "source": measure.target.source[language]}
    return out
