"""Submissions as Central lists them, without their answers, and the photos of one."""

from typing import TypedDict

from server.exports.records_csv import photo_name
from server.odk.submissions import Submission, Wanted
from server.photos.standings import SHOWN, RecordPhotos
from sync.registers.photos import photos_in

SUFFIX = ".webp"


class Submitter(TypedDict):
    """Who sent a submission, as Central names them; ``type`` is ``user``."""

    id: int
    type: str
    displayName: str


class ListedVersion(TypedDict):
    """The version of a submission that counts: here the only one."""

    instanceId: str
    submitterId: int
    createdAt: str | None
    deviceId: str | None
    current: bool


class Listed(TypedDict):
    """A submission in Central's list; moments are ISO 8601 text. ``reviewState``: None before anybody decided."""

    instanceId: str
    submitterId: int
    submitter: Submitter
    createdAt: str | None
    updatedAt: str | None
    deviceId: str | None
    userAgent: None
    reviewState: str | None
    instanceName: str
    currentVersion: ListedVersion


class Attachment(TypedDict):
    """A photo that a submission names; ``exists``: whether it is to be seen."""

    name: str
    exists: bool


def entry(one: Submission) -> Listed:
    """A submission in Central's list."""
    row = one.row
    return {
        "instanceId": one.instance,
        "submitterId": one.submitter,
        "submitter": {"id": one.submitter, "type": "user", "displayName": row["author"]},
        "createdAt": row["submitted"],
        "updatedAt": one.updated,
        "deviceId": one.device,
        "userAgent": None,
        "reviewState": row["review"] or None,
        "instanceName": row["title"],
        "currentVersion": {
            "instanceId": one.instance,
            "submitterId": one.submitter,
            "createdAt": row["submitted"],
            "deviceId": one.device,
            "current": True,
        },
    }


def attachments(of: Wanted, one: Submission, photos: RecordPhotos | None) -> list[Attachment]:
    """The photos that a submission names; ``exists``: whether one is to be seen."""
    register = of.registers.get(f"{of.register.key}@{one.row['form']}") or of.register
    standings = photos.standings if photos else {}
    hashes = dict.fromkeys(photo["sha256"] for photo in photos_in(register, one.row["data"]))
    return [{"name": photo_name(sha256), "exists": standings.get(sha256) == SHOWN} for sha256 in hashes]


def photo_of(name: str) -> str:
    """The hash of the photo with this file name."""
    return name.removesuffix(SUFFIX)
