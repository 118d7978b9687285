"""Tables to which rows are only added: triggers in the database refuse to change or delete them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text

TABLES = ("audit_entry", "audit_personal", "snapshot", "snapshot_withdrawal")

POSTGRES_REFUSAL = (
    "CREATE OR REPLACE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION ''% is only added to'', TG_TABLE_NAME; END'"
)


def guard(connection: Connection) -> None:
    """Create the triggers that refuse to change or delete rows of ``TABLES``, for those tables that exist already.

    Run after each migration; running it again changes nothing.
    """
    existing = set(inspect(connection).get_table_names())
    if connection.dialect.name == "postgresql":
        connection.execute(text(POSTGRES_REFUSAL))
    for table in (name for name in TABLES if name in existing):
        for statement in _statements(connection.dialect.name, table):
            connection.execute(text(statement))


@contextmanager
def lifted(connection: Connection, table: str) -> Iterator[None]:
    """Take the triggers of one of ``TABLES`` away within the caller's transaction, which keeps all others from writing
    to it, and put them back at the block's end; if it raises, the transaction has to be rolled back."""
    names = [f"{table}_no_{verb}" for verb in ("update", "delete")]
    if connection.dialect.name == "postgresql":
        names = [f"{table}_only_added_to"]
    on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
    for name in names:
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))
    yield
    guard(connection)


def _statements(dialect: str, table: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
            for verb in ("update", "delete")
        ]
    return [
        f"CREATE OR REPLACE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
    ]
