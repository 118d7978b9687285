"""Commands that make the database: ``flask init`` and ``flask demo``."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import func, make_url, select
from sqlalchemy.orm import Session

from server import create_app
from server.audit import append as audit
from server.cli.processes import application
from server.doctor.migrations import of_newer_release
from server.jobs import chores
from server.models.catalog import change_catalog
from server.models.org import Unit
from server.notices.push.keys import PushKeys
from server.org import people
from server.platform.database import db, read, write
from server.platform.private_files import close_to_others, make_private


def prepare() -> None:
    """Make the database of the setting DATABASE_URL, or migrate it to the present tables, and add missing periods.

    Those are the periods of this year and the next. Raises ClickException for a database of a newer release.
    """
    url = make_url(current_app.config["DATABASE_URL"])
    if url.get_backend_name() == "sqlite" and url.database:
        make_private(Path(url.database).parent)
    with read() as session:
        refused = of_newer_release(session)
    if refused:
        raise click.ClickException(f"{refused.found} {refused.todo}")
    upgrade()
    close_to_others(current_app.config["DATABASE_URL"])
    chores.extend_periods()


@click.command("init")
@click.option("--province", help="The name of the province, when the database is new; all else is imported into it.")
@click.option("--code", help="The province's code.")
@with_appcontext
def initialise(province: str | None, code: str | None) -> None:
    """Make the database, or bring it up to date; with --province, add the province if there is none."""
    prepare()
    PushKeys(current_app.config["PUSH_KEY"]).private()
    if province:
        with write() as session:
            _add_province(session, province, code)


def _add_province(session: Session, name: str, code: str | None) -> None:
    """Add the province, unless there is one already."""
    if session.scalar(select(Unit.id).where(Unit.kind == "province")):
        return
    unit = people.add_unit(session, kind="province", name=name, code=code)
    audit.record(session, audit.SYSTEM, "unit.create", ("unit", unit.id), unit.id, by="command line")
    change_catalog(session)


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Load the demo province into an empty database; one that has units is left as it is."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("the demo's passwords are known to all: set LANTOA_DEMO=1 to load it")
    prepare()
    with read() as session:
        units = session.scalar(select(func.count()).select_from(Unit))
    if units:
        return
    url = make_url(current_app.config["DATABASE_URL"])
    if url.get_backend_name() == "sqlite" and url.database:
        _load_aside(Path(url.database))
    else:
        _load(application())


def _load(app: Flask) -> None:
    # Its content is only needed here.
    from server.demo import load
    from server.platform.progress import ProgressLine

    load(app, ProgressLine("Loading the demo province", "records", sys.stdout))


def _load_aside(path: Path) -> None:
    """Load the demo into another SQLite file, which replaces the one at ``path`` when it is complete.

    So a server never serves half of the demo.
    """
    aside = path.with_name(f"{path.name}.loading")
    for leftover in path.parent.glob(f"{aside.name}*"):
        leftover.unlink()
    app = create_app({"DATABASE_URL": f"sqlite:///{aside}"})
    with app.app_context():
        prepare()
        _load(app)
        db.engine.dispose()
    db.engine.dispose()
    aside.replace(path)
