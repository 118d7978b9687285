"""Alembic runs this file to migrate a database: all in one transaction, and only one process at a time."""

import warnings

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeDecorator

import server.models
from server.platform import append_only, person_index, search_index, sort_indexes
from server.platform.database import db

ANY_NUMBER = 5_206_021  # of the advisory lock that a second migration of the same database waits for


def plain_type(kind, item, autogen_context):
    """Called by alembic for each part of a migration that it writes: how to write a type that the models define.

    It is written as the SQLAlchemy type that it is based on, so that migrations do not depend on the models; for all
    other parts the result is False, and alembic writes them itself.
    """
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations that the database lacks, in one transaction, protect its append-only tables, and make the
    indexes that models cannot hold."""
    context.configure(
        connection=connection,
        target_metadata=server.platform.database.db.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=plain_type,
        include_object=search_index.is_modelled,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ANY_NUMBER})
        with warnings.catch_warnings():
            # Indexes by an expression are not copied with a table that SQLite has to make anew; they are made below.
            warnings.filterwarnings("ignore", "Skipped unsupported reflection of expression-based index")
            context.run_migrations()
        append_only.guard(connection)
        search_index.keep(connection)
        sort_indexes.keep(connection)
        person_index.keep(connection)


# The database of the application, or one that the caller has opened: a backup's copy.
with (context.config.attributes.get("engine") or db.engine).connect() as engine_connection:
    migrate(engine_connection)
