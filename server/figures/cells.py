"""Cells, the sums that figures are read from: what a record adds to them, and how differences are written."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar, cast

from sqlalchemy import ARRAY, Executable, Table, bindparam, delete, func, literal_column, select
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.orm import Session

from server.models.figures import Cell
from server.models.periods import Period
from server.periods.ranges import month_of
from sync.protocol.answers import Answers
from sync.protocol.transitions import DELETED, DRAFT
from sync.registers import Register, contributions
from sync.registers.contributions import THOUSAND

Rows = Sequence[tuple[str | int, ...]]
"""A cell's key and the amount to add, in the order of ``COLUMNS``."""

RECORDS = ""
"""The measure that every register has: the number of its records, by which cells say who has sent what."""
OF_RECORDS = Cell.measure == literal_column("''")
"""The cells of that measure, a condition on ``Cell``; written so that their own small index serves."""


class CellKey(NamedTuple):
    """Which sum a cell holds: of a measure of a register, over a unit's records of one period, month and status.

    ``dimension`` is a field by which the measure is split, ``key`` one value of that field; both are ``""`` in the cell
    of the total.
    """

    unit: str
    register: str
    measure: str
    period: str
    month: str
    dimension: str
    key: str
    status: str


class Counted(Protocol):
    """The attributes of a record that decide what it adds to the figures; see ``server.models.log.Record``."""

    @property
    def scope(self) -> str: ...
    @property
    def register(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def period(self) -> str | None: ...
    @property
    def day(self) -> date | None: ...
    @property
    def data(self) -> Answers: ...


def of(record: Counted, register: Register, periods: Mapping[str, Period]) -> Counter[CellKey]:
    """What a record adds to the figures, in thousandths; nothing while it is a draft or deleted.

    ``periods``: all there are, by key.
    """
    if record.status in (DRAFT, DELETED):
        return Counter()
    month = month_of(record.day, (period.starts for period in periods.values())) if record.day else ""
    added = {(RECORDS, "", ""): THOUSAND, **contributions(register, record.data)}
    return Counter(
        {
            CellKey(
                record.scope, record.register, measure, record.period or "", month, dimension, key, record.status
            ): n
            for (measure, dimension, key), n in added.items()
        }
    )


def difference(
    before: Counted, register_before: Register, after: Counted, register: Register, periods: Mapping[str, Period]
) -> Counter[CellKey]:
    """What the figures gain and lose, in thousandths, by what a record has become."""
    gained = of(after, register, periods)
    gained.subtract(of(before, register_before, periods))
    return gained


def write(session: Session, differences: Counter[CellKey]) -> None:
    """Add differences to the cells, in the caller's transaction; a cell whose sum comes to zero is deleted."""
    rows = [(*key, value) for key, value in sorted(differences.items()) if value]
    connection = session.connection()
    if rows:
        add, given = _ADD[connection.dialect.name]
        connection.execute(add, given(rows))
    for unit in {key.unit for key, value in differences.items() if value < 0}:
        connection.execute(delete(Cell).where(Cell.unit == unit, Cell.value == 0))


# A statement of many VALUES would be compiled anew for each number of them: SQLite is given row after row,
# PostgreSQL, to which each row is a message, a list for each column.
COLUMNS = (*CellKey._fields, "value")
TABLE = cast(Table, Cell.__table__)
Insert = TypeVar("Insert", SqliteInsert, PostgresqlInsert)


def _added(insert: Insert) -> Insert:
    """The insert, which adds to a cell that is there already."""
    total = Cell.value + insert.excluded.value
    return insert.on_conflict_do_update(index_elements=list(CellKey._fields), set_={"value": total})


def _lists() -> PostgresqlInsert:
    lists = [func.unnest(bindparam(name, type_=ARRAY(TABLE.c[name].type))) for name in COLUMNS]
    return PostgresqlInsert(TABLE).from_select(COLUMNS, select(*lists))


Parameters = dict[str, list[str | int]] | list[dict[str, str | int]]

_ADD: dict[str, tuple[Executable, Callable[[Rows], Parameters]]] = {
    "sqlite": (
        _added(SqliteInsert(TABLE)),
        lambda rows: [dict(zip(COLUMNS, row, strict=True)) for row in rows],
    ),
    "postgresql": (_added(_lists()), lambda rows: dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True))),
}
