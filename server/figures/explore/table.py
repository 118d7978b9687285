"""The table of Explore: a figure for each row, column and cell, with the query of the records behind it."""

from collections.abc import Collection
from typing import NotRequired, TypedDict, cast

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.as_of import as_of
from server.figures.explore.query import COMMON, ExploreQuestion, dimensions
from server.figures.explore.record_sums import records_to_read, sums_of_records
from server.figures.figure import OF_UNITS, Figure, Sums, figure, parts, rows_of
from server.figures.measure_entry import MeasureEntry, measure_entry
from server.figures.overview.entries import PeriodEntry, UnitEntry, period_entry, unit_entry
from server.figures.question import list_filters
from server.figures.rows import FigureRow, in_order, months, row_key, row_labels
from server.records import labels
from server.records.drilldown import UNDATED
from sync.registers import Measure, Registers, field_of

MOST_ROWS, MOST_COLUMNS = 600, 60  # that are sent; a province has 485 schools, and nobody reads so many columns
MOST_RECORDS = 200_000  # read for a table of two fields while one waits


class Dimension(TypedDict):
    """By what figures may be divided. ``label``: of a field; the others have their names on the screen."""

    key: str
    label: NotRequired[str]


class Line(FigureRow):
    """A row or column: its key and label, the figure over all of it, and ``behind``, what it adds to a list's query."""

    behind: dict[str, str]


class Row(Line):
    """A row. ``cells``: its figure in each column, None where nothing was counted; absent in a table of rows alone."""

    cells: NotRequired[list[Figure | None]]


class Table(TypedDict):
    """A measure by one or two dimensions.

    ``behind``: the parameters of ``/api/records`` that list the records behind ``total``; those behind a cell have also
    what its row and its column add. ``more_rows`` and ``more_columns``: how many there are beyond those sent, the
    smallest; totals are of all. ``records``: how many would have to be read for the cells, which are then absent.
    """

    as_of: str
    unit: UnitEntry
    register: str
    period: PeriodEntry
    status: list[str]
    measure: MeasureEntry
    rows_by: Dimension
    columns_by: Dimension | None
    dimensions: list[Dimension]
    total: Figure
    behind: dict[str, str]
    rows: list[Row]
    columns: list[Line]
    more_rows: int
    more_columns: int
    records: NotRequired[int]
    empty: NotRequired[PeriodEntry]


def explored(session: Session, viewer: Viewer, registers: Registers, wanted: ExploreQuestion, language: str) -> Table:
    """Read a table, with texts in a language; ``session`` must read one snapshot of the database."""
    question, measure = wanted.question, wanted.measure
    selection = question.selection
    rows = _lines(session, viewer, registers, wanted, wanted.rows, language)
    columns = _lines(session, viewer, registers, wanted, wanted.columns, language) if wanted.columns else []
    shown = cast(list[Row], rows[:MOST_ROWS])
    table: Table = {
        "as_of": as_of(),
        "unit": unit_entry(question.unit),
        "register": question.register.key,
        "period": period_entry(question.period),
        "status": list(selection.statuses),
        "measure": measure_entry(measure, language),
        "rows_by": _dimension(wanted, wanted.rows, language),
        "columns_by": _dimension(wanted, wanted.columns, language) if wanted.columns else None,
        "dimensions": [_dimension(wanted, by, language) for by in dimensions(measure)],
        "total": figure(measure, totals.sums(session, selection, [measure])),
        "behind": list_filters(question, measure),
        "rows": shown,
        "columns": columns[:MOST_COLUMNS],
        "more_rows": max(0, len(rows) - MOST_ROWS),
        "more_columns": max(0, len(columns) - MOST_COLUMNS),
    }
    if wanted.empty:
        table["empty"] = period_entry(wanted.empty)
    many = records_to_read(session, selection) if len(wanted.fields) > 1 else 0
    if many > MOST_RECORDS:
        table["records"] = many
    elif wanted.columns:
        found = _crossed(session, registers, wanted)
        for row in shown:
            row["cells"] = [_cell(wanted, found, row, column) for column in table["columns"]]
    return table


def _lines(
    session: Session, viewer: Viewer, registers: Registers, wanted: ExploreQuestion, by: str, language: str
) -> list[Line]:
    """All rows, or columns, of a dimension in their order."""
    question, measure = wanted.question, wanted.measure
    found = totals.sums(session, question.selection, [measure], by, question.unit)
    keys = rows_of(measure, found, by) | (months(question, found) if by == "month" else set())
    names = _labels(session, viewer, registers, wanted, by, keys, language)
    lines: list[Line] = [
        {
            "key": row_key(question, by, key),
            "label": names.get(key) or key,
            "behind": _behind(wanted, by, key),
            **figure(measure, found, key),
        }
        for key in sorted(keys)
    ]
    return in_order(by, lines)


def _labels(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    wanted: ExploreQuestion,
    by: str,
    keys: Collection[str],
    language: str,
) -> dict[str, str]:
    if by == "reporting_unit":
        return labels.of_units(session, keys, wanted.question.selection.at)
    return row_labels(session, viewer, registers, wanted.question, by, keys, language)


def _behind(wanted: ExploreQuestion, by: str, key: str) -> dict[str, str]:
    """What a row or column adds to the parameters of a list. Two of them that have ``where`` are joined by a comma.

    The unit of the list stays that of the table: with it go the moment as of which units are taken, and their places.
    """
    if by == "month":
        return {"month": key or UNDATED}
    if by == "unit" and not key:
        by, key = "reporting_unit", wanted.question.unit.id
    return {"where": f"{by}:{key}"}


def _dimension(wanted: ExploreQuestion, by: str, language: str) -> Dimension:
    if by in COMMON:
        return {"key": by}
    return {"key": by, "label": field_of(wanted.question.register, by).label[language]}


def _crossed(session: Session, registers: Registers, wanted: ExploreQuestion) -> Sums:
    """The sums of each pair of a row's and a column's key."""
    question, measure = wanted.question, wanted.measure
    if len(wanted.fields) == 2:
        found = sums_of_records(session, registers, question.selection, measure, (wanted.rows, wanted.columns))
        return found | totals.sums(session, question.selection, [measure])
    return totals.sums(session, question.selection, [measure], wanted.rows, question.unit, wanted.columns)


def _cell(wanted: ExploreQuestion, found: Sums, row: Line, column: Line) -> Figure | None:
    """The figure of a row in a column; None if nothing was counted there, nor anybody was to report."""
    measure = wanted.measure
    own = [_own(wanted, by, line["key"]) for by, line in ((wanted.rows, row), (wanted.columns, column))]
    key = totals.crossed(*own)
    sums = {(part, key): found[part, key] for part in parts(measure) if (part, key) in found}
    if measure.kind == "share":
        sums |= _whole(wanted, measure, found, own, key)
    return figure(measure, sums, key) if sums else None


def _whole(wanted: ExploreQuestion, measure: Measure, found: Sums, own: list[str], key: str) -> Sums:
    """The denominator of a share in a cell: of the units of its row and column, whatever the others say."""
    of_units = [one if by in OF_UNITS else "" for by, one in zip((wanted.rows, wanted.columns), own, strict=True)]
    whole = found.get((measure.key, totals.crossed(*of_units))) or found.get((measure.key, ""))
    return {(measure.key, key): whole} if whole else {}


def _own(wanted: ExploreQuestion, by: str, key: str) -> str:
    """The key of a row as sums have it; the contrary of ``row_key``."""
    return "" if by == "unit" and key == wanted.question.unit.id else key
