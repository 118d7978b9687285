"""The rows of a measure by one dimension, as charts and tables show them: each with its label and figure."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.figure import Figure, Sums, figure, rows_of
from server.figures.question import Question
from server.periods import ranges
from server.records import labels
from sync.folding import fold
from sync.registers import Measure, Registers, field_of

MOST_MONTHS = 36  # of a longer period only the months from the first with figures to the last


class FigureRow(Figure):
    """One row: its key in the dimension (a unit's id, ``2025-11``, a field's value), what it is called, its figure."""

    key: str
    label: str


Row = TypeVar("Row", bound=FigureRow)


def labelled_rows(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    question: Question,
    measures: Sequence[Measure],
    by: str,
    sums: Sums,
    language: str,
) -> dict[str, list[FigureRow]]:
    """Make the rows of each measure from ``sums``, which were read ``by`` the same dimension: measure key → its rows.

    Months come in their order, with a row for each month; all else with the largest value first.
    """
    own = {measure.key: rows_of(measure, sums, by) for measure in measures}
    keys = set().union(*own.values()) | (months(question, sums) if by == "month" else set())
    names = row_labels(session, viewer, registers, question, by, keys, language)
    return {
        measure.key: in_order(
            by,
            (
                FigureRow(key=row_key(question, by, key), label=names[key], **figure(measure, sums, key))
                for key in sorted(keys if by == "month" else own[measure.key])
            ),
        )
        for measure in measures
    }


def row_labels(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    question: Question,
    by: str,
    keys: Collection[str],
    language: str,
) -> dict[str, str]:
    """Key of a row → what people call it. Under ``unit`` the key ``""`` is the question's unit itself."""
    if by == "month":
        return labels.of_months(keys, language)
    if by == "unit_level":
        return labels.of_levels(keys, language)
    if by == "unit":
        return labels.of_units(session, set(keys) - {""}) | {"": question.unit.name}
    return labels.of_values(session, viewer, registers, field_of(question.register, by), keys, language)


def row_key(question: Question, by: str, key: str) -> str:
    """A row's key as readers get it. By unit, ``""`` (the question's unit without those below it) becomes its id."""
    return question.unit.id if by == "unit" and not key else key


def in_order(by: str, rows: Iterable[Row]) -> list[Row]:
    """Put rows in the order of display: months as they come, all others by value, the largest first."""
    if by == "month":
        return list(rows)
    return sorted(rows, key=lambda row: (row["value"] is None, -(row["value"] or 0), fold(row["label"])))


def months(question: Question, sums: Sums) -> set[str]:
    """Every month of the period as ``YYYY-MM``; of a long one those from the first with figures to the last."""
    known = sorted(month for _, month in sums if month)
    span = question.selection.span
    every = ranges.months(span.starts, span.ends)
    if len(every) <= MOST_MONTHS:
        return set(every)
    return {month for month in every if known and known[0] <= month <= known[-1]}
