"""Photos that nothing names any more: deleted after the longest time for which a phone may be away."""

from datetime import timedelta

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from server.auth.sessions import LIFETIME
from server.models.log import Record
from server.models.photos import Photo, PhotoMention, PhotoPart, PhotoUpload, PhotoView
from server.photos.files import PUBLIC, PhotoFiles
from server.photos.showing import named_photos
from server.platform.clock import now, today
from server.platform.database import read, write
from sync.registers import Registers

KEPT_FOR = LIFETIME
"""Whoever is away for longer has to sign in anew; until then a phone may bring back what named a photo."""
UNFINISHED_FOR = timedelta(days=30)
VIEWS_FOR = timedelta(days=2)
PAGE = 500

Key = tuple[str, str]
"""A photo: its scope, and its hash."""


def purge_unfinished() -> None:
    """Delete what arrived of photos that nobody has gone on sending for 30 days, and the notes of views of before
    yesterday, which the audit has."""
    with write() as session:
        old = select(PhotoUpload.person, PhotoUpload.sha256).where(PhotoUpload.at < now() - UNFINISHED_FOR)
        session.execute(delete(PhotoPart).where(tuple_(PhotoPart.person, PhotoPart.sha256).in_(old)))
        session.execute(delete(PhotoUpload).where(PhotoUpload.at < now() - UNFINISHED_FOR))
        session.execute(delete(PhotoView).where(PhotoView.day < today() - VIEWS_FOR))


def purge_unused(registers: Registers, files: PhotoFiles, digits: str) -> int:
    """Delete photos that arrived long ago and that no record names, with their files; returns how many.

    ``digits``: the first hexadecimal digits of the hashes that are looked at, as all would take a night in a large
    province.
    """
    count, after = 0, ("", "")
    while True:
        with read() as session:
            old = (Photo.scope != PUBLIC, Photo.sha256.startswith(digits), Photo.at < now() - KEPT_FOR)
            page = select(Photo.scope, Photo.sha256).where(*old, tuple_(Photo.scope, Photo.sha256) > after)
            rows = session.execute(page.order_by(Photo.scope, Photo.sha256).limit(PAGE))
            keys = [(scope, sha256) for scope, sha256 in rows]
            unused = [*{*keys} - _named(session, registers, keys)]
        if not keys:
            return count
        for scope, sha256 in sorted(unused):
            # The row last: what is interrupted is found again.
            files.delete(scope, sha256)
        if unused:
            with write() as session:
                _forget(session, unused)
        count, after = count + len(unused), keys[-1]


def _named(session: Session, registers: Registers, keys: list[Key]) -> set[Key]:
    """Those of some photos that a record names, a deleted one too, which may come back."""
    of_them = tuple_(PhotoMention.scope, PhotoMention.sha256).in_(keys)
    records = select(PhotoMention.record).where(of_them)
    found: set[Key] = set()
    for record in session.scalars(select(Record).where(Record.id.in_(records))):
        register = registers.get(f"{record.register}@{record.version}")
        for photo in named_photos(register, record) if register else ():
            found |= {(record.scope, photo[name]) for name in ("sha256", "preview") if name in photo}
    return found


def _forget(session: Session, keys: list[Key]) -> None:
    session.execute(delete(Photo).where(tuple_(Photo.scope, Photo.sha256).in_(keys)))
    session.execute(delete(PhotoMention).where(tuple_(PhotoMention.scope, PhotoMention.sha256).in_(keys)))
