"""Showing photos: each by a record that names it, to whoever sees that record, unless consent was taken back."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.audit.actor import Act
from server.audit.append import record as audit
from server.models.log import Record
from server.models.photos import Photo, PhotoView
from server.platform.clock import today
from server.records.history import find_record
from sync.protocol.ids import is_sha256
from sync.protocol.problems import Problem
from sync.registers import Register, Registers
from sync.registers.photos import photos_in


def find_photo(session: Session, viewer: Viewer, registers: Registers, id_: str, sha256: str) -> tuple[Record, Photo]:
    """A record, and a photo or preview that it names and that is held. Raises Problem ``not_found``, whatever is
    missing: the record, for this viewer; the name in it; the file; or the consent, where that was taken back."""
    record = find_record(session, viewer, registers, id_)
    register = registers.get(f"{record.register}@{record.version}") if record else None
    if record is None or register is None or not is_sha256(sha256):
        raise Problem("not_found")
    named = [one["sha256"] for one in named_photos(register, record) if sha256 in (one["sha256"], one.get("preview"))]
    consents = record.consents or {}
    photo = session.get(Photo, (record.scope, sha256))
    if not named or any(not consents.get(one, _NONE)["given"] for one in named) or not (photo and photo.large):
        raise Problem("not_found")
    return record, photo


_NONE = {"given": True}
"""A photo of which nobody has said anything is shown to whoever sees the record."""


def named_photos(register: Register, record: Record) -> Iterator[dict[str, Any]]:
    """The values of a record's photos: those that stand, and those that somebody set without having seen them."""
    yield from photos_in(register, record.data)
    for field, alternatives in record.conflicts.items():
        for one in alternatives.values():
            yield from photos_in(register, {field: one["value"]})


def is_outsider(viewer: Viewer, record: Record) -> bool:
    """Whether somebody looks at a record from outside its unit: they have no role there, and did not write it."""
    here = any(grant.unit == record.scope for grant in viewer.reading)
    return not here and viewer.account != record.author and viewer.account not in record.persons


def was_noted(session: Session, viewer: Viewer, record: Record) -> bool:
    """Whether the audit says already that the viewer has looked at photos of this record today."""
    return session.get(PhotoView, (viewer.account, record.id, today())) is not None


def note_view(by: Act, record: str, scope: str) -> None:
    """Let the audit say that somebody from outside has looked at photos of this record: once a day."""
    key = (by.viewer.account, record, today())
    if by.session.get(PhotoView, key) is None:
        by.session.add(PhotoView(person=key[0], record=key[1], day=key[2]))
        audit(by.session, by.origin, "photo.view", ("record", record), scope)
