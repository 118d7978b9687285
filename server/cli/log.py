"""The command that records a restore by other means: ``flask restored``."""

import click
from flask import current_app
from flask.cli import with_appcontext

from server.audit import append as audit
from server.backups import rewound
from server.log.restores import record_restore
from server.platform.database import write


@click.command("restored")
@with_appcontext
def restored() -> None:
    """Record that this database was put back from a backup, so that phones send again what it lost.

    Run it once after each restore by other means than `flask restore`, before the server is started. Whoever was erased
    since the backup is erased again.
    """
    # Its libraries are loaded by the one command that needs them.
    from server.backups.erased import erased
    from server.privacy.erase import erase_again

    try:
        gone = erased(current_app.config)
    except OSError as fault:
        raise click.ClickException(f"nothing was recorded; the place of backups says: {fault}") from None
    with write() as session:
        logs = record_restore(session)
        audit.record(session, audit.SYSTEM, "restore.record", None, None, logs=logs)
        again = erase_again(session, gone)
    rewound.forget(current_app.config)
    click.echo(f"recorded for {logs} logs")
    if again:
        click.echo(f"erased again: {again}")
