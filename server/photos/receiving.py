"""Taking photos in: announced for a record, sent in parts, then looked at in the sandbox and kept as renditions."""

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import structlog
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.log.quarantine_row import WAITING
from server.models.log import Quarantine
from server.models.photos import Photo, PhotoMention, PhotoPart, PhotoUpload
from server.photos.files import PhotoFiles
from server.platform.database import again, read, write
from server.platform.sandbox.fault import SandboxFault
from server.platform.sandbox.run import run
from server.records.history import find_record
from sync.protocol.problems import Problem
from sync.registers import Registers
from sync.registers.photos import MOST_PHOTO_BYTES, PHOTO_TYPES

if TYPE_CHECKING:
    from server.photos.rendition import Renditions

MOST_PART = 256 << 10
"""The most bytes of one part."""
MOST_WAITING = 32 << 20
"""The most bytes of unfinished photos that are kept of one person."""
TRIES = 3
"""How often a photo is looked at that takes too long; a machine with much to do is no fault of the photo."""
SOON, LATER = 5, 600  # seconds after which a phone tries again

log = structlog.get_logger()


class Announced(NamedTuple):
    """What a phone says of a photo before it sends any of it: the hash of its file, its size and type, and a record
    that names it."""

    sha256: str
    bytes: int
    type: str
    record: str


def announce(viewer: Viewer, registers: Registers, files: PhotoFiles, photo: Announced) -> int:
    """How many bytes of a photo the server holds, of this record's scope; all of them once it is accepted.

    Raises Problem ``unknown_record`` unless this person's mutations named it in a record that they see or that waits
    for a leader; ``not_a_photo``; ``slow_down`` while too much of theirs is unfinished.
    """

    def once() -> tuple[int, bool]:
        with write() as session:
            mention = _mention(session, viewer, registers, photo)
            if photo.bytes > MOST_PHOTO_BYTES or photo.type not in PHOTO_TYPES:
                raise Problem("not_a_photo")
            if (there := session.get(Photo, (mention.scope, photo.sha256))) is not None:
                return _accepted(there), False
            _expect(session, viewer, mention.scope, photo)
            held = _held(session, viewer, photo.sha256)
            return held, held == photo.bytes

    held, whole = again(once)
    # It was cut off between its last part and what follows that.
    return finish(viewer, files, photo.sha256) if whole else held


def receive(viewer: Viewer, files: PhotoFiles, sha256: str, start: int, body: bytes) -> int:
    """Keep a part that begins at the byte ``start`` of an announced photo; returns how many bytes are held now.

    The last part makes the photo whole: it is accepted when this returns. The same part again changes nothing. Raises
    Problem ``unknown_record`` if nothing was announced; ``wrong_offset`` with what is held; ``damaged``, after which
    nothing is; ``not_a_photo``; ``slow_down``.
    """

    def once() -> tuple[int, bool]:
        with write() as session:
            upload = session.get(PhotoUpload, (viewer.account, sha256), with_for_update=True)
            if upload is None:
                return _settled(session, viewer, sha256), False
            held = _held(session, viewer, sha256)
            if start != held and not _is_held(session, viewer, sha256, start, body):
                raise Problem("wrong_offset", offset=held)
            if start == held:
                held += len(body)
                session.add(PhotoPart(person=viewer.account, sha256=sha256, start=start, body=body))
            return held, held >= upload.bytes

    held, whole = again(once)
    return finish(viewer, files, sha256) if whole else held


def finish(viewer: Viewer, files: PhotoFiles, sha256: str) -> int:
    """Accept a photo of which all parts are there, or refuse it: returns its bytes. Raises Problem as ``receive``.

    Its files are on the disk before its row is written: what is interrupted in between is done again.
    """
    with read() as session:
        upload = session.get(PhotoUpload, (viewer.account, sha256))
        if upload is None:
            return _settled(session, viewer, sha256)
        parts = select(PhotoPart.body).where(PhotoPart.person == viewer.account, PhotoPart.sha256 == sha256)
        data = b"".join(session.scalars(parts.order_by(PhotoPart.start)))
        scope, size = upload.scope, upload.bytes
    if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
        again(lambda: _forget(viewer, sha256))
        raise Problem("damaged")
    made = _looked_at(viewer, sha256, data)
    photo = files.put(scope, sha256, made) if made else Photo(scope=scope, sha256=sha256, size=0)
    photo.bytes = size
    again(lambda: _keep(viewer, photo))
    if made is None:
        raise Problem("not_a_photo")
    return size


def _mention(session: Session, viewer: Viewer, registers: Registers, photo: Announced) -> PhotoMention:
    mention = session.get(PhotoMention, (viewer.account, photo.record, photo.sha256))
    if mention is None or not (
        find_record(session, viewer, registers, photo.record) or _waits(session, viewer, photo.record)
    ):
        raise Problem("unknown_record")
    return mention


def _waits(session: Session, viewer: Viewer, record: str) -> bool:
    """Whether work of this person on a record waits for a leader: its photos are taken, for whoever decides."""
    waiting = (Quarantine.person == viewer.account, Quarantine.record == record, Quarantine.state == WAITING)
    return session.scalar(select(Quarantine.id).where(*waiting).limit(1)) is not None


def _accepted(photo: Photo) -> int:
    if photo.large is None:
        raise Problem("not_a_photo")
    return photo.bytes


def _expect(session: Session, viewer: Viewer, scope: str, photo: Announced) -> None:
    """Note what is announced. What arrived of it stays, unless another size was announced before."""
    upload = session.get(PhotoUpload, (viewer.account, photo.sha256), with_for_update=True)
    if upload is None:
        others = select(func.coalesce(func.sum(PhotoUpload.bytes), 0)).where(PhotoUpload.person == viewer.account)
        if (session.scalar(others) or 0) + photo.bytes > MOST_WAITING:
            raise Problem("slow_down", retry_after=LATER)
        session.add(PhotoUpload(person=viewer.account, sha256=photo.sha256, scope=scope, bytes=photo.bytes))
    else:
        if upload.bytes != photo.bytes:
            _drop_parts(session, viewer, photo.sha256)
        upload.scope, upload.bytes = scope, photo.bytes
    session.flush()


def _held(session: Session, viewer: Viewer, sha256: str) -> int:
    parts = (PhotoPart.person == viewer.account, PhotoPart.sha256 == sha256)
    return session.scalar(select(func.coalesce(func.sum(func.length(PhotoPart.body)), 0)).where(*parts)) or 0


def _is_held(session: Session, viewer: Viewer, sha256: str, start: int, body: bytes) -> bool:
    """Whether this very part came before: its answer was lost."""
    part = session.get(PhotoPart, (viewer.account, sha256, start))
    return part is not None and part.body == body


def _settled(session: Session, viewer: Viewer, sha256: str) -> int:
    """The bytes of a photo that was accepted already, as whoever sends its last part again wants to know."""
    named = select(PhotoMention.scope).where(PhotoMention.person == viewer.account, PhotoMention.sha256 == sha256)
    there = select(Photo).where(Photo.scope.in_(named), Photo.sha256 == sha256).limit(1)
    if (photo := session.scalar(there)) is None:
        raise Problem("unknown_record")
    return _accepted(photo)


def _looked_at(viewer: Viewer, sha256: str, data: bytes) -> "Renditions | None":
    """The renditions of a photo's file; None if it is no photo. Raises Problem ``slow_down`` where that is not known
    yet."""
    # Pillow is loaded by those processes alone that take photos in.
    from server.photos.rendition import LIMITS, render, split

    try:
        return split(run(render, data, limits=LIMITS))
    except SandboxFault as fault:
        if fault.code == "busy" or (fault.code == "time" and again(lambda: _tried(viewer, sha256)) < TRIES):
            raise Problem("slow_down", retry_after=SOON) from None
        return None


def _tried(viewer: Viewer, sha256: str) -> int:
    with write() as session:
        upload = session.get(PhotoUpload, (viewer.account, sha256), with_for_update=True)
        if upload is None:
            return TRIES
        upload.tries += 1
        return upload.tries


def _keep(viewer: Viewer, photo: Photo) -> None:
    """Write the row of a photo that was accepted or refused; whoever named it in that scope is asked for it no more."""
    with write() as session:
        session.merge(photo)
        named = (PhotoMention.scope == photo.scope, PhotoMention.sha256 == photo.sha256)
        # Of what was refused there is nothing to be kept for.
        session.execute(update(PhotoMention).where(*named).values(wanted=False, safe=photo.large is None))
        _drop(session, viewer, photo.sha256)


def _forget(viewer: Viewer, sha256: str) -> None:
    with write() as session:
        _drop(session, viewer, sha256)


def _drop(session: Session, viewer: Viewer, sha256: str) -> None:
    _drop_parts(session, viewer, sha256)
    own = (PhotoUpload.person == viewer.account, PhotoUpload.sha256 == sha256)
    session.execute(delete(PhotoUpload).where(*own))


def _drop_parts(session: Session, viewer: Viewer, sha256: str) -> None:
    own = (PhotoPart.person == viewer.account, PhotoPart.sha256 == sha256)
    session.execute(delete(PhotoPart).where(*own))
