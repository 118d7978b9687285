"""The table of Explore: a figure for each row, column and cell, with the query of the records behind it."""

from collections.abc import Collection
from typing import NotRequired, TypedDict, cast

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.as_of import as_of
from server.figures.explore.crossing import crossed_sums
from server.figures.explore.query import COMMON, ExploreQuestion, dimensions
from server.figures.figure import OF_UNITS, Figure, Sums, figure, parts, rows_of
from server.figures.measure_entry import MeasureEntry, measure_entry
from server.figures.overview.charts import behind_of, year_on
from server.figures.overview.entries import PeriodEntry, UnitEntry, period_entry, unit_entry
from server.figures.question import list_filters
from server.figures.rows import FigureRow, in_order, months, row_key, row_labels
from server.records import labels
from server.records.drilldown import UNDATED
from sync.registers import Measure, Registers, field_of

MOST_ROWS, MOST_COLUMNS = 600, 60  # that are sent; a province has 485 schools, and nobody reads so many columns


class Dimension(TypedDict):
    """By what figures may be divided. ``label``: of a field; the others have their names on the screen."""

    key: str
    label: NotRequired[str]


class Line(FigureRow):
    """A row or column: its key and label, the figure over all of it, and ``behind``, what it adds to a list's query."""

    behind: dict[str, str]


class Row(Line):
    """A row. ``cells``: its figure in each column, None where nothing was counted; absent in a table of rows alone.

    ``before``: its value over the same months a year before, and ``behind_before`` what it adds to the query of the
    records behind that; both absent if it had none.
    """

    cells: NotRequired[list[Figure | None]]
    before: NotRequired[int | float | None]
    behind_before: NotRequired[dict[str, str]]


class Table(TypedDict):
    """A measure by one or two dimensions.

    ``behind``: the parameters of ``/api/records`` that list the records behind ``total``; those behind a cell have also
    what its row and its column add. ``more_rows`` and ``more_columns``: how many there are beyond those sent, the
    smallest; totals are of all. ``before``: the total of the same months a year before, up to the month ``through``
    while the period runs; absent if nothing was reported then. ``uncounted``: True while so many records are to be read
    for the cells, which are then absent, that it is ordered (``fields_count``).
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
    before: NotRequired[Figure]
    behind_before: NotRequired[dict[str, str]]
    through: NotRequired[str]
    uncounted: NotRequired[bool]
    empty: NotRequired[PeriodEntry]


def explored(session: Session, viewer: Viewer, registers: Registers, wanted: ExploreQuestion, language: str) -> Table:
    """Read a table, with texts in a language; ``session`` must read one snapshot of the database."""
    question, measure = wanted.question, wanted.measure
    selection = question.selection
    earlier = _earlier(session, wanted)
    had = {_row_then(wanted, key) for key in rows_of(measure, earlier, wanted.rows)}
    rows = _lines(session, viewer, registers, wanted, wanted.rows, language, had)
    columns = _lines(session, viewer, registers, wanted, wanted.columns, language) if wanted.columns else []
    then = totals.sums(session, wanted.before, [measure]) if wanted.before else {}
    shown = _compared(wanted, rows[:MOST_ROWS], earlier)
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
    if then:
        table["before"] = figure(measure, then)
        table["behind_before"] = behind_of(question, measure, wanted.before, wanted.through)
        if wanted.through:
            table["through"] = wanted.through
    if wanted.empty:
        table["empty"] = period_entry(wanted.empty)
    found = crossed_sums(session, registers, wanted) if wanted.columns else {}
    if found is None:
        table["uncounted"] = True
    elif wanted.columns:
        for row in shown:
            row["cells"] = [_cell(wanted, found, row, column) for column in table["columns"]]
    return table


def _lines(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    wanted: ExploreQuestion,
    by: str,
    language: str,
    had: Collection[str] = (),
) -> list[Line]:
    """All rows, or columns, of a dimension in their order; ``had``: keys that stand among them in any case."""
    question, measure = wanted.question, wanted.measure
    found = totals.sums(session, question.selection, [measure], by, question.unit)
    keys = (
        rows_of(measure, found, by)
        | (set() if by == "month" else {*had})
        | (months(question, found) if by == "month" else set())
    )
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


def _earlier(session: Session, wanted: ExploreQuestion) -> Sums:
    """The sums of the rows a year before; none if there is nothing to compare with."""
    if wanted.before is None:
        return {}
    return totals.sums(session, wanted.before, [wanted.measure], wanted.rows, wanted.question.unit)


def _row_then(wanted: ExploreQuestion, key: str) -> str:
    """The row in which a row of the year before stands: of a month the same month a year later."""
    return year_on(key) if wanted.rows == "month" else key


def _compared(wanted: ExploreQuestion, rows: list[Line], earlier: Sums) -> list[Row]:
    """The rows with their values of the year before, where they had one."""
    measure, by, found = wanted.measure, wanted.rows, cast(list[Row], rows)
    keys = {_row_then(wanted, key): key for key in rows_of(measure, earlier, by)}
    for row in found:
        if (key := keys.get(_own(wanted, by, row["key"]))) is not None:
            row["before"], row["behind_before"] = figure(measure, earlier, key)["value"], _behind(wanted, by, key)
    return found


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
