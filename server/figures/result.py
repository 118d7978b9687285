"""What a register adds up to in a unit and period: all its measures with their totals, and the rows of one."""

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
    """A measure with its total."""

    total: Figure


class FiguresResult(TypedDict):
    """A register's figures. ``as_of``: the moment, as text; ``unit``: an id; ``status``: the statuses that count.

    ``rows`` are those of ``measure``, split by the dimension ``by``; all three lack where no rows were wanted.
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
    """All measures with their totals; with the question's ``measure`` and ``by`` also that measure's rows."""
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
    """A measure with its total, described in a language."""
    return {**measure_entry(measure, language), "total": figure(measure, sums)}
