"""The index by which records are searched for what stands anywhere in their texts.

The database keeps it: PostgreSQL as an index of trigrams (three letters in a row), SQLite as a table of FTS5 with
triggers, which holds the numbers of the rows alone and no second copy of the texts.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Integer, inspect, literal, literal_column, select, table, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.platform import person_index, sort_indexes

TABLE = "record_words"
INDEX = "ix_record_words"
SHORTEST = 3  # letters of a term for which the index is of use
COLUMN = "words"  # of the table ``record``

_FTS = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5({COLUMN}, content='record', tokenize='trigram case_sensitive 1')",
    f"CREATE TRIGGER {TABLE}_insert AFTER INSERT ON record BEGIN "
    f"INSERT INTO {TABLE} (rowid, {COLUMN}) VALUES (new.rowid, new.{COLUMN}); END",
    f"CREATE TRIGGER {TABLE}_delete AFTER DELETE ON record BEGIN "
    f"INSERT INTO {TABLE} ({TABLE}, rowid, {COLUMN}) VALUES ('delete', old.rowid, old.{COLUMN}); END",
    f"CREATE TRIGGER {TABLE}_update AFTER UPDATE OF {COLUMN} ON record WHEN old.{COLUMN} <> new.{COLUMN} BEGIN "
    f"INSERT INTO {TABLE} ({TABLE}, rowid, {COLUMN}) VALUES ('delete', old.rowid, old.{COLUMN}); "
    f"INSERT INTO {TABLE} (rowid, {COLUMN}) VALUES (new.rowid, new.{COLUMN}); END",
    f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')",
)


def keep(connection: Connection) -> None:
    """Make the index if the database lacks it, and drop it if there are no records (the tables were taken back).

    Run after each migration, which may have made the table ``record`` anew; running it again changes nothing. Where
    PostgreSQL may not have its extension ``pg_trgm``, searching reads all records: ``missing`` says so.
    """
    postgres = connection.dialect.name == "postgresql"
    if not inspect(connection).has_table("record"):
        if not postgres:
            connection.execute(text(f"DROP TABLE IF EXISTS {TABLE}"))
    elif missing(connection):
        if not postgres:
            connection.execute(text(f"DROP TABLE IF EXISTS {TABLE}"))
            for statement in _FTS:
                connection.execute(text(statement))
        elif _may_have_trigrams(connection):
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
            connection.execute(text(f"CREATE INDEX {INDEX} ON record USING gin ({COLUMN} gin_trgm_ops)"))


def missing(connection: Connection) -> bool:
    """Whether the database has no such index."""
    name, query = f"{TABLE}_update", "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = :name"
    if connection.dialect.name == "postgresql":
        name, query = INDEX, "SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema() AND indexname = :name"
    return not connection.scalar(text(query), {"name": name})


def is_modelled(_object: object, name: str | None, kind: str, _reflected: bool, _compared_to: object) -> bool:
    """For alembic: whether a table or index that it found is one of the models', and none that is kept beside them."""
    if kind == "table":
        return not (name or "").startswith(TABLE)
    return kind != "index" or name not in (INDEX, person_index.INDEX, *sort_indexes.INDEXES)


def holds(session: Session, column: InstrumentedAttribute[str], terms: Sequence[str]) -> list[ColumnElement[bool]]:
    """SQL conditions: the record's text holds each of ``terms``, which are folded, in any order.

    ``column``: the records' column ``words``.
    """
    if session.get_bind().dialect.name == "postgresql":
        return [column.contains(term, autoescape=True) for term in terms]
    known = [term for term in terms if len(term) >= SHORTEST]
    found: list[ColumnElement[bool]] = [
        column.contains(term, autoescape=True) for term in terms if len(term) < SHORTEST
    ]
    if known:
        phrases = " AND ".join('"' + term.replace('"', '""') + '"' for term in known)
        rows = select(literal_column("rowid", Integer)).select_from(table(TABLE))
        rows = rows.where(literal_column(TABLE).op("MATCH")(literal(phrases)))
        found.append(literal_column("record.rowid").in_(rows))
    return found


def _may_have_trigrams(connection: Connection) -> bool:
    query = (
        "SELECT exists(SELECT FROM pg_extension WHERE extname = 'pg_trgm') OR "
        "exists(SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') "
        "AND has_database_privilege(current_database(), 'CREATE')"
    )
    return bool(connection.scalar(text(query)))
