"""Adding periods of earlier years, of which figures are to be brought in."""

import click
from flask.cli import with_appcontext

from server.periods import periods as kept
from server.platform.clock import today
from server.platform.database import write

EARLIEST = 2000


@click.command("periods")
@click.argument("year", type=click.IntRange(EARLIEST, 2100))
@with_appcontext
def periods(year: int) -> None:
    """Add the periods from the school year that begins in YEAR on, such as 2019, where they are missing.

    Nobody is asked for reports of them; they are there so that records of those years can be brought in.
    """
    with write() as session:
        added = kept.extend(session, year, max(year, today().year))
    click.echo(f"{added} periods added.")
