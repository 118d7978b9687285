"""What the first release left behind; README.md beside this file says what is in it."""

import gzip
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from tests.fixtures.postgres import Postgres

FOLDER = Path(__file__).parent
MOMENT = datetime(2026, 11, 28, 5, tzinfo=UTC)  # a little after the last row
TAG = "lantoa1"  # the end of every username


def text_of(name: str) -> str:
    """The text that ``<name>.gz`` holds."""
    return gzip.decompress((FOLDER / f"{name}.gz").read_bytes()).decode()


def json_of(name: str) -> Any:
    """The JSON that ``<name>.json.gz`` holds."""
    return json.loads(text_of(f"{name}.json"))


def load_sqlite(path: Path) -> None:
    """Make the database file ``path`` as it was then."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(text_of("sqlite.sql"))


def load_postgres(cluster: Postgres, name: str) -> None:
    """Fill the new, empty database ``name`` with what was in it then."""
    address = f"host=127.0.0.1 port={cluster.port} user=lantoa dbname={name}"
    with psycopg.connect(address) as connection:
        connection.execute(text_of("postgres.sql"))
