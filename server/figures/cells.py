"""Cells: the stored sums from which all figures are read.

Computes what a record adds to the cells, and updates them whenever a record changes.
"""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeVar, cast

from sqlalchemy import JSON, BigInteger, Table, bindparam, delete, func, literal_column, select
from sqlalchemy import cast as cast_to
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.orm import Session

from server.models.figures import Cell
from server.periods.ranges import month_of
from sync.protocol.answers import Answers
from sync.protocol.transitions import DELETED, DRAFT
from sync.registers import Register, contributions
from sync.registers.contributions import Cell as Part
from sync.registers.values import THOUSAND

RECORDS = ""
"""The key of the measure that every register has: the number of its records. It shows which units have reported."""
OF_RECORDS = Cell.measure == literal_column("''")
"""The cells that count records, as an SQL condition on ``Cell``; a literal, so that their partial index is used."""


class CellKey(NamedTuple):
    """The primary key of a cell. ``unit`` is an id; ``register``, ``measure`` and ``period`` are keys.

    ``dimension`` names a field by whose values the measure is split, ``key`` is the value; both are ``""`` in a total.
    ``month``: see ``month_of``, ``""`` without a day. ``status``: that of the records in the cell.
    """

    unit: str
    register: str
    measure: str
    period: str
    month: str
    dimension: str
    key: str
    status: str


class Place(NamedTuple):
    """What the cells to which one record adds have in common: members of ``CellKey``."""

    unit: str
    register: str
    period: str
    month: str
    status: str


Differences = dict[Place, dict[Part, int]]
"""How much is added to the cells of a place, by measure, dimension and key, in thousandths, also negative."""


class Counted(Protocol):
    """A record as far as its cells need it: the members that decide which cells it adds to, and how much."""

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


class Dated(Protocol):
    """A period as far as cells need it."""

    @property
    def starts(self) -> date: ...


def of(record: Counted, register: Register, periods: Mapping[str, Dated]) -> Differences:
    """What one record adds to the cells; nothing while it is a draft or deleted.

    ``register``: the version that the record was written by; ``periods``: all periods, by key.
    """
    if record.status in (DRAFT, DELETED):
        return {}
    month = month_of(record.day, [period.starts for period in periods.values()]) if record.day else ""
    place = Place(record.scope, record.register, record.period or "", month, record.status)
    return {place: {(RECORDS, "", ""): THOUSAND, **contributions(register, record.data)}}


def difference(
    before: Counted, register_before: Register, after: Counted, register: Register, periods: Mapping[str, Dated]
) -> Differences:
    """How much to add to each cell when a record changes from ``before`` to ``after``.

    Each state comes with the version of the register that it was written by. ``periods``: all periods, by key.
    """
    differences = of(after, register, periods)
    add(differences, of(before, register_before, periods), -1)
    return differences


def add(to: Differences, more: Differences, times: int = 1) -> None:
    """Add ``more``, so many times, to the differences ``to``."""
    for place, added in more.items():
        held = to.setdefault(place, {})
        for cell, amount in added.items():
            held[cell] = held.get(cell, 0) + times * amount


def by_key(differences: Differences) -> dict[CellKey, int]:
    """Cell → what is added to it, in thousandths."""
    return {
        CellKey(unit, register, measure, period, month, dimension, key, status): amount
        for (unit, register, period, month, status), added in differences.items()
        for (measure, dimension, key), amount in added.items()
    }


def write(session: Session, differences: Differences) -> None:
    """Add differences to the stored cells, in the caller's transaction; delete those that become 0."""
    # In one order, so that two who add to the same cells never wait for each other in a circle.
    rows = sorted((*key, value) for key, value in by_key(differences).items() if value)
    connection = session.connection()
    if rows and connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_ADD_ONE, rows)
    else:
        for _, own in groupby(rows, key=itemgetter(0)):  # the cells of each unit by themselves: they are its scope's
            connection.execute(_ADD_LISTS, dict(zip(COLUMNS, zip(*own, strict=True), strict=True)))
    for unit in {row[0] for row in rows if row[-1] < 0}:
        connection.execute(delete(Cell).where(Cell.unit == unit, Cell.value == 0))


# A statement of many VALUES would be compiled anew for each number of them: SQLite is given row after row,
# PostgreSQL, to which each row is a message, a list for each column, as JSON: its driver takes far longer over arrays.
COLUMNS = (*CellKey._fields, "value")
TABLE = cast(Table, Cell.__table__)
Insert = TypeVar("Insert", SqliteInsert, PostgresqlInsert)


def _added(insert: Insert) -> Insert:
    """Extend an insert so that it adds its value to a cell that exists already."""
    total = Cell.value + insert.excluded.value
    return insert.on_conflict_do_update(index_elements=list(CellKey._fields), set_={"value": total})


def _lists() -> PostgresqlInsert:
    """An insert of many cells for PostgreSQL, whose parameters are one list for each column."""
    *keys, value = (func.json_array_elements_text(bindparam(name, type_=JSON)) for name in COLUMNS)
    return PostgresqlInsert(TABLE).from_select(COLUMNS, select(*keys, cast_to(value, BigInteger)))


_ADD_LISTS = _added(_lists())
# As SQL: a dozen rows a record would else each be looked through by SQLAlchemy.
_ADD_ONE = str(_added(SqliteInsert(TABLE)).compile(dialect=sqlite.dialect()))
