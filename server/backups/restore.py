"""Putting a backup back: database and files, into a database of which nothing is lost by it."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import make_url

from server.audit import append as audit
from server.backups import archive
from server.backups.dump import DATABASE, SQLITE
from server.backups.make import EXPORTS
from server.backups.manifest import Manifest, read
from server.backups.place import place_of
from server.exports.storage import Store
from server.log.restores import record_restore
from server.platform.clock import now
from server.platform.database import db, write


def restore(config: Mapping[str, object], source: str, identity: Path | None = None) -> tuple[Manifest, Path | None]:
    """Put a backup back in the place of the SQLite database, which is set aside, and record the restore.

    ``source``: the path of its file, or its name in the place of backups. Returns its manifest, and where the former
    database lies now, None if there was none. Needs an app context, and no other process on the database. Raises
    ValueError that says why it cannot be.
    """
    url = make_url(str(config["DATABASE_URL"]))
    with tempfile.TemporaryDirectory(prefix="lantoa-restore-") as scratch:
        folder, file = Path(scratch) / "parts", Path(scratch) / Path(source).name
        folder.mkdir()
        if Path(source).is_file():
            file = Path(source)
        else:
            _fetch(config, source, file)
        archive.unpack(file, folder, identity)
        manifest = read(folder)
        if faults := manifest.faults(folder):
            raise ValueError(f"the backup is damaged: {faults[0]}")
        if manifest.database != SQLITE or url.get_backend_name() != SQLITE:
            raise ValueError(f"the backup is of {manifest.database}, the database of DATABASE_URL is not SQLite")
        former = _replace(Path(str(url.database)), folder / DATABASE[SQLITE])
        _put_files(Store(str(config["EXPORTS"])), folder / EXPORTS)
    with write() as session:
        logs = record_restore(session)
        audit.record(session, audit.SYSTEM, "restore.record", None, None, logs=logs, backup=file.name)
    return manifest, former


def _fetch(config: Mapping[str, object], name: str, file: Path) -> None:
    try:
        place_of(str(config["BACKUPS"])).get(name, file)
    except FileNotFoundError:
        raise ValueError(f"{name} is no file, and no backup in {config['BACKUPS']}") from None


def _replace(path: Path, copy: Path) -> Path | None:
    """Put the copy in the place of the database's file; returns where that lies now, None if there was none.

    Its write-ahead log goes with it: left beside the copy, it would be taken for the copy's own.
    """
    db.engine.dispose()
    path.parent.mkdir(parents=True, exist_ok=True)
    former = path.with_name(f"{path.name}.before-restore-{now():%Y%m%d-%H%M%S}")
    had = path.exists()
    for ending in ("", "-wal", "-shm"):
        if (beside := path.with_name(path.name + ending)).exists():
            beside.rename(former.with_name(former.name + ending))
    aside = path.with_name(f"{path.name}.restoring")
    shutil.copyfile(copy, aside)
    aside.replace(path)
    return former if had else None


def _put_files(store: Store, files: Path) -> None:
    store.prepare()
    for file in files.iterdir():
        shutil.copyfile(file, store.folder / file.name)
