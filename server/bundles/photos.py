"""Photos that a bundle holds, taken in as if their author's phone had sent them."""

from collections.abc import Iterable

import structlog

from server.access.viewer import Viewer
from server.bundles.content import Photo
from server.photos.files import PhotoFiles
from server.photos.receiving import Announced, announce, receive
from sync.protocol.ids import is_sha256, is_uuid
from sync.protocol.problems import Problem
from sync.registers import Registers

LATER = ("slow_down", "wrong_offset")  # refusals of a server with too much to do, or while the phone sends it as well

log = structlog.get_logger()


def take_photos(author: Viewer, registers: Registers, files: PhotoFiles, photos: Iterable[Photo]) -> bool:
    """Take in the photos that their author's mutations have named by now; returns whether some can only be taken later.

    Call it while no transaction is open. One that is no photo, or that nothing names, is passed over: the phone that
    sealed it still has it, and is asked for it where it is wanted. Raises OSError while none can be stored.
    """
    later = False
    for photo in photos:
        if not is_sha256(photo.sha256) or not is_uuid(photo.record):
            continue
        try:
            _take(author, registers, files, photo)
        except Problem as problem:
            later |= problem.code in LATER
            log.info("a photo of a file was not taken", code=problem.code)
    return later


def _take(author: Viewer, registers: Registers, files: PhotoFiles, photo: Photo) -> None:
    announced = Announced(photo.sha256, len(photo.data), photo.type, photo.record)
    for last in (False, True):
        try:
            there = announce(author, registers, files, announced)
            if there < len(photo.data):
                receive(author, files, photo.sha256, there, photo.data[there:])
            return
        except Problem as problem:
            # What the phone had sent of it may have been damaged on its way, and is forgotten now.
            if last or problem.code != "damaged":
                raise
