"""The backup that is made before an upgrade: of an earlier release's tables, which no check of this one can read."""

from collections.abc import Mapping

from server.backups.dump import Progress
from server.backups.keep import DAILY
from server.backups.make import store
from server.backups.opened import NotAllowedError
from server.backups.scratch import scratch_folder
from server.backups.verify import readable
from server.models.backups import Backup
from server.platform.database import db
from server.platform.place import place_of

START = "before-upgrade"  # of its name: it is kept until somebody deletes it


def back_up_before_upgrade(config: Mapping[str, object], progress: Progress) -> tuple[Backup, str]:
    """Back up a database as it is, and see that the copy is whole and its place gives it back.

    Returns the backup, which is in no table, and an English note of what could not be looked at, else empty. Raises
    RuntimeError if it cannot be relied on, and as ``make`` does.
    """
    note = ""
    with scratch_folder() as scratch:
        kept = store(config, scratch, START, DAILY, progress)
        faults = kept.back()
        try:
            faults += readable(kept.folder, kept.manifest, db.engine)
        except NotAllowedError as fault:
            note = f"its copy was not opened, as the database's role may not create databases: {fault}"
    if faults:
        raise RuntimeError(faults[0])
    return kept.backup, note


def latest(config: Mapping[str, object]) -> str | None:
    """The name of the newest backup that was made before an upgrade and is still there; None if there is none."""
    names = place_of(str(config["BACKUPS"])).names()
    return max((name for name in names if name.startswith(START)), default=None)
