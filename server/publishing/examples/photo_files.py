"""The files of an example's photos in photo storage: two sizes, under a key that says nothing of their origin."""

import secrets

from sqlalchemy.orm import Session

from server.models.photos import Photo
from server.photos.files import PUBLIC, PhotoFiles
from server.photos.rendition import Renditions

LARGE, SMALL = 1_280, 480  # pixels of the longer side


def store(session: Session, files: PhotoFiles, made: Renditions) -> str:
    """Store both sizes of a redacted photo, on the disk when this returns; returns its new key.

    Its row among the photos lets backups hold the files as they hold all others. Raises OSError.
    """
    key = secrets.token_hex(32)
    photo = files.put(PUBLIC, key, made)
    photo.bytes = len(made.large)
    session.add(photo)
    return key


def read_file(files: PhotoFiles, key: str, small: bool) -> bytes:
    """The WebP file of an example's photo. Whether it may be shown is said by ``published.public_photo``. Raises
    FileNotFoundError, and OSError where the store does not answer."""
    return files.read(PUBLIC, key, small)


def forget(session: Session, files: PhotoFiles, key: str) -> None:
    """Delete the files of an example's photo, and its row among the photos."""
    files.delete(PUBLIC, key)
    row = session.get(Photo, (PUBLIC, key))
    if row is not None:
        session.delete(row)
