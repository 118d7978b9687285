"""The charts of a register: rows with last year's beside them, and the way to the records behind each."""

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import queries, totals
from server.figures.overview.query import Overview
from server.figures.selection import Cut
from server.figures.totals import Sums
from server.records import labels
from sync.folding import fold
from sync.protocol.canonical import Json
from sync.registers import Measure, Registers, field_of
from sync.registers.measure_consistency import COMMON_DIMENSIONS

MOST_ROWS = 80  # of a chart; a province has 45 communes


def headline(asked: Overview, now: Sums, then: Sums, language: str) -> list[Json]:
    """Every measure with its total, the year before's, and what is behind it; ``charted`` ones are shown large."""
    register = asked.question.register
    charted = {chart.measure for chart in register.charts}
    return [
        queries.measure_entry(measure, language)
        | {"charted": measure.key in charted, "total": totals.figure(measure, now), "behind": _behind(asked, measure)}
        | (
            {"before": totals.figure(measure, then), "behind_before": _behind(asked, measure, asked.before)}
            if then and asked.before
            else {}
        )
        for measure in register.measures
    ]


def charts(session: Session, viewer: Viewer, registers: Registers, asked: Overview, language: str) -> list[Json]:
    """``[{"by", "label"?, "charts": [{"measure", "rows": [{"key", "label", "value", "before"?, …}], "more"}]}]``.

    In the order of the register's file; one entry for each dimension. References to the register's own records are
    not drawn as bars: ``spread`` tells of them.
    """
    register = asked.question.register
    wanted: dict[str, list[Measure]] = {}
    for chart in register.charts:
        measure = register.measure(chart.measure)
        if measure and (chart.by in COMMON_DIMENSIONS or field_of(register, chart.by).to != register.key):
            wanted.setdefault(chart.by, []).append(measure)
    now = _sums(session, asked, asked.question.cut, wanted)
    then = _sums(session, asked, asked.before, wanted) if asked.before else {}
    out = []
    for by, measures in wanted.items():
        drawn = _drawn(session, viewer, registers, asked, measures, by, (now[by], then.get(by, {})), language)
        section: Json = {"by": by, "charts": drawn}
        out.append(section | ({} if by in COMMON_DIMENSIONS else {"label": field_of(register, by).label[language]}))
    return out


def _sums(session: Session, asked: Overview, cut: Cut, wanted: dict[str, list[Measure]]) -> dict[str, Sums]:
    fields = {by: measures for by, measures in wanted.items() if by not in COMMON_DIMENSIONS}
    found = totals.sums_by_fields(session, cut, fields)
    for by in wanted.keys() - fields.keys():
        found[by] = totals.sums(session, cut, wanted[by], by, asked.question.unit)
    return found


def _drawn(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    asked: Overview,
    measures: list[Measure],
    by: str,
    sums: tuple[Sums, Sums],
    language: str,
) -> list[Json]:
    question, (now, then) = asked.question, sums
    if by == "month":
        then = {(key, _year_on(month)): total for (key, month), total in then.items()}
        keys = queries.months(question, now)
    else:
        keys = {row for _, row in (*now, *then)}
    named = _names(session, viewer, registers, asked, by, keys, language)
    out = []
    for measure in measures:
        rows = _rows(measure, by, keys, now, then, named, question.unit.id)
        out.append({"measure": measure.key, "rows": rows[:MOST_ROWS], "more": max(0, len(rows) - MOST_ROWS)})
    return out


def _rows(
    measure: Measure, by: str, keys: set[str], now: Sums, then: Sums, named: dict[str, str], unit: str
) -> list[Json]:
    told, before = totals.told(measure, now, by), totals.told(measure, then, by)
    rows = [
        {"key": unit if by == "unit" and not key else key, "label": named.get(key) or key}
        | totals.figure(measure, now, key)
        | ({"before": totals.figure(measure, then, key)["value"]} if key in before else {})
        for key in sorted(keys)
        if by == "month" or key in told or key in before
    ]
    if by == "month":
        return rows
    return sorted(rows, key=lambda row: (row["value"] is None, -(row["value"] or 0), fold(row["label"])))


def _names(
    session: Session, viewer: Viewer, registers: Registers, asked: Overview, by: str, keys: set[str], language: str
) -> dict[str, str]:
    question = asked.question
    if by == "month":
        return labels.of_months(keys, language)
    if by == "unit":
        return labels.of_units(session, keys - {""}) | {"": question.unit.name}
    if by == "unit_level":
        return labels.of_levels(keys, language)
    return labels.of_values(session, viewer, registers, field_of(question.register, by), keys, language)


def _behind(asked: Overview, measure: Measure, cut: Cut | None = None) -> dict[str, str]:
    """What the lists behind a measure's numbers have in common; of the year before, as many months."""
    months = {"month": f"{cut.span.starts:%Y-%m}..{asked.through}"} if cut and asked.through else {}
    return months | queries.behind(asked.question, measure, cut)


def _year_on(month: str) -> str:
    return f"{int(month[:4]) + 1}{month[4:]}" if month else ""
