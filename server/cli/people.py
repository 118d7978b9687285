"""The command about people: ``flask person``, which makes the first administrator."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.audit import append as audit
from server.auth import second_factor
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
@click.option("--password", help="Prompted for when it is not given.")
@click.option(
    "--reset-second-factor", "reset", is_flag=True, help="Take away the account's second factor, and no more."
)
@with_appcontext
def person(
    username: str, name: str | None, code: str | None, role: str | None, password: str | None, reset: bool
) -> None:
    """Add an account, or give one that is there another password; with --role, a role in a unit too.

    With --reset-second-factor the account gets no password: it signs in with the one that it has, and no code.
    """
    if reset:
        return _reset_second_factor(username)
    hashed = hash_password(password or click.prompt("Password", hide_input=True, confirmation_prompt=True))
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


def _reset_second_factor(username: str) -> None:
    with write() as session:
        account = session.scalar(select(Person).where(Person.username == username))
        if account is None:
            raise click.UsageError(f"no account has the username {username}")
        if not second_factor.reset(session, account.id):
            raise click.UsageError(f"{username} has no second factor")
        _audit(session, "factor.reset", account.id)


def _audit(session: Session, action: str, account: str, unit: str | None = None, **details: object) -> None:
    """Record a change of a person in the audit, with no account as its author, as commands are run without one."""
    audit.record(session, audit.SYSTEM, action, ("person", account), unit, by="command line", **details)
