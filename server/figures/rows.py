"""The rows of a measure by one dimension (month, unit, a field …) for charts and tables, with labels and figures."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.figure import Figure, Sums, figure, rows_of
from server.figures.question import Question
from server.periods import ranges
from server.records import labels
from sync.registers import Measure, Registers, field_of
from sync.vietnamese import sort_key

MOST_MONTHS = 36  # a longer period gets rows only from its first month with figures to its last


class FigureRow(Figure):
    """One row of a measure: its figure, its label, and ``key``, the value of the dimension.

    A key is a unit's id, a month such as ``2025-11``, a level of units or a field's value as text.
    """

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
    """Key of a measure → its rows by the dimension ``by``, made of ``sums`` that were read by this dimension.

    Months come in their order, with a row for each month of the period; other rows with the largest value first.
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
    """Key of a row in the dimension ``by`` → its label in a language.

    In the dimension ``unit`` the key ``""`` is the question's own unit.
    """
    if by == "month":
        return labels.of_months(keys, language)
    if by == "unit_level":
        return labels.of_levels(keys, language)
    if by == "unit":
        return labels.of_units(session, set(keys) - {""}, question.selection.at) | {"": question.unit.name}
    return labels.of_values(session, viewer, registers, field_of(question.register, by), keys, language)


def row_key(question: Question, by: str, key: str) -> str:
    """The key of a row as the API gives it: the same, except that the unit's own row, ``""``, gets the unit's id.

    That row, in the dimension ``unit``, has the records of the question's unit itself, not of the units below.
    """
    return question.unit.id if by == "unit" and not key else key


def in_order(by: str, rows: Iterable[Row]) -> list[Row]:
    """Sort rows by value, the largest first and those without one last, equal ones by label.

    Rows by ``month`` keep the order in which they are given.
    """
    if by == "month":
        return list(rows)
    return sorted(rows, key=lambda row: (row["value"] is None, -(row["value"] or 0), sort_key(row["label"])))


def months(question: Question, sums: Sums) -> set[str]:
    """Every month of the question's period, as ``YYYY-MM``.

    Of a period of more than ``MOST_MONTHS``, only those from the first month that has a sum to the last.
    """
    known = sorted(month for _, month in sums if month)
    span = question.selection.span
    every = ranges.months(span.starts, span.ends)
    if len(every) <= MOST_MONTHS:
        return set(every)
    return {month for month in every if known and known[0] <= month <= known[-1]}
