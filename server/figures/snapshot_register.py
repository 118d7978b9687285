"""The part of a report that one register has: its measures, rows and who has not reported, in both languages."""

from collections import Counter
from typing import NotRequired, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.completeness import Completeness
from server.figures.figure import Figure, Sums
from server.figures.measure_entry import Target
from server.figures.nonreporting import count_idle, nonreporters
from server.figures.question import Question
from server.figures.result import MeasureTotal, figures_result
from server.figures.rows import labelled_rows, row_labels
from server.models.periods import Period
from server.periods import deadlines
from server.platform.texts import PHRASES
from sync.protocol.register_entry import Bilingual
from sync.registers import Measure, Register, Registers, field_of
from sync.registers.measure_consistency import COMMON_DIMENSIONS


class SnapshotRow(Figure):
    """A row of a measure in a report: its key in the dimension, its label and its figure.

    In older snapshots ``label`` is a Vietnamese text, not a pair of languages: read it with ``row_label``.
    """

    key: str
    label: Bilingual | str


class SnapshotMeasure(TypedDict):
    """A measure in a report: its definition (see ``MeasureEntry``), its total, and its rows by each of its dimensions.

    ``rows``: dimension → its rows. ``unit``: of measurement. The source in ``target`` is in Vietnamese.
    """

    key: str
    label: Bilingual
    kind: str
    flow: str
    unit: NotRequired[Bilingual]
    target: NotRequired[Target]
    total: Figure
    rows: dict[str, list[SnapshotRow]]


class SnapshotRegister(TypedDict):
    """A register in a report. ``status``: the statuses whose records are included; ``by``: dimension → its label.

    ``nothing``: how many units declared that they have nothing to report. ``due``: the latest deadline in the period,
    ``YYYY-MM-DD``, None if there is none. ``missing``: the names of the units that have not reported; ``places``: pairs
    of the name of the unit above and how many of them are below it. ``form``: the register with its version;
    ``units_at``: the moment as of which units were counted, as text. Older snapshots lack ``nothing``, ``due``,
    ``places``, ``form`` and ``units_at``.
    """

    key: str
    form: NotRequired[str]
    units_at: NotRequired[str]
    title: Bilingual
    status: list[str]
    complete: Completeness
    by: dict[str, Bilingual]
    nothing: NotRequired[int]
    due: NotRequired[str | None]
    missing: list[str]
    places: NotRequired[list[list[str | int]]]
    measures: list[SnapshotMeasure]


def has_figures(register: SnapshotRegister) -> bool:
    """Whether a register has figures to show in a report.

    It has none if every unit that reported had nothing to report and all its measures are 0.
    """
    if register["complete"]["reported"] > register.get("nothing", 0):
        return True
    return any(measure["total"].get("n", measure["total"]["value"]) for measure in register["measures"])


def is_silent(register: SnapshotRegister) -> bool:
    """Whether nobody has reported a register: it has no figures, and no unit declared that it has nothing to report."""
    return not register["complete"]["reported"] and not has_figures(register)


Tables = dict[str, dict[str, list[SnapshotRow]]]
"""Dimension → key of a measure → its rows by this dimension."""


def snapshot_register(
    session: Session, viewer: Viewer, registers: Registers, question: Question, rows: bool = True
) -> SnapshotRegister:
    """A register's part of a report, made of its present figures; ``question`` says of which unit and period.

    Without ``rows`` it has totals alone, which are read several times as fast.
    """
    register, reporting = question.register, question.reporting(registers)
    result = figures_result(session, viewer, registers, question, "vi")
    tables = _tables(session, viewer, registers, question) if rows else {}
    missing = nonreporters(session, reporting)
    places = Counter(one["place"] or one["name"] for one in missing)
    return {
        "key": register.key,
        "form": register.form,
        "units_at": question.selection.at.isoformat(),
        "title": dict(register.title),
        "status": result["status"],
        "complete": result["complete"],
        "by": {by: _dimension_label(register, by) for by in tables},
        "nothing": count_idle(session, reporting),
        "due": _due(session, question),
        "missing": [one["name"] for one in missing],
        "places": [[place, number] for place, number in places.items()],
        "measures": [
            _measure(
                register, total, {by: found[total["key"]] for by, found in tables.items() if total["key"] in found}
            )
            for total in result["measures"]
        ],
    }


def row_label(row: SnapshotRow, language: str) -> str:
    """The label of a row in a language; in Vietnamese if an older snapshot has only that."""
    label = row["label"]
    return label if isinstance(label, str) else label[language]


def _due(session: Session, question: Question) -> str | None:
    """The latest deadline of the register in the question's period and the register's own periods within it."""
    keys = [question.period.key, *question.selection.span.periods]
    periods = session.scalars(select(Period).where(Period.key.in_(keys)))
    days = deadlines.days(session, [question.register], periods)
    return max(days.values()).isoformat() if days else None


def _tables(session: Session, viewer: Viewer, registers: Registers, question: Question) -> Tables:
    """The rows of every measure by unit, and by each of the measure's own dimensions."""
    selection, measures = question.selection, question.register.measures
    wanted = {by: [one for one in measures if by == "unit" or by in one.by] for by in _dimensions(question.register)}
    fields = {by: found for by, found in wanted.items() if by not in COMMON_DIMENSIONS}
    sums = totals.sums_by_fields(session, selection, fields)
    for by in wanted.keys() - sums.keys():
        sums[by] = totals.sums(session, selection, wanted[by], by, question.unit)
    return {by: _table(session, viewer, registers, question, found, by, sums[by]) for by, found in wanted.items()}


def _table(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    question: Question,
    measures: list[Measure],
    by: str,
    sums: Sums,
) -> dict[str, list[SnapshotRow]]:
    """Key of a measure → its rows by the dimension ``by``, labelled in both languages.

    The largest value comes first, equal ones by their Vietnamese labels; months come in their order.
    """
    tables = labelled_rows(session, viewer, registers, question, measures, by, sums, "vi")
    english: dict[str, str] = {}
    if by != "unit":
        keys = {row["key"] for rows in tables.values() for row in rows}
        english = row_labels(session, viewer, registers, question, by, keys, "en")
    return {
        key: [{**row, "label": {"vi": row["label"], "en": english.get(row["key"], row["label"])}} for row in rows]
        for key, rows in tables.items()
    }


def _dimensions(register: Register) -> list[str]:
    """The dimensions of a report: unit, then those of the register's measures, each once."""
    return ["unit", *dict.fromkeys(by for measure in register.measures for by in measure.by if by != "unit")]


def _dimension_label(register: Register, by: str) -> Bilingual:
    return dict(PHRASES[by]) if by in COMMON_DIMENSIONS else dict(field_of(register, by).label)


def _measure(register: Register, total: MeasureTotal, rows: dict[str, list[SnapshotRow]]) -> SnapshotMeasure:
    measure = register.measure(total["key"])
    assert measure is not None
    out: SnapshotMeasure = {
        "key": measure.key,
        "label": dict(measure.label),
        "kind": total["kind"],
        "flow": total["flow"],
        "total": total["total"],
        "rows": rows,
    }
    if measure.unit:
        out["unit"] = dict(measure.unit)
    if "target" in total:
        out["target"] = total["target"]
    return out
