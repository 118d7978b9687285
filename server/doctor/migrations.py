"""The tables of the database, beside those that this release needs."""

from functools import cache

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from server.doctor.finding import FAULT, OK, Finding
from server.platform.config import ROOT

MIGRATIONS = ROOT / "server" / "migrations"


@cache
def head() -> str:
    """The number of the newest migration that this release has."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def current(session: Session) -> str | None:
    """The number of the newest migration that the database has; None if it has no tables yet."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def check_migrations(session: Session) -> Finding:
    """Whether the database has the tables of this release, older ones or newer ones."""
    has, needed = current(session), head()
    if refused := of_newer_release(session):
        return refused
    if has == needed:
        return Finding("migrations", OK, f"The tables are those of this release ({needed}).")
    if has is None:
        return Finding("migrations", FAULT, "The database has no tables yet.", "Run: flask init")
    found = f"The tables are older than this release: they are at {has}, and {needed} is needed."
    return Finding("migrations", FAULT, found, "Stop server and jobs, and run: flask upgrade")


def of_newer_release(session: Session) -> Finding | None:
    """The finding of a database that a newer release has migrated, so that this one cannot use it; None of others."""
    has, known = current(session), {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if has is None or has in known:
        return None
    found = f"The database is of a newer release: it has {has}, this release ends with {head()}."
    return Finding("migrations", FAULT, found, "Start the newer release, or restore the backup made before it.")
