"""The large numbers and the charts of a register on the overview page.

Each value comes with that of the year before, each total with the request that lists the records behind it.
"""

from typing import NotRequired, TypedDict

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.figure import Figure, Sums, figure, rows_of
from server.figures.measure_entry import measure_entry
from server.figures.overview.query import OverviewQuestion
from server.figures.question import Question, list_filters
from server.figures.result import MeasureTotal
from server.figures.rows import FigureRow, in_order, months, row_key, row_labels
from server.figures.selection import Selection
from sync.registers import Measure, Registers, field_of
from sync.registers.measure_consistency import COMMON_DIMENSIONS

MOST_ROWS = 80  # rows of a chart that are sent; a province has 45 communes


class TotalBefore(TypedDict, total=False):
    """A measure's total a year before, to compare the present one with; both members are absent if there is none.

    ``before``: the measure's figure over the same months of the year before (of the whole period, if the present one is
    over). ``behind_before``: the parameters of ``/api/records`` that list the records which make up that figure.
    """

    before: Figure
    behind_before: dict[str, str]


class Headline(MeasureTotal, TotalBefore):
    """A measure with its total and that of the year before. ``charted``: whether the register has a chart of it.

    ``behind``: the parameters of ``/api/records`` that list the records behind the total.
    """

    charted: bool
    behind: dict[str, str]


class ValueBefore(TypedDict, total=False):
    """A chart row's value a year before, ``before``: over the same months; absent if the row had no value then."""

    before: int | float | None


class ChartRow(FigureRow, ValueBefore):
    """A row of a chart: its key and label, its figure in the period shown, and its value a year before."""


class Chart(TypedDict):
    """A chart of one measure, given by key. ``more``: how many further rows there are beyond the first 80."""

    measure: str
    rows: list[ChartRow]
    more: int


class ChartSection(TypedDict):
    """All charts by one dimension, ``by``. ``label``: the dimension's name; absent unless it is a field."""

    by: str
    charts: list[Chart]
    label: NotRequired[str]


def headlines(overview: OverviewQuestion, now: Sums, then: Sums, language: str) -> list[Headline]:
    """A headline for each measure of the register, with labels in a language.

    ``now``: the sums of the period shown; ``then``: those of the year before, empty if there are none to compare with.
    """
    register = overview.question.register
    charted = {chart.measure for chart in register.charts}
    out: list[Headline] = []
    for measure in register.measures:
        before: TotalBefore = {}
        if then and overview.before:
            before = {"before": figure(measure, then), "behind_before": _behind(overview, measure, overview.before)}
        one: Headline = {
            **measure_entry(measure, language),
            "charted": measure.key in charted,
            "total": figure(measure, now),
            "behind": _behind(overview, measure),
            **before,
        }
        out.append(one)
    return out


def charts(
    session: Session, viewer: Viewer, registers: Registers, overview: OverviewQuestion, language: str
) -> list[ChartSection]:
    """The charts of the register, grouped by dimension, in the order in which the register's file has them.

    Charts by a field that refers to records of the same register are left out: ``spread`` shows those.
    """
    register = overview.question.register
    wanted: dict[str, list[Measure]] = {}
    for chart in register.charts:
        measure = register.measure(chart.measure)
        if measure and (chart.by in COMMON_DIMENSIONS or field_of(register, chart.by).to != register.key):
            wanted.setdefault(chart.by, []).append(measure)
    now = _sums(session, overview, overview.question.selection, wanted)
    then = _sums(session, overview, overview.before, wanted) if overview.before else {}
    out: list[ChartSection] = []
    for by, measures in wanted.items():
        sums = now[by], then.get(by, {})
        section: ChartSection = {
            "by": by,
            "charts": _drawn(session, viewer, registers, overview, measures, by, sums, language),
        }
        if by not in COMMON_DIMENSIONS:
            section["label"] = field_of(register, by).label[language]
        out.append(section)
    return out


def _sums(
    session: Session, overview: OverviewQuestion, selection: Selection, wanted: dict[str, list[Measure]]
) -> dict[str, Sums]:
    """Dimension → the sums of its measures in ``wanted``, over the cells of ``selection``."""
    fields = {by: measures for by, measures in wanted.items() if by not in COMMON_DIMENSIONS}
    found = totals.sums_by_fields(session, selection, fields)
    for by in wanted.keys() - fields.keys():
        found[by] = totals.sums(session, selection, wanted[by], by, overview.question.unit)
    return found


def _drawn(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    overview: OverviewQuestion,
    measures: list[Measure],
    by: str,
    sums: tuple[Sums, Sums],
    language: str,
) -> list[Chart]:
    """A chart of each measure by one dimension; ``sums``: those of the period shown, and of the year before."""
    question, (now, then) = overview.question, sums
    if by == "month":
        then = {(key, year_on(month)): total for (key, month), total in then.items()}
        keys = months(question, now)
    else:
        keys = {row for _, row in (*now, *then)}
    names = row_labels(session, viewer, registers, question, by, keys, language)
    out: list[Chart] = []
    for measure in measures:
        rows = in_order(by, _rows(overview, measure, by, keys, now, then, names))
        out.append({"measure": measure.key, "rows": rows[:MOST_ROWS], "more": max(0, len(rows) - MOST_ROWS)})
    return out


def _rows(
    overview: OverviewQuestion, measure: Measure, by: str, keys: set[str], now: Sums, then: Sums, names: dict[str, str]
) -> list[ChartRow]:
    """The rows of one chart, unsorted except months: a row for each key that has a sum now or had one a year before.

    ``names``: key → label. By ``month`` there is a row for each key.
    """
    own, before = rows_of(measure, now, by), rows_of(measure, then, by)
    out: list[ChartRow] = []
    for key in sorted(keys if by == "month" else keys & (own | before)):
        label = names.get(key) or key
        earlier: ValueBefore = {"before": figure(measure, then, key)["value"]} if key in before else {}
        row = row_key(overview.question, by, key)
        out.append({"key": row, "label": label, **figure(measure, now, key), **earlier})
    return out


def _behind(overview: OverviewQuestion, measure: Measure, selection: Selection | None = None) -> dict[str, str]:
    """The parameters of ``/api/records`` that list the records behind a measure's total.

    ``selection``: that of the year before, whose records are listed up to the last month that is compared.
    """
    return behind_of(overview.question, measure, selection, overview.through)


def behind_of(question: Question, measure: Measure, before: Selection | None, through: str | None) -> dict[str, str]:
    """The parameters of ``/api/records`` for a measure's total or, with ``before``, for that of the year before, up to
    the month ``through``."""
    months = {"month": f"{before.span.starts:%Y-%m}..{through}"} if before and through else {}
    return months | list_filters(question, measure, before)


def year_on(month: str) -> str:
    """The same month a year later, ``YYYY-MM``; ``""`` (no day) stays."""
    return f"{int(month[:4]) + 1}{month[4:]}" if month else ""
