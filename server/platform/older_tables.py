"""What an earlier release's database has of this release's tables, for what is done to it before it is migrated."""

from sqlalchemy import Column, Table, inspect
from sqlalchemy.orm import Session

from server.platform.database import Base, Model


def table_of(model: type[Base]) -> Table:
    """The table of a model's class."""
    return Model.metadata.tables[model.__tablename__]


def columns_there(session: Session, table: Table) -> list[Column[object]]:
    """The columns of a table that the database has; none if it lacks the table."""
    database = inspect(session.connection())
    if not database.has_table(table.name):
        return []
    there = {column["name"] for column in database.get_columns(table.name)}
    return [column for column in table.columns if column.name in there]
