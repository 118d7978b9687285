"""Cells: what a record adds to its unit's sums, and how differences are written."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from server.models import Cell, Record
from sync.registers import Register, contributions
from sync.transitions import DELETED, DRAFT

CHUNK = 500  # rows a statement: SQLite takes 32,766 values


class CellKey(NamedTuple):
    """The primary key of a cell."""

    unit: str
    register: str
    measure: str
    period: str
    month: str
    dimension: str
    key: str
    status: str


def of(record: Record, register: Register) -> Counter[CellKey]:
    """What the record adds, in thousandths; nothing while it is a draft or deleted."""
    if record.status in (DRAFT, DELETED):
        return Counter()
    month = f"{record.day:%Y-%m}" if record.day else ""
    return Counter(
        {
            CellKey(
                record.scope, record.register, measure, record.period or "", month, dimension, key, record.status
            ): n
            for (measure, dimension, key), n in contributions(register, record.data).items()
        }
    )


def day_of(register: Register, data: dict[str, Any]) -> date | None:
    """The day that the register's period follows from, if the record has it."""
    value = data.get(register.period_from) if register.period_from else None
    return date.fromisoformat(value) if value else None


def write(session: Session, differences: Counter[CellKey]) -> None:
    """Add the differences to the cells, in the caller's transaction; a cell that comes to nothing goes."""
    rows = [{**key._asdict(), "value": value} for key, value in sorted(differences.items()) if value]
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    for start in range(0, len(rows), CHUNK):
        statement = insert(Cell).values(rows[start : start + CHUNK])
        added = Cell.value + statement.excluded.value
        session.execute(
            statement.on_conflict_do_update(index_elements=list(CellKey._fields), set_={"value": added}),
        )
    for unit in {key.unit for key, value in differences.items() if value < 0}:
        session.execute(delete(Cell).where(Cell.unit == unit, Cell.value == 0))
