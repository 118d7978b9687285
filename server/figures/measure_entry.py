"""How a measure is described where its figures are shown."""

from typing import NotRequired, TypedDict

from sync.registers import Measure


class Target(TypedDict):
    """What a measure should come to, and who says so."""

    value: int | float
    source: str


class MeasureEntry(TypedDict):
    """A measure in one language. ``kind``: count, sum, rows, units or ratio; ``flow``: flow or stock."""

    key: str
    label: str
    kind: str
    flow: str
    unit: NotRequired[str]
    target: NotRequired[Target]


def measure_entry(measure: Measure, language: str) -> MeasureEntry:
    """A measure as readers get it, in a language. A share is called a ratio: it is drawn and written as one."""
    kind = "ratio" if measure.kind == "share" else measure.kind
    out: MeasureEntry = {"key": measure.key, "label": measure.label[language], "kind": kind, "flow": measure.flow}
    if measure.unit:
        out["unit"] = measure.unit[language]
    if measure.target:
        out["target"] = {"value": measure.target.value, "source": measure.target.source[language]}
    return out
