"""The charts of a register: rows with last year's values in them, and what lists the records behind each number."""

from typing import NotRequired, TypedDict

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.figure import Figure, Sums, figure, rows_of
from server.figures.measure_entry import measure_entry
from server.figures.overview.query import OverviewQuestion
from server.figures.question import list_filters
from server.figures.result import MeasureTotal
from server.figures.rows import FigureRow, in_order, months, row_key, row_labels
from server.figures.selection import Selection
from sync.registers import Measure, Registers, field_of
from sync.registers.measure_consistency import COMMON_DIMENSIONS

MOST_ROWS = 80  # of a chart; a province has 45 communes


class TotalBefore(TypedDict, total=False):
    """A measure's total a year before, if any, and the parameters of ``/api/records`` for the records behind it."""

    before: Figure
    behind_before: dict[str, str]


class Headline(MeasureTotal, TotalBefore):
    """A measure with its total, and the year before's. ``charted``: it is shown large.

    ``behind``: the parameters of ``/api/records`` that list the records behind the total.
    """

    charted: bool
    behind: dict[str, str]


class ValueBefore(TypedDict, total=False):
    """A row's value a year before (``before``), left out where it had none."""

    before: int | float | None


class ChartRow(FigureRow, ValueBefore):
    """A row of a chart, with the value of the year before."""


class Chart(TypedDict):
    """A measure's rows; ``more``: how many further rows there are."""

    measure: str
    rows: list[ChartRow]
    more: int


class ChartSection(TypedDict):
    """The charts by one dimension; ``label``: what it is called, where it is a field."""

    by: str
    charts: list[Chart]
    label: NotRequired[str]


def headlines(overview: OverviewQuestion, now: Sums, then: Sums, language: str) -> list[Headline]:
    """Every measure of the register with its total: ``now`` are this period's sums, ``then`` those of a year before."""
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
    """The register's charts in the order of its file, a section for each dimension.

    References to the register's own records are not drawn as bars: ``spread`` shows them.
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
    question, (now, then) = overview.question, sums
    if by == "month":
        then = {(key, _year_on(month)): total for (key, month), total in then.items()}
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
    own, before = rows_of(measure, now, by), rows_of(measure, then, by)
    out: list[ChartRow] = []
    for key in sorted(keys if by == "month" else keys & (own | before)):
        label = names.get(key) or key
        earlier: ValueBefore = {"before": figure(measure, then, key)["value"]} if key in before else {}
        row = row_key(overview.question, by, key)
        out.append({"key": row, "label": label, **figure(measure, now, key), **earlier})
    return out


def _behind(overview: OverviewQuestion, measure: Measure, selection: Selection | None = None) -> dict[str, str]:
    """The parameters of ``/api/records`` for the records behind a measure; ``selection``: that of a year before."""
    through = overview.through if selection else None
    months = {"month": f"{selection.span.starts:%Y-%m}..{through}"} if selection and through else {}
    return months | list_filters(overview.question, measure, selection)


def _year_on(month: str) -> str:
    return f"{int(month[:4]) + 1}{month[4:]}" if month else ""
