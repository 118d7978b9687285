"""The database engine and its two kinds of transaction: ``read`` sees the data of one moment, ``write`` changes data,
on SQLite one writer after another."""

import select
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import orjson
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, Select, event
from sqlalchemy.exc import DisconnectionError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from server.platform.outages import lost_a_race


class Base(DeclarativeBase):
    """The base class of every table's class."""


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


JSON = {"json_serializer": _json, "json_deserializer": orjson.loads}
"""Options of an engine: JSON columns hold text as it is, without spaces; each Vietnamese letter would else take six
bytes, on the way to a phone too."""

BUSY_TIMEOUT = 60_000  # milliseconds that a writer on SQLite waits for another
TRIES = 6  # of ``again``, the first one included
T = TypeVar("T")


def init(app: Flask) -> None:
    """Connect ``app`` to the database of ``app.config["SQLALCHEMY_DATABASE_URI"]``, and set up SQLite for many
    writers."""
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            tame_sqlite(db.engine)
        else:
            replace_ended(db.engine)


def tame_sqlite(engine: Engine) -> None:
    """Set SQLite's pragmas on each connection, and begin transactions ourselves: pysqlite begins them so late that
    updates are lost without an error."""

    @event.listens_for(engine, "connect")
    def on_connect(connection, _record):
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection):
        statement = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes", True) else "BEGIN"
        try:
            # Every transaction begins here: through SQLAlchemy the word would cost twenty times as much.
            connection.connection.dbapi_connection.execute(statement)
        except sqlite3.OperationalError as fault:
            raise OperationalError(statement, None, fault) from fault


def replace_ended(engine: Engine) -> None:
    """Let no connection to PostgreSQL be used that has ended while it was at rest. Its socket says so: to ask the
    database each time, as the pool would, costs a message before each transaction."""

    @event.listens_for(engine, "checkout")
    def on_checkout(connection, _record, _proxy):
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLIN)
        # At rest the database has nothing to say but that it ends, or was set up anew.
        if connection.closed or waiting.poll(0):
            raise DisconnectionError("the connection has ended")


@contextmanager
def write() -> Iterator[Session]:
    """A session in a transaction that may change data: committed at the end of the block, rolled back if it raises.

    On SQLite it first waits, up to 60 seconds, until no other transaction writes. Needs an app context.
    """
    with _session() as session:
        yield session


@contextmanager
def read() -> Iterator[Session]:
    """A session in a transaction that only reads: all its queries see the data as of one moment, whatever others write
    meanwhile. Needs an app context."""
    options: dict[str, object] = {"writes": False}
    if db.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with _session(**options) as session:
        yield session


@contextmanager
def read_once() -> Iterator[Session]:
    """A session for a single query, which sees the data as of one moment by itself: PostgreSQL is told of no
    transaction, which would be two messages more. Needs an app context."""
    options: dict[str, object] = {"writes": False}
    if db.engine.dialect.name == "postgresql":
        options["isolation_level"] = "AUTOCOMMIT"
    with _session(**options) as session:
        yield session


def read_value(query: Select[T]) -> T | None:
    """The first column of the first row that a query finds; None if it finds none.

    It opens no ORM session, which would cost twice as much: this runs with every request. Needs an app context.
    """
    with db.engine.connect() as connection:
        return connection.execution_options(writes=False).scalar(query)


@contextmanager
def _session(**options: object) -> Iterator[Session]:
    with db.engine.connect() as connection:
        connection = connection.execution_options(**options)
        with Session(bind=connection, autoflush=False, expire_on_commit=False) as session, session.begin():
            yield session


def again(work: Callable[[], T]) -> T:
    """Return ``work()``, called anew up to five times while it loses a race with another request: a deadlock, a
    serialization failure, an id taken meanwhile. The sixth such error is raised, and at once any other: when the
    database is away, who asked tries again later.

    ``work`` must open its own transaction, and must do no harm when it is repeated.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except (IntegrityError, OperationalError) as error:
            if not lost_a_race(error):
                raise
    return work()
