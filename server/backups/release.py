"""The tables of a backup, brought to those of this release before anybody uses them."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from server.platform.config import ROOT

MIGRATIONS = str(ROOT / "server" / "migrations")


def refuse_newer(release: str) -> None:
    """Raise ValueError if tables are of a newer release. ``release``: the number of their newest migration."""
    script = ScriptDirectory(MIGRATIONS)
    if release not in {one.revision for one in script.walk_revisions()}:
        raise ValueError(
            f"the backup is of a newer release: its tables are at {release}, this release ends with"
            f" {script.get_current_head()}; start the newer release and restore it there"
        )


def migrate(engine: Engine) -> None:
    """Run the migrations that the database of an engine lacks, in one transaction. Needs an app context."""
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
