"""The figures of a register in a unit and period, as the API gives them.

All measures with their totals and, if the request names one, the rows of one measure by a dimension.
"""

from typing import NotRequired, TypedDict

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.as_of import as_of
from server.figures.completeness import Completeness, completeness
from server.figures.figure import Figure, Sums, figure
from server.figures.measure_entry import MeasureEntry, measure_entry
from server.figures.question import Question
from server.figures.rows import FigureRow, labelled_rows
from sync.registers import Measure, Registers


class MeasureTotal(MeasureEntry):
    """The description of a measure, and its value over all selected records: ``total``."""

    total: Figure


class FiguresResult(TypedDict):
    """The figures of a register (key) in a unit (id) and period (key). ``as_of``: when they were read, as text.

    ``status``: the statuses whose records are counted; ``complete``: how many units have reported. Only if the
    question names a measure: ``rows``, the values of the measure ``measure`` in each row of the dimension ``by``.
    """

    as_of: str
    register: str
    period: str
    unit: str
    status: list[str]
    complete: Completeness
    measures: list[MeasureTotal]
    measure: NotRequired[str]
    by: NotRequired[str]
    rows: NotRequired[list[FigureRow]]


def figures_result(
    session: Session, viewer: Viewer, registers: Registers, question: Question, language: str
) -> FiguresResult:
    """Read the figures that a question asks for, with labels in a language, ``vi`` or ``en``.

    If the question has a ``measure`` and ``by``, the result has that measure's rows too.
    """
    register, selection = question.register, question.selection
    found = totals.sums(session, selection, register.measures)
    out: FiguresResult = {
        "as_of": as_of(),
        "register": register.key,
        "period": question.period.key,
        "unit": question.unit.id,
        "status": list(selection.statuses),
        "complete": completeness(session, question.reporting(registers)),
        "measures": [measure_total(measure, found, language) for measure in register.measures],
    }
    if question.measure and question.by:
        measure, by = question.measure, question.by
        rows = totals.sums(session, selection, [measure], by, question.unit)
        out["measure"], out["by"] = measure.key, by
        out["rows"] = labelled_rows(session, viewer, registers, question, [measure], by, rows, language)[measure.key]
    return out


def measure_total(measure: Measure, sums: Sums, language: str) -> MeasureTotal:
    """A measure's description in a language, with its total, which is computed from ``sums``."""
    return {**measure_entry(measure, language), "total": figure(measure, sums)}
