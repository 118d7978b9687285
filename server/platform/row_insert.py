"""Many new rows of a table in one statement, written as plain rows.

PostgreSQL is given them as one list in JSON: a message, and a run of the statement, for each row would cost twice as
much, and its driver would look at each value. SQLite, which has no messages, is given row after row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

import orjson
from sqlalchemy import Column, Connection, Dialect, LargeBinary, Table
from sqlalchemy import insert as insert_into
from sqlalchemy.types import JSON, TypeDecorator

Row = Mapping[str, object]
Write = Callable[[Connection, Sequence[Row]], None]
Convert = Callable[[Any], object]


class RowInsert:
    """An insert of rows into ``table`` that have a value for each of ``columns``; no default of a column is used."""

    def __init__(self, table: Table, columns: Iterable[str]):
        self._table, self._columns = table, tuple(table.c[name] for name in columns)
        self._written: dict[str, Write] = {}

    def write(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert ``rows``, each column → value, in the connection's transaction."""
        dialect = connection.dialect
        if dialect.name not in self._written:
            # Built once: to put a statement together costs as much as to run it.
            make = self._as_list if dialect.name == "postgresql" else self._each
            self._written[dialect.name] = make(dialect)
        self._written[dialect.name](connection, rows)

    def _as_list(self, dialect: Dialect) -> Write:
        quoted = [dialect.identifier_preparer.quote(column.name) for column in self._columns]
        types = [column.type.compile(dialect) for column in self._columns]
        defined = ", ".join(f"{name} {type_}" for name, type_ in zip(quoted, types, strict=True))
        names, table = ", ".join(quoted), dialect.identifier_preparer.format_table(self._table)
        given = f"json_to_recordset(%(rows)s::json) AS given ({defined})"
        sql = f"INSERT INTO {table} ({names}) SELECT {names} FROM {given}"
        # JSON's names are plain texts, which a column's need not be.
        pairs = [(str(column.name), _in_json(column, dialect)) for column in self._columns]

        def write(connection: Connection, rows: Sequence[Row]) -> None:
            given = [{name: convert(row[name]) if convert else row[name] for name, convert in pairs} for row in rows]
            connection.exec_driver_sql(sql, {"rows": orjson.dumps(given).decode()})

        return write

    def _each(self, dialect: Dialect) -> Write:
        compiled = insert_into(self._table).compile(dialect=dialect, column_keys=[one.name for one in self._columns])
        names = cast(list[str], compiled.positiontup)
        converts = [self._table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
        pairs, sql = tuple(zip(names, converts, strict=True)), str(compiled)

        def write(connection: Connection, rows: Sequence[Row]) -> None:
            given = [tuple([convert(row[name]) if convert else row[name] for name, convert in pairs]) for row in rows]
            connection.exec_driver_sql(sql, given)

        return write


def _in_json(column: Column[Any], dialect: Dialect) -> Convert | None:
    """What makes of a column's value one that JSON can hold; None if each is such a value, as times and dates are."""
    type_ = column.type
    if isinstance(type_, LargeBinary):
        return lambda value: f"\\x{value.hex()}"
    if isinstance(type_, TypeDecorator) and isinstance(type_.impl_instance, JSON):
        return lambda value: type_.process_bind_param(value, dialect)
    return None
