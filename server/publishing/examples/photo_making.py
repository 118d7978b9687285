"""Making the files of an example's photos, each in the sandbox, before the example is changed."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from server.models.photos import Photo
from server.photos.files import PhotoFiles
from server.platform.sandbox.fault import SandboxFault
from server.platform.sandbox.run import run
from server.publishing.examples import photo_files
from server.publishing.examples.content import ChosenPhoto
from sync.protocol.problems import Problem

if TYPE_CHECKING:
    from server.publishing.examples.redaction import Redacted

SOON = 2  # seconds after which a photo may be tried again

Key = tuple[str, str, str]
"""A photo as it is wanted: its record, its hash there, and its redaction as JSON."""


class Wanted(NamedTuple):
    """A photo that has to be made, and the scope in which the original lies."""

    photo: ChosenPhoto
    scope: str


class Made(NamedTuple):
    """A file that was made for an example, with the row by which backups hold it."""

    photo: Photo
    redacted: "Redacted"


def make_photos(files: PhotoFiles, wanted: Iterable[Wanted]) -> dict[Key, Made]:
    """Redact photos and store them. Nothing stays stored if one fails.

    Raises Problem ``slow_down`` while the sandbox is busy, ``invalid`` by ``photos`` for an original that is not held.
    """
    made: dict[Key, Made] = {}
    try:
        for one in wanted:
            redacted = _redact(files.read(one.scope, one.photo.sha256, small=False), one.photo)
            made[key_of(one.photo)] = Made(photo_files.put(files, redacted.files), redacted)
    except BaseException as fault:
        delete_made(files, made)
        if isinstance(fault, FileNotFoundError):
            raise Problem("invalid", {"photos": {"rule": "unknown"}}) from None
        raise
    return made


def delete_made(files: PhotoFiles, made: dict[Key, Made]) -> None:
    """Delete what was made for a change that was refused."""
    photo_files.delete_files(files, [one.photo.sha256 for one in made.values()])


def key_of(one: ChosenPhoto) -> Key:
    """What tells a wanted photo from all others of its example."""
    return one.record, one.sha256, json.dumps(one.redaction, sort_keys=True)


def _redact(data: bytes, one: ChosenPhoto) -> "Redacted":
    # Pillow is loaded by those processes alone that make photos.
    from server.photos.rendition import LIMITS
    from server.publishing.examples.redaction import redact, split

    try:
        made = split(run(redact, data, json.dumps(one.redaction).encode(), limits=LIMITS))
    except SandboxFault:
        raise Problem("slow_down", retry_after=SOON) from None
    if made is None:
        raise Problem("invalid", {"photos": {"rule": "unknown"}})
    return made
