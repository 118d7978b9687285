"""The command line for administrators: ``.venv/bin/flask <command>``, run in the folder of wsgi.py."""

import sys
from pathlib import Path
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import func, make_url, select
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy

from server import create_app, jobs
from server.audit import append as audit
from server.log.restores import record_restore
from server.models.catalog import change_catalog
from server.models.org import Person, Unit
from server.org import people
from server.platform import config
from server.platform.database import db, read, write
from server.platform.password_hash import hash_password
from server.registers import published


def init(app: Flask) -> None:
    """Add the commands to the application."""
    for command in (settings, initialise, demo, work, person, restored, check):
        app.cli.add_command(command)


def _app() -> Flask:
    """The application itself, for other threads; ``current_app`` refers to it in this thread alone."""
    return cast("LocalProxy[Flask]", current_app)._get_current_object()


def prepare() -> None:
    """Make the database of the setting DATABASE_URL, or migrate it to the present tables, and add missing periods.

    Those are the periods of this year and the next.
    """
    url = make_url(current_app.config["DATABASE_URL"])
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    upgrade()
    jobs.extend_periods()


@click.command("settings")
@with_appcontext
def settings() -> None:
    """Print every setting, its default and what it is for."""
    for setting in config.SETTINGS:
        click.echo(f"{setting.variable}={setting.default}\n    {setting.help}")


@click.command("init")
@with_appcontext
def initialise() -> None:
    """Make the database, or bring it up to date."""
    prepare()


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
        _load(_app())


def _load(app: Flask) -> None:
    # Its content is only needed here.
    from server.demo import load
    from server.demo.progress import ProgressLine

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


@click.command("jobs")
@with_appcontext
def work() -> None:
    """Make ordered files and do the nightly jobs, until ended."""
    jobs.work(_app())


@click.command("person")
@click.argument("username")
@click.option("--name", help="The full name, for a new account.")
@click.option("--unit", "code", help="The code of the unit to work in; without it, the province.")
@click.option("--role", type=click.Choice(sorted(set().union(*people.ROLES_IN.values()))), help="The role to give.")
@click.password_option(help="Asked for when it is not given.")
@with_appcontext
def person(username: str, name: str | None, code: str | None, role: str | None, password: str) -> None:
    """Add an account, or give one that is there another password; with --role, a role in a unit too."""
    with write() as session:
        account = session.scalar(select(Person).where(Person.username == username))
        if account is None:
            if not name:
                raise click.UsageError("a new account needs --name")
            account = people.add_person(session, username=username, name=name)
            _audit(session, "person.create", account.id)
        account.password = hash_password(password)
        _audit(session, "password.choose", account.id)
        if role:
            unit = session.scalar(select(Unit).where(Unit.code == code if code else Unit.kind == "province"))
            if unit is None:
                raise click.UsageError(f"no unit has the code {code}" if code else "there is no province yet")
            try:
                people.give_role(session, account, unit, role)
            except ValueError as fault:
                raise click.UsageError(str(fault)) from None
            change_catalog(session)
            _audit(session, "role.give", account.id, unit.id, role=role)


def _audit(session: Session, action: str, account: str, unit: str | None = None, **details: object) -> None:
    """Record a change of a person in the audit, with no account as its author, as commands are run without one."""
    audit.record(session, audit.SYSTEM, action, ("person", account), unit, by="command line", **details)


@click.command("restored")
@with_appcontext
def restored() -> None:
    """Record that this database was put back from a backup, so that phones send again what it lost.

    Run it once after each restore, before the server is started.
    """
    with write() as session:
        logs = record_restore(session)
        audit.record(session, audit.SYSTEM, "restore.record", None, None, logs=logs)
    click.echo(f"recorded for {logs} logs")


@click.command("check")
@with_appcontext
def check() -> None:
    """Recompute every figure from the log, and every signed one from the units of then; fails if one differs."""
    from server.log.verify import compare

    registers = published.renew(current_app)
    with read() as session:
        differences = compare(session, registers)
    for difference in differences:
        click.echo(str(difference))
    click.echo(f"{len(differences)} differences")
    if differences:
        raise SystemExit(1)
