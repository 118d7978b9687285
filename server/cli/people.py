"""The command about people: ``flask person``, which makes the first administrator."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.audit import append as audit
from server.models.catalog import change_catalog
from server.models.org import Person, Unit
from server.org import people
from server.platform.database import write
from server.platform.password_hash import hash_password


@click.command("person")
@click.argument("username")
@click.option("--name", help="The full name, for a new account.")
@click.option("--unit", "code", help="The code of the unit to work in; without it, the province.")
@click.option("--role", type=click.Choice(sorted(set().union(*people.ROLES_IN.values()))), help="The role to give.")
@click.password_option(help="Asked for when it is not given.")
@with_appcontext
def person(username: str, name: str | None, code: str | None, role: str | None, password: str) -> None:
    """Add an account, or give one that is there another password; with --role, a role in a unit too."""
    hashed = hash_password(password)
    with write() as session:
        account = session.scalar(select(Person).where(Person.username == username))
        if account is None:
            if not name:
                raise click.UsageError("a new account needs --name")
            account = people.add_person(session, username=username, name=name)
            _audit(session, "person.create", account.id)
        account.password = hashed
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
