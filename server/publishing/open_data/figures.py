"""The figures of a snapshot as rows for everybody: no name but those of units, registers, measures and choices."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.figures.figure import Figure
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, SnapshotRow
from sync.protocol.register_entry import Bilingual
from sync.registers import Registers
from sync.registers.measure_consistency import COMMON_DIMENSIONS

PUBLIC_TYPES = ("choice", "choices", "yesno")
"""Types of fields by which published figures are divided: their values are the register's own. Those that name people
or records are left out."""
TOTAL = ""


@dataclass(frozen=True)
class FigureLine:
    """One figure: of a register's measure, the whole (``dimension`` is empty) or what is at ``label`` of a
    dimension."""

    register: SnapshotRegister
    measure: SnapshotMeasure
    dimension: str
    label: Bilingual
    figure: Figure


def figure_lines(registers: Registers, parts: list[SnapshotRegister]) -> Iterator[FigureLine]:
    """All figures of a snapshot that everybody may read, in its order."""
    for part in parts:
        dimensions = public_dimensions(registers, part)
        for measure in part["measures"]:
            yield FigureLine(part, measure, TOTAL, {"vi": "", "en": ""}, measure["total"])
            for dimension in (one for one in measure["rows"] if one in dimensions):
                for row in measure["rows"][dimension]:
                    yield FigureLine(part, measure, dimension, row_labels(row), row)


def row_labels(row: SnapshotRow) -> Bilingual:
    """The label of a row in both languages; an older snapshot has only the Vietnamese."""
    label = row["label"]
    return {"vi": label, "en": label} if isinstance(label, str) else label


def public_dimensions(registers: Registers, part: SnapshotRegister) -> set[str]:
    """The dimensions of a register by which its figures are published."""
    register = registers.latest(part["key"])
    fields = register.fields if register else {}
    own = {name for name, field in fields.items() if field.type in PUBLIC_TYPES and not field.choices_from}
    return own | set(COMMON_DIMENSIONS)
