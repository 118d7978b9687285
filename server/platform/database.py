"""The engine, and the two kinds of transaction: ``read`` sees one snapshot, ``write`` waits for its turn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, Select, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session


class Base(DeclarativeBase):
    """The base of every table's class."""


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

TRIES = 6
T = TypeVar("T")


def init(app: Flask) -> None:
    """Bind the database of ``app.config["SQLALCHEMY_DATABASE_URI"]``."""
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _tame_sqlite(db.engine)


def _tame_sqlite(engine: Engine) -> None:
    """pysqlite's own transaction handling loses updates without an error: take BEGIN into our hands."""

    @event.listens_for(engine, "connect")
    def on_connect(connection, _record):
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=60000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection):
        writes = connection.get_execution_options().get("writes", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def write() -> Iterator[Session]:
    """A transaction that changes something; committed at the end of the block, undone if it raises."""
    with _session() as session:
        yield session


@contextmanager
def read() -> Iterator[Session]:
    """One snapshot, undisturbed by writers."""
    options: dict[str, object] = {"writes": False}
    if db.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with _session(**options) as session:
        yield session


def read_value(query: Select[T]) -> T | None:
    """The one value that a query finds, None if there is none; without a session, which would cost twice as much, as
    this is asked with every request."""
    with db.engine.connect() as connection:
        return connection.execution_options(writes=False).scalar(query)


@contextmanager
def _session(**options: object) -> Iterator[Session]:
    with db.engine.connect() as connection:
        connection = connection.execution_options(**options)
        with Session(bind=connection, autoflush=False, expire_on_commit=False) as session, session.begin():
            yield session


def again(work: Callable[[], T]) -> T:
    """What ``work()`` returns; up to five times more when it lost a race: a deadlock, a lock, an id taken meanwhile."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except (IntegrityError, OperationalError):
            continue
    return work()
