"""Tables that are only added to: the database itself refuses to change or delete their rows."""

from sqlalchemy import Connection, inspect, text

TABLES = ("audit_entry", "snapshot")

POSTGRES_REFUSAL = (
    "CREATE OR REPLACE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION ''% is only added to'', TG_TABLE_NAME; END'"
)


def guard(connection: Connection) -> None:
    """Have the database refuse changes of ``TABLES``, those that exist; run after each migration."""
    existing = set(inspect(connection).get_table_names())
    if connection.dialect.name == "postgresql":
        connection.execute(text(POSTGRES_REFUSAL))
    for table in (name for name in TABLES if name in existing):
        for statement in _statements(connection.dialect.name, table):
            connection.execute(text(statement))


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
