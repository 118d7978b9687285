"""Commands about backups: ``flask backup`` and ``flask restore``."""

import sqlite3
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from server.cli.processes import application
from server.platform.fault_text import first_line
from server.registers import published

FAILURES = (OSError, RuntimeError, ValueError, SQLAlchemyError, sqlite3.Error)
"""What is said in one sentence: disk or store, a program, a setting or a file, the database."""


@click.command("backup")
@click.option("--all", "whole", is_flag=True, help="Check every log and figure on the copy, not only what is new.")
@with_appcontext
def backup(whole: bool) -> None:
    """Make a backup of the database and all files now, and check it; fails if it cannot be relied on."""
    # Its libraries are loaded by the one command that needs them.
    from server.backups.make import make
    from server.backups.rotate import rotate
    from server.backups.verify import ALL

    with click.progressbar(length=100, label="Copying the database") as bar:

        def show(done: int, total: int) -> None:
            bar.update(done * 100 // max(total, 1) - bar.pos)

        try:
            registers = published.renew(application())
            made = make(current_app.config, registers, ALL if whole else None, show)
        except FAILURES as fault:
            raise click.ClickException(f"no backup was made: {first_line(fault)}") from None
        bar.update(100 - bar.pos)
    click.echo(f"{made.name}: {made.size:,} bytes in {made.place}")
    for one in made.faults:
        click.echo(f"fault: {one}")
    if made.faults:
        raise click.ClickException("the backup cannot be relied on; nothing was marked as safe")
    click.echo("verified: every log and figure" if made.depth == ALL else "verified: all that is new")
    if not made.sealed:
        click.echo("It is not encrypted: see LANTOA_BACKUP_RECIPIENT in `flask settings`.")
    try:
        deleted = rotate(current_app.config)
    except FAILURES as fault:
        raise click.ClickException(f"the backup stands; older ones could not be deleted: {first_line(fault)}") from None
    if deleted:
        click.echo(f"deleted, as LANTOA_BACKUPS_KEPT says: {', '.join(deleted)}")


@click.command("restore")
@click.argument("source")
@click.option("--identity", type=click.Path(exists=True, path_type=Path), help="The age identity it is encrypted for.")
@click.option("--keep-tables", is_flag=True, help="Leave its tables as they are: to go back to an earlier release.")
@click.confirmation_option(prompt="Are server and jobs stopped, and is this backup to take the database's place?")
@with_appcontext
def restore(source: str, identity: Path | None, keep_tables: bool) -> None:
    """Put a backup back (a file, its name in LANTOA_BACKUPS, or newest); the present database is set aside first."""
    from server.backups.restore import restore as put_back

    try:
        manifest, former = put_back(current_app.config, source, identity, keep_tables)
    except FAILURES as fault:
        raise click.ClickException(f"nothing was restored: {first_line(fault)}") from None
    click.echo(f"restored as of {manifest.made}: {len(manifest.heads)} logs; the restore is recorded")
    if former:
        click.echo(f"the former database is kept as {former}")
    if keep_tables:
        click.echo(f"Next: put the release of the tables {manifest.release} in this one's place, and start it.")
    else:
        click.echo("Next: run `flask check`, then start server and jobs. Phones send again what is missing.")
