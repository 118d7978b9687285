"""Commands about backups: ``flask backup``."""

import click
from flask import current_app
from flask.cli import with_appcontext

from server.cli.processes import application
from server.registers import published


@click.command("backup")
@click.option("--all", "whole", is_flag=True, help="Check every log and figure on the copy, not only what is new.")
@with_appcontext
def backup(whole: bool) -> None:
    """Make a backup of the database and all files now, and check it; fails if it cannot be relied on."""
    # Its libraries are loaded by the one command that needs them.
    from server.backups.make import make
    from server.backups.verify import ALL

    registers = published.renew(application())
    with click.progressbar(length=100, label="Copying the database") as bar:

        def show(done: int, total: int) -> None:
            bar.update(done * 100 // max(total, 1) - bar.pos)

        try:
            made = make(current_app.config, registers, ALL if whole else None, show)
        except (OSError, RuntimeError, ValueError) as fault:
            raise click.ClickException(f"no backup was made: {fault}") from None
        bar.update(100 - bar.pos)
    click.echo(f"{made.name}: {made.size:,} bytes in {made.place}")
    for one in made.faults:
        click.echo(f"fault: {one}")
    if made.faults:
        raise click.ClickException("the backup cannot be relied on; nothing was marked as safe")
    click.echo("verified: every log and figure" if made.depth == ALL else "verified: all that is new")
    if not made.sealed:
        click.echo("It is not encrypted: see LANTOA_BACKUP_RECIPIENT in `flask settings`.")
