"""Whether what an example rests on still stands: its records as they were approved, and the consent to its photos."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from server.models.examples import PUBLISHED, Example, ExamplePhoto, ExampleRecord
from server.models.log import Record
from server.photos.showing import consent_to
from sync.protocol.transitions import APPROVED

_FALLEN = or_(Record.status != APPROVED, Record.since != ExampleRecord.since)


def is_read() -> ColumnElement[bool]:
    """The examples that everybody may read, as an SQL condition on ``Example``: published, and every record of theirs
    stands as it was approved when the example was prepared."""
    return and_(Example.state == PUBLISHED, ~exists(fallen_records()))


def fallen_records() -> Select[str]:
    """A query, correlated to ``Example``, for the ids of its records that do not stand any more as it tells them."""
    rows = select(ExampleRecord.record).join(Record, Record.id == ExampleRecord.record)
    return rows.where(ExampleRecord.example == Example.id, _FALLEN).correlate(Example)


class Fallen(NamedTuple):
    """A record that does not stand any more as an example tells it: its id, title (folded), and status now."""

    record: str
    status: str


def fallen(session: Session, examples: Collection[str]) -> dict[str, list[Fallen]]:
    """Of some examples, by id: their records that were reopened, deleted or approved anew since."""
    query = (
        select(ExampleRecord.example, Record.id, Record.status)
        .join(Record, Record.id == ExampleRecord.record)
        .where(ExampleRecord.example.in_(examples), _FALLEN)
        .order_by(ExampleRecord.example, ExampleRecord.number)
    )
    found: dict[str, list[Fallen]] = {}
    for example, record, status in session.execute(query):
        found.setdefault(example, []).append(Fallen(record, status))
    return found


class ExamplePhotos(NamedTuple):
    """The photos of an example in their order: those whose consent stands, and those whose consent was taken back or
    that their record names no more."""

    shown: list[ExamplePhoto]
    hidden: list[ExamplePhoto]


def photos_of(session: Session, examples: Collection[str]) -> dict[str, ExamplePhotos]:
    """The photos of some examples, by example; those without any are left out."""
    query = (
        select(ExamplePhoto, Record)
        .join(Record, Record.id == ExamplePhoto.record)
        .where(ExamplePhoto.example.in_(examples))
        .order_by(ExamplePhoto.example, ExamplePhoto.number)
    )
    found: dict[str, ExamplePhotos] = {}
    for photo, record in session.execute(query):
        both = found.setdefault(photo.example, ExamplePhotos([], []))
        (both.shown if consent_to(record, photo.source) else both.hidden).append(photo)
    return found
