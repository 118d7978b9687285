"""One register's part of a report that is signed: everything that it tells, in both languages.

``{"key", "title", "status", "complete", "nothing", "due", "missing": [names], "places": [[name, number of missing]],
"by": {dimension: label}, "measures": [{"key", "label", "kind", "flow", "unit"?, "target"?, "total", "rows": {dimension:
[{"key", "label", "value", "n"?, "d"?}]}}]}``. ``nothing`` counts the units that had nothing to report; ``due`` is the
last day on which the latest of the periods told was on time. Each title and label is ``{"vi", "en"}``; rows of
snapshots that are older have theirs in Vietnamese alone: ``label``; and they lack ``nothing``, ``due``, ``places``.
"""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import queries, totals
from server.figures.nonreporting import idle, missing
from server.figures.queries import Question
from server.figures.totals import Sums
from server.models.periods import Period
from server.periods import deadlines
from server.platform.texts import PHRASES
from sync.protocol.canonical import Json
from sync.registers import Measure, Register, Registers, field_of
from sync.registers.measure_consistency import COMMON_DIMENSIONS


def register(session: Session, viewer: Viewer, registers: Registers, asked: Question) -> Json:
    """What is signed of a register, as it is now."""
    found = asked.register
    vi = queries.answer(session, viewer, registers, asked, "vi")
    tables = _tables(session, viewer, registers, asked)
    lacking = missing(session, registers, found, asked.cut.units, asked.period)
    return {
        "key": found.key,
        "title": dict(found.title),
        "status": vi["status"],
        "complete": vi["complete"],
        "by": {by: _called(found, by) for by in tables},
        "nothing": idle(session, registers, found, asked.cut.units, asked.period),
        "due": _due(session, found, asked),
        "missing": [one["name"] for one in lacking],
        "places": [list(item) for item in Counter(one["place"] or one["name"] for one in lacking).items()],
        "measures": [
            _measure(found, told, {by: rows[told["key"]] for by, rows in tables.items() if told["key"] in rows})
            for told in vi["measures"]
        ],
    }


def _due(session: Session, found: Register, asked: Question) -> str | None:
    periods = session.scalars(select(Period).where(Period.key.in_([asked.period.key, *asked.cut.span.periods])))
    days = deadlines.days(session, [found], periods)
    return max(days.values()).isoformat() if days else None


def label(row: Json, language: str) -> str:
    """What a row is called; in Vietnamese where nothing else was signed."""
    said = row["label"]
    return said if isinstance(said, str) else said[language]


def _tables(
    session: Session, viewer: Viewer, registers: Registers, asked: Question
) -> dict[str, dict[str, list[Json]]]:
    """Dimension → measure → rows."""
    wanted = {by: _measures(asked.register, by) for by in _dimensions(asked.register)}
    sums = totals.sums_by_fields(
        session, asked.cut, {by: kept for by, kept in wanted.items() if by not in COMMON_DIMENSIONS}
    )
    for by in wanted.keys() - sums.keys():
        sums[by] = totals.sums(session, asked.cut, wanted[by], by, asked.unit)
    return {by: _both(session, viewer, registers, asked, kept, by, sums[by]) for by, kept in wanted.items()}


def _both(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    asked: Question,
    measures: list[Measure],
    by: str,
    found: Sums,
) -> dict[str, list[Json]]:
    told = queries.worded(session, viewer, registers, asked, measures, by, found, "vi")
    english: dict[str, str] = {}
    if by != "unit":
        keys = {row["key"] for rows in told.values() for row in rows}
        english = queries.names(session, viewer, registers, asked, by, keys, "en")
    for row in (row for rows in told.values() for row in rows):
        row["label"] = {"vi": row["label"], "en": english.get(row["key"], row["label"])}
    return told


def _dimensions(found: Register) -> list[str]:
    return ["unit", *dict.fromkeys(by for measure in found.measures for by in measure.by if by != "unit")]


def _measures(found: Register, by: str) -> list[Measure]:
    return [measure for measure in found.measures if by == "unit" or by in measure.by]


def _called(found: Register, by: str) -> Json:
    """What a dimension is called."""
    return dict(PHRASES[by]) if by in COMMON_DIMENSIONS else dict(field_of(found, by).label)


def _measure(found: Register, told: Json, rows: dict[str, list[Json]]) -> Json:
    measure = found.measure(told["key"])
    assert measure is not None
    words = {"label": dict(measure.label)} | ({"unit": dict(measure.unit)} if measure.unit else {})
    return told | words | {"rows": rows}
