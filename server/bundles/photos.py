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

log = structlog.get_logger()


def take_photos(author: Viewer, registers: Registers, files: PhotoFiles, photos: Iterable[Photo]) -> int:
    """Take in the photos that their author's mutations have named by now; returns how many are held after it.

    Call it while no transaction is open. One that is no photo, or that nothing names, is passed over: the phone that
    sealed it still has it, and is asked for it where it is wanted.
    """
    held = 0
    for photo in photos:
        if not is_sha256(photo.sha256) or not is_uuid(photo.record):
            continue
        try:
            there = announce(
                author, registers, files, Announced(photo.sha256, len(photo.data), photo.type, photo.record)
            )
            if there < len(photo.data):
                receive(author, files, photo.sha256, there, photo.data[there:])
            held += 1
        except Problem as problem:
            log.info("a photo of a file was not taken", code=problem.code)
    return held
