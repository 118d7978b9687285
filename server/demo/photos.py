"""The photos of the demo: which activities have some, drawn by a program and sent as phones send theirs."""

from collections.abc import Iterable

from server.demo.activity import Activity
from server.demo.drawing import Photo, drawn_photo, hash_of
from server.demo.phones import Phones

FORM = "activity@2"  # which asks for photos
SHOWN = "gv.demo"  # the teacher whom visitors meet
IN_SIGHT = ("approved", "verified", "submitted")
OF_SHOWN = 3  # activities of that teacher a semester


def photographed(season: Iterable[Activity]) -> list[Activity]:
    """The activities of a semester that have a photo: the last approved one of each kind of model, and some of the
    teacher whom visitors meet."""
    season = list(season)
    last = {one.registration.kind: one for one in season if one.ends_as == "approved"}
    shown = [one for one in season if one.sender == SHOWN and one.ends_as in IN_SIGHT][-OF_SHOWN:]
    return [one for one in season if one in shown or one is last.get(one.registration.kind)]


def photo_of(activity: Activity) -> Photo:
    """The photo of an activity, the same at each call."""
    return drawn_photo(activity.registration.kind, f"{activity.sender} {activity.written}")


def send(phones: Phones, taken: Iterable[tuple[Activity, Photo]]) -> None:
    """Send photos from the phones of those who took them, previews first; their records have been sent."""
    for activity, photo in taken:
        for file in (photo.preview, photo.file):
            phones.of(activity.sender).connection.send_photo(activity.record, hash_of(file), file)
