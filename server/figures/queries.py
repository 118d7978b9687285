"""Reports: the figures of a register in a unit and period, each with its label, in one snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.access.units import reads_figures
from server.access.viewer import Viewer, units_reached
from server.figures import selection, totals
from server.figures.completeness import complete
from server.figures.selection import Cut
from server.figures.totals import Sums
from server.models.org import Unit
from server.models.periods import Period
from server.periods import ranges
from server.platform.query_params import ParamReader, RawParams
from server.records import labels
from sync.folding import fold
from sync.protocol.canonical import Json
from sync.protocol.problems import Problem
from sync.protocol.transitions import DELETED, DRAFT, STATUSES
from sync.registers import Measure, Register, Registers, field_of
from sync.registers.measure_consistency import COMMON_DIMENSIONS

PARAMETERS = ("register", "period", "unit", "measure", "by", "status")
KINDS = ("province", "commune", "school", "site")  # from the top
COUNTABLE = tuple(status for status in STATUSES if status not in (DRAFT, DELETED))
FEW = 100  # units that are sooner named one by one
MOST_MONTHS = 36  # of a longer period only the months from the first with data to the last


@dataclass(frozen=True, slots=True)
class Question:
    """``cut`` holds the cells that the person may read in ``unit`` and below."""

    unit: Unit
    period: Period
    cut: Cut
    measure: Measure | None = None
    by: str | None = None

    @property
    def register(self) -> Register:
        return self.cut.register


def question(session: Session, viewer: Viewer, registers: Registers, given: RawParams, today: date) -> Question:
    """Read the parameters. Problem ``malformed`` with the fields, ``forbidden`` where the unit is not one's to read."""
    asked = ParamReader(given, PARAMETERS)
    register = registers.latest(asked.among("register", {item.key for item in registers.all_latest()}) or "")
    if register is None:
        asked.fault("register", "required")
        asked.refuse()
        raise Problem("malformed")
    measure, by = _rows_asked(asked, register)
    statuses = asked.several("status", COUNTABLE) or register.counts
    unit_id = asked.id("unit")
    period = _period(session, asked, register, today)
    asked.refuse()
    unit = readable(session, viewer, unit_id)
    assert period is not None
    cut = selection.cut(session, registers, register, within(session, viewer, unit), period, statuses)
    return Question(unit, period, cut, measure, by)


def remembering(session: Session, asked: Question) -> Question:
    """The same, for looks: what is signed is added up from the cells themselves."""
    return replace(asked, cut=selection.remembering(session, asked.cut, asked.unit))


def answer(session: Session, viewer: Viewer, registers: Registers, asked: Question, language: str) -> Json:
    """All measures with their totals; with ``measure`` and ``by`` also that measure's rows."""
    register = asked.register
    found = totals.sums(session, asked.cut, register.measures)
    out: Json = {
        "as_of": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "register": register.key,
        "period": asked.period.key,
        "unit": asked.unit.id,
        "status": list(asked.cut.statuses),
        "complete": complete(session, registers, register, asked.cut.units, asked.cut.span),
        "measures": [
            measure_entry(measure, language) | {"total": totals.figure(measure, found)} for measure in register.measures
        ],
    }
    if asked.measure and asked.by:
        out |= {"measure": asked.measure.key, "by": asked.by}
        tables = rows(session, viewer, registers, asked, [asked.measure], asked.by, language)
        out["rows"] = tables[asked.measure.key]
    return out


def behind(asked: Question, measure: Measure, cut: Cut | None = None) -> dict[str, str]:
    """What the lists behind a measure's numbers have in common, as their query has it; a stock's records are those of
    its last period. ``cut``: in place of the question's own."""
    shown = cut or asked.cut
    return {
        "register": asked.register.key,
        "period": (measure.flow == "stock" and shown.last) or shown.span.key,
        "unit": asked.unit.id,
        "status": ",".join(asked.cut.statuses),
        "measure": measure.key,
    }


def rows(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    asked: Question,
    measures: Sequence[Measure],
    by: str,
    language: str,
) -> dict[str, list[Json]]:
    """Measure → ``[{"key", "label", "value", "n"?, "d"?}]``: months in their order, all others the largest first."""
    found = totals.sums(session, asked.cut, measures, by, asked.unit)
    return worded(session, viewer, registers, asked, measures, by, found, language)


def worded(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    asked: Question,
    measures: Sequence[Measure],
    by: str,
    found: Sums,
    language: str,
) -> dict[str, list[Json]]:
    """What ``rows`` says, of sums that are there already."""
    told = {measure.key: totals.told(measure, found, by) for measure in measures}
    keys = set().union(*told.values()) | (months(asked, found) if by == "month" else set())
    named = names(session, viewer, registers, asked, by, keys, language)
    return {
        measure.key: _rows(asked, measure, by, found, keys if by == "month" else told[measure.key], named)
        for measure in measures
    }


def names(
    session: Session, viewer: Viewer, registers: Registers, asked: Question, by: str, keys: set[str], language: str
) -> dict[str, str]:
    """What people call the rows of a dimension."""
    if by == "month":
        return labels.of_months(keys, language)
    if by == "unit_level":
        return labels.of_levels(keys, language)
    if by == "unit":
        return labels.of_units(session, keys - {""}) | {"": asked.unit.name}
    return labels.of_values(session, viewer, registers, field_of(asked.register, by), keys, language)


def _rows(asked: Question, measure: Measure, by: str, found: Sums, keys: set[str], named: dict[str, str]) -> list[Json]:
    out = [
        {"key": asked.unit.id if by == "unit" and not key else key, "label": named[key]}
        | totals.figure(measure, found, key)
        for key in sorted(keys)
    ]
    if by == "month":
        return out
    return sorted(out, key=lambda row: (row["value"] is None, -(row["value"] or 0), fold(row["label"])))


def topmost(session: Session, viewer: Viewer) -> Unit | None:
    """The largest of the units that one works in; None for those who only administer."""
    mine = {grant.unit for grant in viewer.grants if grant.role != "admin"}
    units = session.scalars(select(Unit).where(Unit.id.in_(mine)))
    return min(units, key=lambda unit: (KINDS.index(unit.kind), unit.place), default=None)


def readable(session: Session, viewer: Viewer, unit_id: str | None) -> Unit:
    """The unit whose sums are asked for, or one's topmost. Problem ``forbidden`` if they are not one's to read."""
    unit = session.get(Unit, unit_id) if unit_id else topmost(session, viewer)
    if unit is None or not reads_figures(viewer, unit.id, unit.path):
        raise Problem("forbidden")
    return unit


def _rows_asked(asked: ParamReader, register: Register) -> tuple[Measure | None, str | None]:
    key = asked.among("measure", [measure.key for measure in register.measures])
    measure = register.measure(key) if key else None
    by = asked.one("by")
    if by and not measure:
        asked.fault("measure", "required")
    elif measure and not by:
        asked.fault("by", "required")
    elif measure and by not in (*COMMON_DIMENSIONS, *measure.by):
        asked.fault("by", "choices")
    return measure, by


def _period(session: Session, asked: ParamReader, register: Register, today: date) -> Period | None:
    """The period asked for, or the register's that holds today."""
    key = asked.one("period")
    period = session.get(Period, key) if key else ranges.current(session, register, today)
    if period is None or ranges.span(session, register, period).empty:
        asked.fault("period", "choices")
    return period


def within(session: Session, viewer: Viewer, unit: Unit) -> Select[str]:
    """The unit and what is below it by place, as far as the person reads there.

    Few are named one by one, and where it is every unit there is, none is asked about: an answer reads its cells many
    times, and each time would find its units anew.
    """
    tops = session.scalars(select(Unit.id).where(Unit.parent.is_(None)).limit(2)).all()
    if tops == [unit.id] and viewer.has("department"):
        return select(Unit.id)
    query = select(Unit.id).where(Unit.place.startswith(unit.place), Unit.id.in_(units_reached(viewer)))
    found = session.scalars(query.limit(FEW + 1)).all()
    return select(Unit.id).where(Unit.id.in_(found)) if len(found) <= FEW else query


def months(asked: Question, found: Sums) -> set[str]:
    """Every month of the period; of a long one, those from the first with figures to the last."""
    known = sorted(month for _, month in found if month)
    span = asked.cut.span
    every = ranges.months(span.starts, span.ends)
    if len(every) <= MOST_MONTHS:
        return set(every)
    return {month for month in every if known and known[0] <= month <= known[-1]}


def measure_entry(measure: Measure, language: str) -> Json:
    """``{"key", "label", "kind", "flow", "unit"?, "target"?: {"value", "source"}}``."""
    # A share is a ratio of units: told apart from it, it would be drawn and written alike.
    kind = "ratio" if measure.kind == "share" else measure.kind
    out: Json = {"key": measure.key, "label": measure.label[language], "kind": kind, "flow": measure.flow}
    if measure.unit:
        out["unit"] = measure.unit[language]
    if measure.target:
        out["target"] = {"value": measure.target.value, "source": measure.target.source[language]}
    return out
