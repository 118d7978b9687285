"""The photos of the demo: which activities have some, drawn by a program and sent as phones send theirs."""

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from server.demo.activity import Activity
from server.demo.phones import Phones

FORM = "activity@2"  # which asks for photos
SHOWN = "gv.demo"  # the teacher whom visitors meet
IN_SIGHT = ("approved", "verified", "submitted")
OF_SHOWN = 3  # activities of that teacher a semester


class Photo(NamedTuple):
    """A photo of an activity, as its phone has it: the file and its preview, and its value in the record."""

    file: bytes
    preview: bytes
    value: dict[str, Any]


def photographed(season: Iterable[Activity]) -> list[Activity]:
    """The activities of a semester that have a photo: the last approved one of each kind of model, and some of the
    teacher whom visitors meet."""
    season = list(season)
    last = {one.registration.kind: one for one in season if one.ends_as == "approved"}
    shown = [one for one in season if one.sender == SHOWN and one.ends_as in IN_SIGHT][-OF_SHOWN:]
    return [one for one in season if one in shown or one is last.get(one.registration.kind)]


def photo_of(activity: Activity) -> Photo:
    """The photo of an activity, the same at each call."""
    # Pillow draws when the demo is loaded, and never else.
    from server.demo.pictures import SIZE, drawn

    file, preview = drawn(activity.registration.kind, f"{activity.sender} {activity.written}")
    value = {"sha256": hash_of(file), "bytes": len(file), "type": "image/webp", "w": SIZE[0], "h": SIZE[1]}
    return Photo(file, preview, value | {"preview": hash_of(preview)})


def send(phones: Phones, taken: Iterable[tuple[Activity, Photo]]) -> None:
    """Send photos from the phones of those who took them, previews first; their records have been sent."""
    for activity, photo in taken:
        for file in (photo.preview, photo.file):
            phones.of(activity.sender).connection.send_photo(activity.record, hash_of(file), file)


def hash_of(file: bytes) -> str:
    """The name of a photo's file: its SHA-256 in hexadecimal."""
    return hashlib.sha256(file).hexdigest()
