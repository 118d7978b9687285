"""Putting a copy in the place of a PostgreSQL database: into a new database, which then takes its name."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from server.backups.alone import IN_USE, refuse_others
from server.backups.programs import run
from server.platform.clock import now

MAINTENANCE = "postgres"  # the database that every server has, to be connected to while another gets its name
LONGEST = 36  # characters of a name that others are made of: PostgreSQL cuts names at 63
NOT_ALLOWED = "42501"  # PostgreSQL's code for what a role has no right to


def put_postgres(url: URL, copy: Path, finish: Callable[[Engine], None]) -> str | None:
    """Put a copy in the place of the database at ``url``; returns the name of the former one, None without one.

    ``finish`` gets an engine on the new database before it takes the name. Raises ValueError if the former one is in
    use, or the role may create no databases; then nothing has changed.
    """
    name = str(url.database)
    stamp = f"{name[:LONGEST]}_{now():%Y%m%d%H%M%S%f}"
    server = create_engine(url.set(database=MAINTENANCE), isolation_level="AUTOCOMMIT")
    with closing(_Disposed(server)), server.connect() as connection:
        had = bool(connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}))
        if had:
            _refuse_use(url)
        fresh = f"{stamp}_new"
        _do(connection, "CREATE DATABASE {} TEMPLATE template0", fresh)
        try:
            _fill(url.set(database=fresh), copy, finish)
            former = f"{stamp}_old" if had else None
            _swap(server, name, fresh, former)
        except BaseException:
            _do(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", fresh)
            raise
    return former


class _Disposed:
    """Closes an engine's connections at the end of a context."""

    def __init__(self, engine: Engine):
        self.close = engine.dispose


def _refuse_use(url: URL) -> None:
    engine = create_engine(url)
    with closing(_Disposed(engine)), engine.connect() as connection:
        refuse_others(connection)


def _fill(url: URL, copy: Path, finish: Callable[[Engine], None]) -> None:
    run("pg_restore", url, ["--no-owner", "--no-privileges", "--exit-on-error", str(copy)])
    engine = create_engine(url)
    with closing(_Disposed(engine)):
        finish(engine)


def _swap(server: Engine, name: str, fresh: str, former: str | None) -> None:
    """Give the names in one transaction; PostgreSQL itself refuses while anybody is connected to the former one."""
    with server.connect().execution_options(isolation_level="READ COMMITTED") as connection, connection.begin():
        try:
            if former:
                _do(connection, "ALTER DATABASE {} RENAME TO {}", name, former)
        except OperationalError:
            raise ValueError(IN_USE) from None
        _do(connection, "ALTER DATABASE {} RENAME TO {}", fresh, name)


def _do(connection: Connection, statement: str, *names: str) -> None:
    quote = connection.dialect.identifier_preparer.quote_identifier
    try:
        connection.execute(text(statement.format(*map(quote, names))))
    except ProgrammingError as fault:
        if getattr(fault.orig, "sqlstate", None) != NOT_ALLOWED:
            raise
        raise ValueError(_not_allowed(connection, fault)) from None


def _not_allowed(connection: Connection, fault: DBAPIError) -> str:
    return (
        f"the database's role may not do so: {str(fault.orig).strip()};"
        f" let it create databases (ALTER ROLE {connection.engine.url.username} CREATEDB) and own this one"
    )
