"""Making a backup: copied, stored whole, then checked; only then does it count."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, Engine, func, select, update

from server.backups import archive, verify
from server.backups.dump import Progress, dump
from server.backups.keep import DAILY, HOURLY, MONTHLY
from server.backups.manifest import Manifest, digest
from server.backups.opened import NotAllowedError
from server.backups.photos import Key, hold_photos, note_held
from server.backups.scratch import scratch_folder
from server.exports.storage import Store
from server.models.backups import Backup
from server.models.jobs import ExportJob
from server.models.log import Restore, Scope
from server.platform.clock import HERE, now
from server.platform.database import again, db, read, write
from server.platform.place import Place, place_of
from sync.registers import Registers

PREFIX = "lantoa"
"""How the names of backups begin; their moments in UTC follow."""
EXPORTS = "exports"
"""The folder of a backup with finished exported files."""


def make(
    config: Mapping[str, object],
    registers: Registers,
    depth: str | None = None,
    progress: Progress = lambda done, total: None,
) -> Backup:
    """Make a backup of the database and all files, store it, verify it, and raise ``safe`` if it has no fault.

    ``config``: the settings, by key. ``depth``: ``news``, ``all`` or None, which is all until that was found
    sound once that day.
    Needs an app context. Raises OSError or RuntimeError if none could be made, and ValueError if a setting is wrong.
    """
    with scratch_folder() as scratch:
        kept = store(config, scratch, PREFIX, _kind(now()), progress)
        # After the database: what that knows is held, and what has come since may be.
        photos = hold_photos(config)
        _add(kept.backup)
        _verify(kept, db.engine, registers, depth or _depth(kept.backup.made), photos)
    return kept.backup


class Stored(NamedTuple):
    """A backup that lies in its place, and not in the database yet; ``folder`` holds its parts, unpacked."""

    backup: Backup
    place: Place
    folder: Path
    manifest: Manifest

    def back(self) -> list[str]:
        """What is wrong with what its place gives back, one English text each."""
        back = self.folder.parent / "back"
        self.place.get(self.backup.name, back)
        kept = digest(back)
        back.unlink()
        return [] if kept == self.backup.sha256 else ["its place gives back other bytes than were stored"]


def store(config: Mapping[str, object], scratch: Path, start: str, kind: str, progress: Progress) -> Stored:
    """Copy files and database, which may be an earlier release's, and store them; nothing is checked yet.

    ``scratch``: an empty folder. ``start``: how the file's name begins.
    """
    place, recipient, made = place_of(str(config["BACKUPS"])), str(config["BACKUP_RECIPIENT"]), now()
    folder, ending = scratch / "parts", archive.SEALED if recipient else archive.PLAIN
    folder.mkdir()
    manifest = dump(db.engine, folder, progress)
    _copy_exports(Store(str(config["EXPORTS"])), folder)
    manifest.write(folder)
    name = f"{start}-{made:%Y%m%d-%H%M%S}-{uuid4().hex[:6]}{ending}"
    file = scratch / name
    archive.pack(folder, file, recipient)
    place.put(file, name)
    backup = Backup(
        id=str(uuid4()),
        name=name,
        place=str(config["BACKUPS"]),
        kind=kind,
        made=made,
        size=file.stat().st_size,
        sha256=digest(file),
        sealed=bool(recipient),
        faults=[],
    )
    file.unlink()
    return Stored(backup, place, folder, manifest)


def _kind(made: datetime) -> str:
    """What the first verified backup of a month, of a day, or any other is kept as, by days in Việt Nam."""
    midnight = _midnight(made)
    if _verified_since(midnight):
        return HOURLY
    return DAILY if _verified_since(midnight.replace(day=1)) else MONTHLY


def _depth(made: datetime) -> str:
    """All is checked until that has found no fault once that day, and once since the last restore: what was verified of
    a log before need not be what it holds now."""
    with read() as session:
        restored = session.scalar(select(func.max(Restore.at)))
    since = max(_midnight(made), restored) if restored else _midnight(made)
    return verify.NEWS if _verified_since(since, Backup.depth == verify.ALL) else verify.ALL


def _verified_since(start: datetime, *conditions: ColumnElement[bool]) -> bool:
    found = select(Backup.id).where(Backup.made >= start, Backup.verified.is_not(None), *conditions)
    with read() as session:
        return session.scalar(found.limit(1)) is not None


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(HERE).replace(hour=0, minute=0, second=0, microsecond=0)


def _copy_exports(store: Store, folder: Path) -> None:
    """Copy the finished exported files, where they are kept in a folder."""
    (folder / EXPORTS).mkdir()
    if store.in_database:
        return
    # Of the table, no more than each release has had: what an upgrade backs up is an earlier one's.
    done = select(ExportJob.id, ExportJob.format).where(ExportJob.state == "done")
    with read() as session:
        files = [store.file(ExportJob(id=id_, format=format_)) for id_, format_ in session.execute(done)]
    for file in files:
        if file.is_file():
            shutil.copyfile(file, folder / EXPORTS / file.name)


def _add(backup: Backup) -> None:
    with write() as session:
        session.add(backup)


def _verify(kept: Stored, live: Engine, registers: Registers, depth: str, photos: list[Key]) -> None:
    """Check the content of a backup, and that its place gives it back unchanged; note what was found.

    ``photos``: those whose files it holds.
    """
    with read() as session:
        safe = {row.unit: row.safe for row in session.execute(select(Scope.unit, Scope.safe))}
    try:
        faults = verify.verify(kept.folder, kept.manifest, live, registers, safe if depth == verify.NEWS else None)
    except NotAllowedError as fault:
        faults = [f"not verified: let the database's role create databases (ALTER ROLE ... CREATEDB): {fault}"]
    faults += kept.back()
    again(lambda: _note(kept.backup, kept.manifest, depth, faults, photos))


def _note(backup: Backup, manifest: Manifest, depth: str, faults: list[str], photos: list[Key]) -> None:
    """Keep what a check found and, if that is nothing, raise how far each log, and which photos, are safe: in one
    transaction."""
    with write() as session:
        backup.depth, backup.faults, backup.verified = depth, faults, None if faults else now()
        session.merge(backup)
        if not faults:
            note_held(session, photos)
            for unit, (rev, _) in sorted(manifest.heads.items()):
                session.execute(update(Scope).where(Scope.unit == unit, Scope.safe < rev).values(safe=rev))
