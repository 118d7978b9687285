"""How the photos of many records stand: which may be handed out in a file, and why the others may not."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.access.visible import visible
from server.models.log import Record
from server.models.photos import Photo
from server.photos.showing import consent_to, is_outsider
from sync.registers import Registers
from sync.registers.photos import photos_in

SHOWN, WITHDRAWN, REFUSED, WAITING = "shown", "withdrawn", "refused", "waiting"
"""How a photo stands: held; consent to it was taken back; refused for good when it came; not here yet."""


class RecordPhotos(NamedTuple):
    """The photos that a record names now, of a record that somebody sees.

    ``outside``: whether they look at it from outside its unit. ``standings``: hash → how it stands. ``agreed``: those
    of which it was put down that the people in them agreed to have them published.
    """

    scope: str
    outside: bool
    standings: dict[str, str]
    agreed: frozenset[str]


def photos_of(session: Session, viewer: Viewer, registers: Registers, ids: Collection[str]) -> dict[str, RecordPhotos]:
    """The photos of those of some records that the viewer sees: record → its photos."""
    seen = visible(viewer, registers.all_latest())
    records = session.scalars(select(Record).where(Record.id.in_(ids), seen)).all()
    named = {record.id: _named(registers, record) for record in records}
    scopes, hashes = {record.scope for record in records}, {one for each in named.values() for one in each}
    rows = select(Photo.scope, Photo.sha256, Photo.large).where(Photo.scope.in_(scopes), Photo.sha256.in_(hashes))
    held = {(scope, sha256): large is not None for scope, sha256, large in session.execute(rows)}
    return {
        record.id: RecordPhotos(
            record.scope,
            is_outsider(viewer, record),
            {one: _standing(record, one, held.get((record.scope, one))) for one in named[record.id]},
            frozenset(one for one in named[record.id] if consent_to(record, one)),
        )
        for record in records
    }


def _named(registers: Registers, record: Record) -> list[str]:
    register = registers.get(f"{record.register}@{record.version}")
    return [photo["sha256"] for photo in photos_in(register, record.data)] if register else []


def _standing(record: Record, sha256: str, held: bool | None) -> str:
    """``held``: whether the photo is there; False if it was refused, None if it has not come."""
    if consent_to(record, sha256) is False:
        return WITHDRAWN
    return WAITING if held is None else SHOWN if held else REFUSED
