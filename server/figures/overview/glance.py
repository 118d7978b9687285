"""The movement at a glance: of each register one large number, how many units have sent, and how much waits."""

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from server.figures import place_cache, queries, selection, totals
from server.figures.cells import OF_RECORDS
from server.figures.completeness import REPORTED
from server.figures.overview.entries import period_entry
from server.figures.overview.query import Overview, drawn
from server.figures.selection import Cut
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import among, kinds_of
from server.periods import ranges
from server.periods.ranges import Span
from sync.protocol.canonical import Json
from sync.protocol.transitions import SUBMITTED, VERIFIED
from sync.registers import Measure, Register, Registers

Spans = dict[str, tuple[Period, Span]]


def glance(session: Session, registers: Registers, asked: Overview, language: str) -> list[Json]:
    """``[{"register", "title", "period", "measure"?, "kind", "units", "reported", "waiting"}]``, all that has charts.

    Each in the period asked for where it can tell of it, else in its own last one.
    """
    units, found = asked.question.cut.telling, drawn(registers)
    assert units is not None
    told = _spans(session, found, asked, units)
    counted = _counted(session, asked.question.cut, told)
    there = select(Unit.kind, Unit.level, func.count()).where(among(Unit.id, asked.question.cut.units))
    kinds_there = session.execute(there.group_by(Unit.kind, Unit.level)).all()
    large = _headlines(session, registers, asked, told, language)
    out = []
    for register in found:
        kinds = kinds_of(register)
        waiting, reported = counted.get(register.key, (0, 0))
        out.append(
            {
                "register": register.key,
                "title": register.title[language],
                "kind": kinds[0] if len(kinds) == 1 else None,
                "units": sum(n for kind, level, n in kinds_there if _asks(register, kind, level)),
                "reported": reported,
                "waiting": waiting // totals.THOUSAND,
            }
            | large.get(register.key, {})
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
        span = ranges.span(session, register, period)
        if not own.intersection(span.periods):
            kind = ranges.kind_of(register)
            last = [one for one in periods.values() if one.kind == kind and one.key in own]
            if not last:
                continue
            period = last[-1]
            span = ranges.span(session, register, period)
        out[register.key] = (period, span)
    return out


def _told(session: Session, units: Select[str]) -> dict[str, set[str]]:
    query = select(Cell.register, Cell.period).where(OF_RECORDS, among(Cell.unit, units)).distinct()
    out: dict[str, set[str]] = {}
    for register, period in session.execute(query):
        out.setdefault(register, set()).add(period)
    return out


def _counted(session: Session, cut: Cut, told: Spans) -> dict[str, tuple[int, int]]:
    """Register → thousandths of records that wait, and how many units have sent any."""
    each = [and_(Cell.register == key, span.holds()) for key, (_, span) in told.items()]
    if not each or cut.telling is None:
        return {}
    waiting = func.sum(case((Cell.status.in_((SUBMITTED, VERIFIED)), Cell.value), else_=0))
    holds = [OF_RECORDS, among(Cell.unit, cut.telling), Cell.status.in_(REPORTED), or_(*each)]
    query = select(Cell.register, waiting, func.count(Cell.unit.distinct())).join(Unit, Unit.id == Cell.unit)
    query = query.where(*holds).group_by(Cell.register)
    asked = ("counted", tuple((key, span) for key, (_, span) in told.items()))
    out: dict[str, tuple[int, int]] = {}
    for key, value, number in place_cache.rows_of(session, cut.places, asked, query):
        before = out.get(key, (0, 0))
        out[key] = before[0] + int(value), before[1] + int(number)
    return out


def _headlines(session: Session, registers: Registers, asked: Overview, told: Spans, language: str) -> dict[str, Json]:
    """Register → the number that stands for it: that of its first chart which is no number of units."""
    whole = asked.question.cut
    large = [
        (register, measure) for register in drawn(registers) if register.key in told if (measure := _large(register))
    ]
    wanted = [(register, told[register.key][0], register.counts) for register, _ in large]
    cells = selection.cuts(session, registers, wanted, whole.units, whole.telling, whole.places)
    sums = totals.sums_of(session, [(cut, [measure]) for cut, (_, measure) in zip(cells, large, strict=True)])
    return {
        register.key: {
            "period": period_entry(told[register.key][0]),
            "measure": queries.measure_entry(measure, language) | {"total": totals.figure(measure, found)},
        }
        for (register, measure), found in zip(large, sums, strict=True)
    }


def _large(register: Register) -> Measure | None:
    charted = (register.measure(chart.measure) for chart in register.charts)
    return next((measure for measure in charted if measure and measure.kind != "units"), None)
