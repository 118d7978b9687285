"""Finding the records that name somebody among several people, and PostgreSQL's index for it.

A column of persons holds a JSON list of accounts. On PostgreSQL the lists that name somebody are in an index of their
own, so that nobody's records are looked for among all; SQLite reads the lists.
"""

from typing import Any

from sqlalchemy import Boolean, Connection, inspect, literal, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

INDEX = "ix_record_persons"
LIST, NAMED = "CAST({} AS jsonb)", "CAST({} AS text) <> '[]'"


class _Names(FunctionElement[bool]):
    name = "names"
    type = Boolean()
    inherit_cache = True


def names(column: InstrumentedAttribute[list[str]], account: str) -> FunctionElement[bool]:
    """An SQL condition: the list of accounts in ``column`` has this account."""
    return _Names(column, literal(account))


@compiles(_Names)
def _reading(element: _Names, compiler: SQLCompiler, **given: Any) -> str:
    column, account = (compiler.process(one, **given) for one in element.clauses)
    return f"""(CAST({column} AS TEXT) LIKE '%"' || {account} || '"%')"""


@compiles(_Names, "postgresql")
def _by_index(element: _Names, compiler: SQLCompiler, **given: Any) -> str:
    column, account = (compiler.process(one, **given) for one in element.clauses)
    return f"({NAMED.format(column)} AND {LIST.format(column)} ? {account})"


def keep(connection: Connection) -> None:
    """Make the index if PostgreSQL lacks it, and there are records. Run after each migration."""
    if connection.dialect.name == "postgresql" and inspect(connection).has_table("record"):
        of, where = LIST.format("persons"), NAMED.format("persons")
        connection.execute(text(f"CREATE INDEX IF NOT EXISTS {INDEX} ON record USING gin (({of})) WHERE {where}"))
