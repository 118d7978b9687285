"""Showing photos: each by a record that names it, to whoever sees that record, unless consent was taken back."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.audit.actor import Act
from server.audit.append import NewEntry, record_all
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
    photo = session.get(Photo, (record.scope, sha256))
    if not named or any(consent_to(record, one) is False for one in named) or not (photo and photo.large):
        raise Problem("not_found")
    return record, photo


def consent_to(record: Record, sha256: str) -> bool | None:
    """Whether those who are seen in a photo agreed that it is published: False if that was taken back, None if nobody
    has said anything. Such a photo is shown to whoever sees the record."""
    consent = (record.consents or {}).get(sha256)
    return None if consent is None else bool(consent["given"])


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
    note_views(by, {record: scope})


def note_views(by: Act, scopes: Mapping[str, str]) -> None:
    """The same of several records, given as id → scope."""
    viewer, day = by.viewer.account, today()
    noted = select(PhotoView.record).where(
        PhotoView.person == viewer, PhotoView.day == day, PhotoView.record.in_(scopes)
    )
    new = sorted(scopes.keys() - set(by.session.scalars(noted)))
    by.session.add_all(PhotoView(person=viewer, record=record, day=day) for record in new)
    entries = [NewEntry("photo.view", ("record", record), scopes[record], {}) for record in new]
    record_all(by.session, by.origin, entries)
