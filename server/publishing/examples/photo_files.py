"""The files of an example's photos in photo storage: two sizes, under a key that says nothing of their origin."""

import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.models.photos import Photo
from server.photos.files import PUBLIC, PhotoFiles

if TYPE_CHECKING:
    from server.photos.rendition import Renditions

LARGE, SMALL = 1_280, 480  # pixels of the longer side


def put(files: PhotoFiles, made: "Renditions") -> Photo:
    """Store both sizes of a redacted photo, on the disk when this returns, under a new key: ``sha256`` of the row.

    With this row among the photos, backups hold the files as they hold all others. Raises OSError.
    """
    photo = files.put(PUBLIC, secrets.token_hex(32), made)
    photo.bytes = len(made.large)
    return photo


def store(session: Session, files: PhotoFiles, made: "Renditions") -> str:
    """Store both sizes as ``put`` does, with their row; returns the key."""
    photo = put(files, made)
    session.add(photo)
    return photo.sha256


def read_file(files: PhotoFiles, key: str, small: bool) -> bytes:
    """The WebP file of an example's photo. Whether it may be shown is said by ``published.public_photo``. Raises
    FileNotFoundError, and OSError where the store does not answer."""
    return files.read(PUBLIC, key, small)


def forget(session: Session, keys: Collection[str]) -> None:
    """Delete the rows of files that are to go once this is committed: ``delete_files``."""
    session.execute(delete(Photo).where(Photo.scope == PUBLIC, Photo.sha256.in_(keys)))


def delete_files(files: PhotoFiles, keys: Collection[str]) -> None:
    """Delete files, if they are there."""
    for key in keys:
        files.delete(PUBLIC, key)
