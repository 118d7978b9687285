"""What the overview shows: a register's charts as sorted bars, each bar with the way to the records behind it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server import reports
from server.access import Viewer
from server.desk import text, writing
from server.models import Cell, Period
from server.reports import Question
from server.spans import kind_of
from sync.registers import Measure, Register, Registers

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """``width``: percent of the longest; ``behind``: parameters of the list of records, None where there are none."""

    label: str
    value: str
    parts: str
    width: float
    behind: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """``line``: where the overall rate stands, in percent of the width; of ratios by unit alone."""

    label: str
    total: str
    suffix: str
    bars: list[Bar]
    line: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The charts of one dimension, side by side."""

    heading: str
    charts: list[Drawn]


def sections(
    session: Session, viewer: Viewer, registers: Registers, asked: Question, answer: Json, language: str
) -> list[Section]:
    """The register's charts, those of one dimension together, in the order of its file."""
    totals = {item["key"]: item for item in answer["measures"]}
    out = []
    for by in dict.fromkeys(chart.by for chart in asked.register.charts):
        keys = [chart.measure for chart in asked.register.charts if chart.by == by]
        measures = [measure for key in keys if (measure := asked.register.measure(key))]
        rows = reports.rows(session, viewer, registers, asked, measures, by, language)
        drawn = [
            _draw(_behind(asked, measure), measure, by, totals[measure.key], rows[measure.key], language)
            for measure in measures
        ]
        out.append(Section(_heading(asked, by, language), drawn))
    return out


def headline(register: Register, answer: Json, language: str) -> list[Json]:
    """The measures that have charts, as large numbers."""
    charted = {chart.measure for chart in register.charts}
    return [written(item, language) for item in answer["measures"] if item["key"] in charted]


def written(item: Json, language: str) -> Json:
    """A measure of an answer, its value as people write it."""
    return item | {
        "text": writing.figure(item["total"], item["kind"], language),
        "parts": _parts(item["total"], language),
    }


def latest_told(session: Session, asked: Question) -> Period | None:
    """The register's last period with any figure that the person may read here."""
    cells = select(Cell.period).where(
        Cell.register == asked.register.key, Cell.unit.in_(asked.cut.units), Cell.status.in_(asked.cut.statuses)
    )
    query = select(Period).where(Period.kind == kind_of(asked.register), Period.key.in_(cells))
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def _heading(asked: Question, by: str, language: str) -> str:
    if by == "month":
        return text.TEXT[language]["by_month"]
    if by == "unit":
        return text.BY_UNIT[asked.unit.kind][language]
    return asked.register.fields[by].label[language]


def _behind(asked: Question, measure: Measure) -> dict[str, str]:
    """What the lists behind all bars have in common; a stock's records are those of its last period."""
    return {
        "register": asked.register.key,
        "period": (measure.flow == "stock" and asked.cut.last) or asked.period.key,
        "unit": asked.unit.id,
        "status": ",".join(asked.cut.statuses),
        "measure": measure.key,
    }


def _draw(behind: dict[str, str], measure: Measure, by: str, total: Json, rows: list[Json], language: str) -> Drawn:
    ratio = measure.kind == "ratio"
    longest = max((row["value"] or 0 for row in rows), default=0) or 1
    scale = max(1, longest) if ratio else longest
    bars = [
        Bar(
            label=row["label"],
            value=writing.figure(row, measure.kind, language),
            parts=_parts(row, language),
            width=round(100 * max(0, row["value"] or 0) / scale, 2),
            behind=behind | _key(by, row["key"]) if row["key"] and (row["value"] or row.get("d")) else None,
        )
        for row in rows
    ]
    overall = total["total"]["value"]
    line = round(100 * overall / scale, 2) if ratio and by == "unit" and overall is not None else None
    shown = writing.figure(total["total"], measure.kind, language)
    return Drawn(measure.label[language], shown, measure.unit[language] if measure.unit else "", bars, line)


def _key(by: str, key: str) -> dict[str, str]:
    return {by: key} if by in ("month", "unit") else {"where": f"{by}:{key}"}


def _parts(figure: Json, language: str) -> str:
    if "d" not in figure:
        return ""
    return f"{writing.number(figure['n'], language)}/{writing.number(figure['d'], language)}"
