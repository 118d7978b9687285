"""The command that brings a database to this release: ``flask upgrade``."""

import click
from flask import current_app
from flask.cli import with_appcontext

from server.cli.check import checked
from server.cli.database import prepare
from server.doctor.migrations import current, head, of_newer_release
from server.platform.database import read

GO_BACK = (
    "To go back: stop server and jobs, run `flask restore --keep-tables {name}` with this release, put the former"
    " release in its place, and start it. Phones send again what came after."
)


@click.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Back up the database, migrate it to this release, and check all of it; run it with server and jobs stopped.

    If it was interrupted, run it again: what is done already is not done twice.
    """
    # Its libraries are loaded by the one command that needs them.
    from server.backups.before import latest

    with read() as session:
        has, refused = current(session), of_newer_release(session)
    if refused:
        raise click.ClickException(f"{refused.found} {refused.todo}")
    if has is None:
        raise click.ClickException("the database has no tables yet: run `flask init`")
    if has == head():
        click.echo(f"the tables are those of this release already ({has}): nothing to migrate")
        name = latest(current_app.config)
    else:
        name = _back_up()
        prepare()
        click.echo(f"migrated from {has} to {head()}")
    _check()
    click.echo("Next: start server and jobs, and run `flask doctor`.")
    if name:
        click.echo(GO_BACK.format(name=name))


def _back_up() -> str:
    """Make the backup that leads back; returns its name."""
    from server.backups.before import back_up_before_upgrade

    try:
        made, note = back_up_before_upgrade(current_app.config, lambda done, total: None)
    except (OSError, RuntimeError, ValueError) as fault:
        raise click.ClickException(f"nothing was changed, as no backup could be made: {fault}") from None
    click.echo(f"backed up: {made.name}, {made.size:,} bytes in {made.place}")
    if note:
        click.echo(note)
    return made.name


def _check() -> None:
    differences = checked(anew=True)
    for difference in differences:
        click.echo(difference)
    click.echo(f"{len(differences)} differences between what is stored and what the logs make")
    if differences:
        raise click.ClickException("the upgraded database has faults: keep it, and go back as said above")
