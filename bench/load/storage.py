"""Measures the bytes that a record takes on PostgreSQL: its row, its log entries, its cells, and their indexes.

The demo's records, which come through real exchanges, as they are or copied until there are a million. Each table is
written anew before it is measured: what is counted is what rows take, not what a table has room for.
"""

import argparse

from flask_migrate import upgrade
from sqlalchemy import Connection, text

from bench.load.cluster import cluster
from bench.load.lists import fill
from server import create_app
from server.demo import load
from server.models.figures import Cell
from server.models.log import LogEntry, Record
from server.platform.database import Base, db, write

MODELS: tuple[type[Base], ...] = (Record, LogEntry, Cell)
SAMPLE = 20_000  # rows whose columns are measured


def bytes_each(connection: Connection, records: int) -> None:
    """Print, for each table, its rows for one record, and the bytes of these and of their indexes."""
    print(f"{'':12} {'rows a record':>14} {'bytes':>8} {'indexes':>8}")
    whole = 0
    for model in MODELS:
        name = model.__table__.name
        rows = connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0
        row, indexes = (
            (connection.scalar(text(f"SELECT {size}('{name}')")) or 0) / records
            for size in ("pg_table_size", "pg_indexes_size")
        )
        whole += row + indexes if model is not Cell else 0
        print(f"{name:12} {rows / records:14.2f} {row:8,.0f} {indexes:8,.0f}")
    print(f"a record with its log: {whole:,.0f} bytes", flush=True)


def columns_of(connection: Connection, model: type[Base]) -> dict[str, float]:
    """The mean bytes of a table's columns, those of the widest first."""
    names = [column.name for column in model.__table__.columns]
    sizes = ", ".join(f'avg(coalesce(pg_column_size("{name}"), 0))' for name in names)
    rows = f"SELECT * FROM {model.__table__.name} ORDER BY random() LIMIT {SAMPLE}"
    found = connection.execute(text(f"SELECT {sizes} FROM ({rows}) AS one")).one()
    return dict(sorted(zip(names, map(float, found), strict=True), key=lambda one: -one[1]))


def indexes_of(connection: Connection, model: type[Base], records: int) -> dict[str, float]:
    """The bytes of each of a table's indexes for one record, the largest first."""
    query = text("SELECT indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index WHERE indrelid = :one")
    found = connection.execute(
        query, {"one": connection.scalar(text(f"SELECT '{model.__table__.name}'::regclass::oid"))}
    )
    return {name: size / records for name, size in sorted(found.all(), key=lambda one: -one[1])}


def show(connection: Connection, records: int) -> None:
    """Print what ``bytes_each`` prints, and of which columns and indexes it is made."""
    bytes_each(connection, records)
    for model in (Record, LogEntry):
        parts = {"columns": columns_of(connection, model), "indexes": indexes_of(connection, model, records)}
        for part, sizes in parts.items():
            print(
                f"{model.__table__.name}, {part}: " + ", ".join(f"{name} {size:,.1f}" for name, size in sizes.items())
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=0, help="as many, copies of the demo's; else the demo's alone")
    given = parser.parse_args()
    with cluster() as found:
        app = create_app({"DATABASE_URL": found.url, "DEMO": True, "LOG_LEVEL": "ERROR"})
        with app.app_context():
            upgrade()
            load(app)
            if given.records:
                with write() as session:
                    fill(session, given.records, with_log=True)
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM (FULL, ANALYZE)"))
                records = connection.scalar(text("SELECT count(*) FROM record")) or 1
                print(f"{records:,} records")
                show(connection, records)
            db.engine.dispose()


if __name__ == "__main__":
    main()
