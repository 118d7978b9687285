"""The movement at a glance: of each register one large number, how many units have sent, and how much waits."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from server import figures, reports, spans
from server.cells import OF_RECORDS
from server.completeness import REPORTED
from server.concerned import kinds_of
from server.models import Cell, Period, Unit
from server.overview.asking import Overview, drawn
from server.overview.words import period_entry
from server.spans import Span
from sync.registers import Measure, Register, Registers
from sync.transitions import SUBMITTED, VERIFIED

Json = dict[str, Any]
Spans = dict[str, tuple[Period, Span]]


def glance(session: Session, registers: Registers, asked: Overview, language: str) -> list[Json]:
    """``[{"register", "title", "period", "measure"?, "kind", "units", "reported", "waiting"}]``, all that has charts.

    Each in the period asked for where it can tell of it, else in its own last one.
    """
    units, found = asked.question.cut.telling, drawn(registers)
    assert units is not None
    told = _spans(session, found, asked, units)
    waiting = _counted(session, units, told, func.sum(Cell.value), (SUBMITTED, VERIFIED))
    reported = _counted(session, units, told, func.count(Cell.unit.distinct()), REPORTED)
    there = select(Unit.kind, Unit.level, func.count()).where(Unit.id.in_(asked.question.cut.units))
    kinds_there = session.execute(there.group_by(Unit.kind, Unit.level)).all()
    out = []
    for register in found:
        kinds = kinds_of(register)
        out.append(
            {
                "register": register.key,
                "title": register.title[language],
                "kind": kinds[0] if len(kinds) == 1 else None,
                "units": sum(n for kind, level, n in kinds_there if _asks(register, kind, level)),
                "reported": reported.get(register.key, 0),
                "waiting": waiting.get(register.key, 0) // figures.THOUSAND,
            }
            | _headline(session, registers, register, asked, told.get(register.key), language)
        )
    return out


def _asks(register: Register, kind: str, level: str | None) -> bool:
    """``concerned``, of a unit that is counted here already."""
    return kind in kinds_of(register) and (not register.applies_to or not {kind, level}.isdisjoint(register.applies_to))


def _spans(session: Session, registers: list[Register], asked: Overview, units: Select[str]) -> Spans:
    """Register → the period to tell it in."""
    told = _told(session, units)
    periods = {period.key: period for period in session.scalars(select(Period).order_by(Period.starts))}
    out: Spans = {}
    for register in registers:
        period, own = asked.question.period, told.get(register.key, set())
        span = spans.span(session, register, period)
        if not own.intersection(span.periods):
            kind = spans.kind_of(register)
            last = [one for one in periods.values() if one.kind == kind and one.key in own]
            if not last:
                continue
            period = last[-1]
            span = spans.span(session, register, period)
        out[register.key] = (period, span)
    return out


def _told(session: Session, units: Select[str]) -> dict[str, set[str]]:
    query = select(Cell.register, Cell.period).where(OF_RECORDS, Cell.unit.in_(units)).distinct()
    out: dict[str, set[str]] = {}
    for register, period in session.execute(query):
        out.setdefault(register, set()).add(period)
    return out


def _counted(
    session: Session, units: Select[str], told: Spans, what: ColumnElement[Any], statuses: tuple[str, ...]
) -> dict[str, int]:
    """Register → a count over its records' cells."""
    each = [and_(Cell.register == key, span.holds()) for key, (_, span) in told.items()]
    if not each:
        return {}
    query = select(Cell.register, what).where(OF_RECORDS, Cell.unit.in_(units), Cell.status.in_(statuses), or_(*each))
    return {key: int(value) for key, value in session.execute(query.group_by(Cell.register))}


def _headline(
    session: Session,
    registers: Registers,
    register: Register,
    asked: Overview,
    told: tuple[Period, Span] | None,
    language: str,
) -> Json:
    """The number that stands for a register: that of its first chart which is no number of units."""
    measure = _large(register)
    if told is None or measure is None:
        return {}
    whole = asked.question.cut
    cut = figures.cut(session, registers, register, whole.units, told[0], register.counts)
    cut = replace(cut, telling=whole.telling)
    total = figures.figure(measure, figures.sums(session, cut, [measure]))
    return {"period": period_entry(told[0]), "measure": reports.measure_entry(measure, language) | {"total": total}}


def _large(register: Register) -> Measure | None:
    charted = (register.measure(chart.measure) for chart in register.charts)
    return next((measure for measure in charted if measure and measure.kind != "units"), None)
