"""Figures are sums over cells: whole numbers of thousandths, added by the database, divided at the very end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from server.models import Cell, Period, Unit
from server.spans import Span
from sync.registers import Measure, Register

THOUSAND = 1000
ID_LENGTH = 36

Figure = dict[str, Any]
"""``{"value"}``, and of a ratio ``"n"`` and ``"d"`` too; ``value`` is None where ``d`` is 0."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Which cells count: of these units, in this span, of records in these statuses.

    ``last``: the last period of the span in which a stock was told; stocks are read there, never added over periods.
    """

    register: Register
    units: Select[str]
    span: Span
    statuses: tuple[str, ...]
    last: str | None = None

    def holds(self) -> ColumnElement[bool]:
        return and_(
            Cell.register == self.register.key,
            Cell.unit.in_(self.units),
            Cell.status.in_(self.statuses),
            self.span.holds(),
        )


@dataclass(frozen=True, slots=True)
class Sum:
    """``amount`` in thousandths; ``units``: how many of them have a positive one."""

    amount: int = 0
    units: int = 0


Sums = dict[tuple[str, str], Sum]
"""(measure, row) → its sum; the row of a total is ``""``."""


def cut(session: Session, register: Register, units: Select[str], span: Span, statuses: tuple[str, ...]) -> Cut:
    """The cells to count, and the last period that told a stock."""
    whole = Cut(register, units, span, statuses)
    stocks = [measure.key for measure in register.measures if measure.flow == "stock"]
    if not stocks:
        return whole
    query = select(Period.key).join(Cell, Cell.period == Period.key).where(whole.holds(), Cell.measure.in_(stocks))
    return replace(whole, last=session.scalar(query.order_by(Period.starts.desc()).limit(1)))


def sums(session: Session, cut: Cut, measures: Iterable[Measure], by: str = "", above: Unit | None = None) -> Sums:
    """Totals, or rows ``by`` month, by a field, or by the units one place below ``above``."""
    row: ColumnElement[Any] = literal("")
    if by == "month":
        row = Cell.__table__.c.month
    elif by == "unit" and above is not None:
        row = func.substr(Unit.place, len(above.place) + 1, ID_LENGTH, type_=String)
    elif by:
        row = Cell.__table__.c.key
    dimension = "" if by in ("", "unit", "month") else by
    inner = (
        select(Cell.measure, row.label("row"), func.sum(Cell.value).label("amount"))
        .where(cut.holds(), _counted(cut, measures), Cell.dimension == dimension)
        .group_by(Cell.measure, row, Cell.unit)
    )
    if by == "unit":
        inner = inner.join(Unit, Unit.id == Cell.unit)
    part = inner.subquery()
    positive = func.sum(case((part.c.amount > 0, 1), else_=0))
    query = select(part.c.measure, part.c.row, func.sum(part.c.amount), positive).group_by(part.c.measure, part.c.row)
    return {(key, name): Sum(int(amount), int(units)) for key, name, amount, units in session.execute(query)}


def figure(measure: Measure, found: Sums, row: str = "") -> Figure:
    """A measure's value in one row, as JSON numbers: whole ones without a point."""
    if measure.kind == "units":
        return {"value": found.get((measure.of or "", row), Sum()).units}
    if measure.kind == "ratio":
        n, d = (found.get((part or "", row), Sum()).amount for part in (measure.n, measure.d))
        return {"value": n / d if d else None, "n": number(n), "d": number(d)}
    return {"value": number(found.get((measure.key, row), Sum()).amount)}


def parts(measure: Measure) -> list[str]:
    """The measures whose cells it is worked out from."""
    made_of = [part for part in (measure.of, measure.n, measure.d) if part]
    return made_of or [measure.key]


def number(thousandths: int) -> int | float:
    """Exact: three decimals are less than what a double holds."""
    whole, rest = divmod(thousandths, THOUSAND)
    return thousandths / THOUSAND if rest else whole


def _counted(cut: Cut, measures: Iterable[Measure]) -> ColumnElement[bool]:
    """The cells of what the measures are made of; of stocks, those of the last period."""
    keys = {part for measure in measures for part in parts(measure)}
    stocks = {measure.key for measure in cut.register.measures if measure.flow == "stock"} & keys
    return or_(Cell.measure.in_(sorted(keys - stocks)), and_(Cell.measure.in_(sorted(stocks)), Cell.period == cut.last))
