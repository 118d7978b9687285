"""What an overview is asked about: a unit, a register, a period, and the same months a year before."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import queries, selection
from server.figures.cells import OF_RECORDS
from server.figures.queries import Question
from server.figures.selection import Cut
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.org.reporting_units import among
from server.periods import ranges
from server.platform.query_params import ParamReader, RawParams
from sync.registers import Register, Registers

PARAMETERS = ("register", "period", "unit", "status")


@dataclass(frozen=True, slots=True)
class Overview:
    """``before``: the cells of the same months a year earlier; ``through``: the last of them, where not all are meant.

    ``empty``: the present period, where nobody asked for one and it has no figures yet: ``question`` is of an earlier.
    """

    question: Question
    today: date
    before: Cut | None = None
    through: str | None = None
    empty: Period | None = None


def ask(session: Session, viewer: Viewer, registers: Registers, given: RawParams, today: date) -> Overview:
    """Read the parameters. Problem ``malformed`` with the fields, ``forbidden`` where the unit is not one's to read."""
    ParamReader(given, PARAMETERS).refuse()
    said = {name: [value for value in values if value] for name, values in given.items()}
    if not said.get("register"):
        said["register"] = [first(registers).key]
    question, empty = queries.question(session, viewer, registers, said, today), None
    told = None if said.get("period") else latest_told(session, question)
    if told and told.starts < question.period.starts:
        empty = question.period
        question = queries.question(session, viewer, registers, said | {"period": [told.key]}, today)
    cut, earlier = _narrowed(session, question.cut, question.unit), _year_before(session, question.period, today)
    asked = Overview(replace(question, cut=cut), today, empty=empty)
    if earlier is None or ranges.span(session, question.register, earlier[0]).empty:
        return asked
    before = selection.cut(session, registers, cut.register, cut.units, earlier[0], cut.statuses)
    return replace(asked, before=_as(before, cut), through=earlier[1])


def _narrowed(session: Session, cut: Cut, unit: Unit) -> Cut:
    """Read in the units that have any cells: a province has many more schools. What it comes to is remembered."""
    query = select(Cell.unit).where(OF_RECORDS, among(Cell.unit, cut.units)).distinct().limit(queries.FEW + 1)
    told = session.scalars(query).all()
    telling = select(Unit.id).where(Unit.id.in_(told)) if len(told) <= queries.FEW else cut.units
    return _as(cut, selection.remembering(session, replace(cut, telling=telling), unit))


def _as(cut: Cut, narrowed: Cut) -> Cut:
    others = {key: replace(other, telling=narrowed.telling) for key, other in cut.others.items()}
    return replace(cut, telling=narrowed.telling, places=narrowed.places, others=others)


def drawn(registers: Registers) -> list[Register]:
    """The registers that have something to show."""
    return [register for register in registers.all_latest() if register.charts]


def first(registers: Registers) -> Register:
    """The register of everyday work: of events, told by teachers."""
    return min(drawn(registers), key=lambda one: (one.period != "event", "teacher" not in one.by, one.key))


def latest_told(session: Session, asked: Question) -> Period | None:
    """The register's last period with any figure that the person may read here."""
    cells = select(Cell.period).where(
        OF_RECORDS,
        Cell.register == asked.register.key,
        among(Cell.unit, asked.cut.units),
        Cell.status.in_(asked.cut.statuses),
    )
    query = select(Period).where(Period.kind == ranges.kind_of(asked.register), Period.key.in_(cells))
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))


def _year_before(session: Session, period: Period, today: date) -> tuple[Period, str | None] | None:
    """The same days a year before; of a period that still runs, its months so far, and the last of them."""
    starts = date(period.starts.year - 1, period.starts.month, min(period.starts.day, 28))
    found = session.scalar(select(Period).where(Period.kind == period.kind, Period.starts == starts))
    if found is None or not period.starts <= today <= period.ends:
        return (found, None) if found else None
    year, month = today.year - 1, today.month
    ends = min(found.ends, date(year, month, monthrange(year, month)[1]))
    return Period(key=found.key, kind=found.kind, starts=found.starts, ends=ends, closed=False), f"{ends:%Y-%m}"
