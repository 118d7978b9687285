"""Putting a backup back: database and files, into a database of which nothing is lost by it."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import structlog
from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server.audit import append as audit
from server.backups import archive, rewound
from server.backups.dump import DATABASE, SQLITE
from server.backups.erased import erased
from server.backups.make import EXPORTS, PREFIX
from server.backups.manifest import Manifest
from server.backups.manifest import read as read_manifest
from server.backups.photos import put_back
from server.backups.put_postgres import put_postgres
from server.backups.put_sqlite import put_sqlite
from server.backups.release import migrate, refuse_newer
from server.exports.storage import Store
from server.log.restores import Recorded, carry_over, record_restore, recorded
from server.platform.database import db, read
from server.platform.place import place_of
from server.privacy.erase import erase_again, erased_accounts

NEWEST = "newest"

log = structlog.get_logger()


def restore(
    config: Mapping[str, object], source: str, identity: Path | None = None, keep_tables: bool = False
) -> tuple[Manifest, Path | str | None]:
    """Put a backup back in the place of the database, which is set aside, and record the restore.

    The copy gets the tables of this release and the record of the restore before it takes the database's place, so
    that whatever happens meanwhile leaves the former database or the restored one, whole. Whoever was erased since the
    backup is erased again. ``source``: the path of the backup's file, or its name in the place of backups, or
    ``newest`` for the newest one there. ``keep_tables``: leave its tables as they are, for an earlier release to go on
    with. Returns its manifest, and what became of the former database: the path of its file, on PostgreSQL its name,
    None if there was none. Needs an app context. Raises ValueError that says why it cannot be: the backup is damaged or
    of a newer release, server or jobs still run.
    """
    url = make_url(str(config["DATABASE_URL"]))
    with tempfile.TemporaryDirectory(prefix="lantoa-restore-") as scratch:
        folder = Path(scratch) / "parts"
        folder.mkdir()
        file = Path(source) if Path(source).is_file() else _fetch(config, source, Path(scratch))
        archive.unpack(file, folder, identity)
        manifest = _checked(folder, url.get_backend_name())
        copy = folder / DATABASE[manifest.database]
        _put_files(Store(str(config["EXPORTS"])), folder / EXPORTS)
        earlier, known = _of_former(url)
        db.engine.dispose()
        gone = {*erased(config), *known}

        def finish(engine: Engine) -> None:
            if not keep_tables:
                migrate(engine)
            _record(engine, file.name, earlier, gone)
            _put_photos(engine, config, identity)

        former: Path | str | None
        if manifest.database == SQLITE:
            former = put_sqlite(str(config["DATABASE_URL"]), Path(str(url.database)), copy, finish)
        else:
            former = put_postgres(url, copy, finish)
        rewound.forget(config)
    return manifest, former


def _fetch(config: Mapping[str, object], source: str, scratch: Path) -> Path:
    place = place_of(str(config["BACKUPS"]))
    # Their moments follow: the last is the newest.
    names = [name for name in place.names() if name.startswith(f"{PREFIX}-")]
    name = names[-1] if source == NEWEST and names else Path(source).name
    try:
        place.get(name, scratch / name)
    except FileNotFoundError:
        newest = f"; the newest there are {', '.join(names[-3:])}" if names else ""
        raise ValueError(f"{source} is no file, and no backup in {config['BACKUPS']}{newest}") from None
    return scratch / name


def _checked(folder: Path, database: str) -> Manifest:
    """The manifest of an unpacked backup. Raises ValueError if this release cannot put it in such a database's place.

    ``database``: ``sqlite`` or ``postgresql``.
    """
    manifest = read_manifest(folder)
    if faults := manifest.faults(folder):
        raise ValueError(f"the backup is damaged: {faults[0]}")
    if manifest.database != database:
        raise ValueError(f"the backup is of {manifest.database}, the database of DATABASE_URL is {database}")
    refuse_newer(manifest.release)
    return manifest


def _of_former(url: URL) -> tuple[list[Recorded], list[str]]:
    """What the database that is there knows of restores, and who is erased in it; nothing if there is none, or it
    cannot be read."""
    if url.get_backend_name() == SQLITE and not Path(str(url.database)).is_file():
        return [], []
    try:
        with read() as session:
            return recorded(session), erased_accounts(session)
    except SQLAlchemyError:
        return [], []


def _record(engine: Engine, name: str, earlier: list[Recorded], gone: set[str]) -> None:
    with Session(engine) as session, session.begin():
        carry_over(session, earlier)
        logs = record_restore(session)
        audit.record(session, audit.SYSTEM, "restore.record", None, None, logs=logs, backup=name)
        erase_again(session, gone)


def _put_photos(engine: Engine, config: Mapping[str, object], identity: Path | None) -> None:
    with Session(engine) as session, session.begin():
        if lost := put_back(session, config, identity):
            log.warning("photos are in no backup; phones that have them are asked for them", count=lost)


def _put_files(store: Store, files: Path) -> None:
    """Files of exports that the restored database knows; they have names of their own, so they overwrite no other."""
    store.prepare()
    for file in files.iterdir():
        shutil.copyfile(file, store.folder / file.name)
