"""Photos beside the backups: each file once, by its hash, for all backups that need it; put back where one is lacking.

A backup itself holds which photos there are. Its photos' files would make every hour's as large as all photos.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import structlog
from pyrage import decrypt, encrypt
from sqlalchemy import Select, Table, delete, select, tuple_, update
from sqlalchemy.orm import Session

from server.backups.archive import identities_in, recipient_of
from server.models.backups import Backup
from server.models.photos import Photo, PhotoMention
from server.photos.files import PhotoFiles
from server.platform.database import read
from server.platform.older_tables import columns_there, table_of
from server.platform.place import Place, place_of

FOLDER = "photos"
"""Where they lie, within the place of backups."""
SEALED = ".age"
PAGE = 500

Key = tuple[str, str]
"""A photo: its scope, and the hash by which it is named."""

log = structlog.get_logger()


def hold_photos(config: Mapping[str, object]) -> list[Key]:
    """Copy the files of photos that no verified backup holds yet; returns the photos that are held now.

    ``config``: the settings, by key. A photo whose file is not what it should be is left out, and logged. Raises
    OSError if a place does not answer, ValueError if the recipient's key is none.
    """
    files, place, moved = PhotoFiles(str(config["PHOTOS"])), _place(config), _has_moved(str(config["BACKUPS"]))
    recipient = str(config["BACKUP_RECIPIENT"])
    held: list[Key] = []
    for photo in _pages(moved):
        try:
            for small, digest in ((False, photo.large), (True, photo.small)):
                if digest is not None:
                    _copy(files.read(photo.scope, photo.sha256, small), digest, place, recipient)
        except (FileNotFoundError, ValueError):
            log.error("a photo's file is missing or damaged", scope=photo.scope, sha256=photo.sha256)
        else:
            held.append((photo.scope, photo.sha256))
    return held


def note_held(session: Session, photos: list[Key]) -> None:
    """Note photos as held by a verified backup, and with them what whoever named them need not keep any more."""
    for start in range(0, len(photos), PAGE):
        page = photos[start : start + PAGE]
        for model in (Photo, PhotoMention):
            session.execute(update(model).where(tuple_(model.scope, model.sha256).in_(page)).values(safe=True))


def put_back(session: Session, config: Mapping[str, object], identity: Path | None) -> int:
    """Put back the files of photos that a restored database knows and that are not there; returns how many photos are
    lost: they are forgotten, so that phones are asked for them.

    ``identity``: the file of the age identity that backups are encrypted for.
    """
    table = table_of(Photo)
    if not columns_there(session, table):
        return 0
    files, place = PhotoFiles(str(config["PHOTOS"])), _place(config)
    lost: list[Key] = []
    for scope, sha256, large, small in session.execute(_rows(table)):
        try:
            for is_small, digest in ((False, large), (True, small)):
                if not files.has(scope, sha256, is_small):
                    files.put_file(scope, sha256, is_small, _fetch(place, digest, identity))
        except (FileNotFoundError, ValueError):
            lost.append((scope, sha256))
    _forget(session, lost)
    return len(lost)


def _place(config: Mapping[str, object]) -> Place:
    return place_of(f"{str(config['BACKUPS']).rstrip('/')}/{FOLDER}")


def _has_moved(setting: str) -> bool:
    """Whether the newest verified backup lies elsewhere than new ones will: then all photos are copied anew."""
    newest = select(Backup.place).where(Backup.verified.is_not(None)).order_by(Backup.made.desc()).limit(1)
    with read() as session:
        return session.scalar(newest) not in (None, setting)


def _pages(moved: bool) -> Iterator[Photo]:
    after: Key = ("", "")
    while True:
        query = select(Photo).where(Photo.large.is_not(None), tuple_(Photo.scope, Photo.sha256) > after)
        if not moved:
            query = query.where(Photo.safe.is_(False))
        with read() as session:
            page = session.scalars(query.order_by(Photo.scope, Photo.sha256).limit(PAGE)).all()
        if not page:
            return
        yield from page
        after = (page[-1].scope, page[-1].sha256)


def _copy(body: bytes, digest: str, place: Place, recipient: str) -> None:
    """Store a file by its hash, if it is not there, and see that the place gives it back. Raises ValueError for another
    file than that."""
    if hashlib.sha256(body).hexdigest() != digest:
        raise ValueError("the file is not that of the photo")
    name = _name(digest, SEALED if recipient else "")
    if place.has(name):
        return
    kept = encrypt(body, [recipient_of(recipient)]) if recipient else body
    with tempfile.NamedTemporaryFile(prefix="lantoa-photo-") as file:
        file.write(kept)
        file.flush()
        place.put(Path(file.name), name)
    if place.read(name) != kept:
        place.delete(name)
        raise OSError("the place of backups gives back other bytes than were stored")


def _fetch(place: Place, digest: str, identity: Path | None) -> bytes:
    """A file by its hash, opened. Raises FileNotFoundError, or ValueError where it is damaged or stays closed."""
    if place.has(_name(digest)):
        body = place.read(_name(digest))
    else:
        sealed = place.read(_name(digest, SEALED))
        try:
            body = decrypt(sealed, identities_in(identity) if identity else [])
        except Exception as fault:  # pyrage's DecryptError is no ValueError
            raise ValueError(f"a photo cannot be decrypted: {fault}") from None
    if hashlib.sha256(body).hexdigest() != digest:
        raise ValueError("the file is not that of the photo")
    return body


def _name(digest: str, ending: str = "") -> str:
    return f"{digest[:2]}/{digest}.webp{ending}"


def _rows(table: Table) -> Select[Any]:
    columns = (table.c.scope, table.c.sha256, table.c.large, table.c.small)
    return select(*columns).where(table.c.large.is_not(None)).order_by(table.c.scope, table.c.sha256)


def _forget(session: Session, lost: list[Key]) -> None:
    for start in range(0, len(lost), PAGE):
        page = lost[start : start + PAGE]
        session.execute(delete(Photo).where(tuple_(Photo.scope, Photo.sha256).in_(page)))
        named = tuple_(PhotoMention.scope, PhotoMention.sha256).in_(page)
        session.execute(update(PhotoMention).where(named).values(wanted=True, safe=False))
