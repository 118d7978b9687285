"""The command that tries the whole way back on a copy: ``flask drill``."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import URL, create_engine, func, make_url, select, text

from server import create_app
from server.cli.replay import replay
from server.models.log import LogEntry
from server.platform.database import db, read
from server.registers import published

T = TypeVar("T")


@click.command("drill")
@with_appcontext
def drill() -> None:
    """Try the way back on a copy, and print its minutes: back up, restore aside, migrate, verify, replay a phone.

    The running database is only read. On PostgreSQL a database is made beside it, and dropped at the end.
    """
    begun, url = time.monotonic(), make_url(current_app.config["DATABASE_URL"])
    with tempfile.TemporaryDirectory(prefix="lantoa-drill-") as scratch:
        place = Path(scratch) / "place"
        name = _step("back up", lambda: _back_up(Path(scratch), place))
        with _aside(url, Path(scratch)) as app, app.app_context():
            _step("restore aside", lambda: _restore(app, place / name))
            _step("migrate", lambda: _migrate(app))
            differences = _step("verify all of it", lambda: _verify(app))
            lost = _step("replay a phone", lambda: replay(app))
            db.engine.dispose()
    click.echo(f"{(time.monotonic() - begun) / 60:7.2f} min  in all, on {url.get_backend_name()}")
    if differences or lost.startswith("lost"):
        raise click.ClickException("a restore would not bring all back: run `flask check` on the running database")


def _step(name: str, run: Callable[[], T]) -> T:
    """Run a step, and print how long it took and what came of it."""
    begun = time.monotonic()
    found = run()
    shown = f"{len(found)} differences" if isinstance(found, list) else found
    click.echo(f"{(time.monotonic() - begun) / 60:7.2f} min  {name}: {shown}")
    return found


def _back_up(scratch: Path, place: Path) -> str:
    """Store a backup of the running database where nobody else looks, unencrypted; returns its name."""
    # The libraries of backups are loaded by the commands that need them.
    from server.backups.keep import HOURLY
    from server.backups.make import store

    config = {**current_app.config, "BACKUPS": str(place), "BACKUP_RECIPIENT": ""}
    kept = store(config, scratch, "drill", HOURLY, lambda done, total: None)
    if faults := kept.back():
        raise click.ClickException(faults[0])
    return kept.backup.name


@contextmanager
def _aside(url: URL, scratch: Path) -> Iterator[Flask]:
    """An application on a database that is not there yet, beside the running one; it is gone afterwards."""
    if url.get_backend_name() == "sqlite":
        yield _application(f"sqlite:///{scratch / 'aside.db'}", scratch)
        return
    name = f"lantoa_drill_{uuid4().hex[:12]}"
    try:
        yield _application(url.set(database=name).render_as_string(hide_password=False), scratch)
    finally:
        server = create_engine(url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        server.dispose()


def _application(url: str, scratch: Path) -> Flask:
    given = {name: current_app.config[name] for name in ("REGISTERS", "DEMO", "LOG_LEVEL")}
    return create_app({**given, "DATABASE_URL": url, "EXPORTS": str(scratch / "exports")})


def _restore(app: Flask, file: Path) -> str:
    from server.backups.restore import restore

    try:
        manifest, _ = restore(app.config, str(file), keep_tables=True)
    except (OSError, RuntimeError, ValueError) as fault:
        raise click.ClickException(f"it cannot be restored: {fault}") from None
    with read() as session:
        mutations = session.scalar(select(func.count()).select_from(LogEntry.__table__))
    return f"{len(manifest.heads)} logs, {mutations:,} mutations"


def _migrate(app: Flask) -> str:
    from server.backups.release import migrate

    migrate(db.engine)
    return "the tables are those of this release"


def _verify(app: Flask) -> list[str]:
    from server.log.verify import compare

    registers = published.renew(app)
    with read() as session:
        return compare(session, registers)
