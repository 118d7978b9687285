"""The command that checks logs, records and figures: ``flask check``."""

import os
import sys
from concurrent.futures.process import BrokenProcessPool

import click
from flask.cli import with_appcontext

from server.cli.processes import application
from server.exports.storage import beside_database
from server.platform.progress import ProgressLine
from server.registers import published

PROCESSORS = len(os.sched_getaffinity(0))


@click.command("check")
@click.option("--processes", type=click.IntRange(1, 64), default=PROCESSORS, help="As many as there are processors.")
@click.option("--anew", is_flag=True, help="Check what a check that was interrupted has found sound already, too.")
@with_appcontext
def check(processes: int, anew: bool) -> None:
    """Recompute every figure from the log, and every signed one from the units of then; fails if one differs.

    If it is interrupted, run it again: for a day it goes on where it was.
    """
    differences = checked(processes, anew)
    for difference in differences:
        click.echo(difference)
    click.echo(f"{len(differences)} differences")
    if differences:
        raise SystemExit(1)


def checked(processes: int = PROCESSORS, anew: bool = False) -> list[str]:
    """Check everything, with a line of progress on the error output; returns the differences. Raises ClickException if
    one of the processes is killed."""
    # Reads the whole log: loaded by the commands that do it.
    from server.log.check import check as check_all
    from server.log.check_notes import Notes

    app = application()
    notes = Notes(beside_database(app.config, "checking"))
    if anew:
        notes.end()
    progress = ProgressLine("Checking", "mutations", sys.stderr)
    try:
        return check_all(app, published.renew(app), processes, notes, progress)
    except BrokenProcessPool:
        raise click.ClickException("a process of the check was killed: run it again, it goes on where it was") from None
