"""The commands about one person's data: ``flask person-data`` and ``flask erase``."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.audit import append as audit
from server.models.org import Person
from server.platform.clock import now
from server.platform.database import read, write


@click.command("person-data")
@click.argument("username")
@click.option("--to", "file", type=click.Path(path_type=Path), help="The file to write; by default USERNAME.json.")
@with_appcontext
def person_data(username: str, file: Path | None) -> None:
    """Write all that the database holds of one person into a JSON file, which only this user may read."""
    from server.privacy.held import held_of

    target = file or Path(f"{username}.json")
    with read() as session:
        person = _known(session, username)
        rows = [*held_of(session, person)]
    _write(target, _lines(person, rows))
    with write() as session:
        audit.record(session, audit.SYSTEM, "export.make", ("person", person.id), None, what="person", rows=len(rows))
    click.echo(f"{len(rows)} rows of {person.name} in {target}; give it to nobody else, then delete it")


@click.command("erase")
@click.argument("username")
@click.confirmation_option(prompt="Is this person to be erased for good? What their phones have not sent is lost.")
@with_appcontext
def erase(username: str) -> None:
    """Erase a person for good: name, username, ways to sign in, devices; figures, logs and records stay."""
    from server.backups.erased import note_erased
    from server.privacy.erase import erase as erase_account
    from server.privacy.naming import texts_naming

    with read() as session:
        person = _known(session, username)
    # First beside the backups: whatever happens next, none of them brings the person back.
    try:
        note_erased(current_app.config, person.id)
    except OSError as fault:
        raise click.ClickException(f"nobody was erased; the place of backups says: {fault}") from None
    with write() as session:
        erase_account(session, person.id)
        texts = [*texts_naming(session, person.name)]
    click.echo(f"erased: {person.id}")
    for where, field in texts:
        click.echo(f"the text still names them: {where}, field {field}")
    click.echo(f"{len(texts)} texts to look at. Backups hold the person until they are deleted by age.")


def _known(session: Session, username: str) -> Person:
    """The account with a username; ends the command if there is none."""
    person = session.scalar(select(Person).where(Person.username == username))
    if person is None:
        raise click.UsageError(f"no account has the username {username}")
    return person


def _lines(person: Person, rows: list[tuple[str, dict[str, object]]]) -> Iterator[str]:
    """The file: one JSON object, a table a member, each row on a line of its own."""
    yield f'{{"person": {json.dumps(person.id)}, "made": {json.dumps(now().isoformat())}, "tables": {{'
    before = None
    for table, row in rows:
        start = "," if table == before else f"{'],' if before else ''}\n{json.dumps(table)}: ["
        yield f"{start}\n{json.dumps(row, ensure_ascii=False)}"
        before = table
    yield "]}}\n" if rows else "}}\n"


def _write(target: Path, lines: Iterator[str]) -> None:
    """Write a new file that nobody else may read; ends the command if there is one already."""
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise click.ClickException(f"{target}: {fault.strerror}") from None
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.writelines(lines)
