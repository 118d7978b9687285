"""Reads records as ODK's submissions: those that one sees and that were sent, a page at a time, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.access.visible import visible
from server.exports import rows
from server.exports.export_row import ExportRow
from server.figures.question import COUNTABLE
from server.models.auth import Session as Phone
from server.models.log import LogEntry, Record
from server.models.log_storage import is_session
from server.odk.filter_query import FilterQuery
from server.odk.filter_text import parse_filter
from server.odk.names import device_id, instance_id, record_of, submitter_id
from server.odk.ordering import Key, Order, beyond, read_order, sorting
from server.photos.standings import SHOWN, photos_of
from server.platform.clock import now, utc_text
from server.records.cursor import read_cursor
from server.records.listing import Listing
from sync.registers import Register, Registers

SORT = "-created"
PAGE = 500


@dataclass(frozen=True, slots=True)
class Submission:
    """A record as a submission. ``row``: as files have it; ``unit``: the id of its unit; ``photos``: how many it names,
    and how many of them are to be seen. Moments are ISO 8601 text."""

    row: ExportRow
    unit: str
    submitter: int
    device: str | None
    updated: str
    named: int
    shown: int

    @property
    def instance(self) -> str:
        """Its instance id."""
        return instance_id(self.row["key"])

    def system(self) -> dict[str, object]:
        """What Central knows of a submission besides its answers."""
        return {
            "submissionDate": self.row["submitted"],
            "updatedAt": self.updated,
            "submitterId": str(self.submitter),
            "submitterName": self.row["author"] or None,
            "attachmentsPresent": self.shown,
            "attachmentsExpected": self.named,
            "status": None,
            "reviewState": self.row["review"] or None,
            "deviceId": self.device,
            "edits": self.row["edits"],
            "formVersion": str(self.row["form"]),
            "deletedAt": None,
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which submissions of a register are read: by whom, the conditions on ``Record`` that hold for them, and in which
    order."""

    viewer: Viewer
    registers: Registers
    register: Register
    conditions: tuple[ColumnElement[bool], ...]
    order: Order = ()


def wanted(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    register: Register,
    filter_: str | None,
    order: str | None = None,
) -> Wanted:
    """The submissions of a register that the viewer sees, limited by a ``$filter``, in the order of a ``$orderby``.
    Raises CentralProblem."""
    conditions = [
        visible(viewer, registers.all_latest()),
        Record.register == register.key,
        Record.status.in_(COUNTABLE),
        Record.submitted_rev.is_not(None),
    ]
    if filter_ is not None:
        conditions.append(FilterQuery(session, register, now()).condition(parse_filter(filter_)))
    return Wanted(viewer, registers, register, tuple(conditions), read_order(session, register, order))


def one(of: Wanted, instance: str) -> Wanted:
    """The one submission with this instance id, which may not be there."""
    return replace(of, conditions=(*of.conditions, Record.id == record_of(instance)))


def count(session: Session, of: Wanted) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(Record).where(*of.conditions)) or 0


def last_of(session: Session, of: Wanted, skip: int) -> tuple[datetime, str] | None:
    """The sort key of the last of the first ``skip`` submissions, after which a page begins; None if fewer."""
    query = select(Record.created, Record.id).where(*of.conditions)
    found = session.execute(query.order_by(Record.created.desc(), Record.id.desc()).offset(skip - 1).limit(1)).first()
    return None if found is None else (found.created, found.id)


def key_of(session: Session, of: Wanted, instance: str) -> tuple[datetime, str] | None:
    """The sort key of a submission, by which the next page is found; it need not be seen any more. None without one."""
    query = select(Record.created, Record.id).where(
        Record.id == record_of(instance), Record.register == of.register.key
    )
    found = session.execute(query).first()
    return None if found is None else (found.created, found.id)


def submissions(
    session: Session, of: Wanted, after: tuple[datetime, str] | None = None, most: int | None = None
) -> Iterator[Submission]:
    """The submissions after a sort key, at most ``most``, the newest first; a page of them in memory at a time."""
    listing = Listing(of.conditions, SORT, after, PAGE)
    while most is None or most > 0:
        wanted_now = replace(listing, limit=PAGE if most is None else min(PAGE, most))
        found, cursor = rows.page(session, of.viewer, of.registers, wanted_now, "vi")
        yield from _submissions(session, of, found)
        most = None if most is None else most - len(found)
        if cursor is None:
            return
        listing = replace(listing, after=read_cursor(cursor, SORT))


def ordered(
    session: Session, of: Wanted, after: tuple[list[Key], str] | None = None, skip: int = 0, most: int | None = None
) -> Iterator[tuple[Submission, list[Key]]]:
    """The submissions in an order, each with its values in it; a page of them in memory at a time.

    ``after``: the values and the record's id of the one that is gone on after; ``skip``: how many are passed over.
    """
    while most is None or most > 0:
        size = PAGE if most is None else min(PAGE, most)
        query = select(Record.id, *(part.column for part in of.order)).where(*of.conditions)
        if after is not None:
            query = query.where(beyond(of.order, *after))
        found = [
            (id_, keys) for id_, *keys in session.execute(query.order_by(*sorting(of.order)).offset(skip).limit(size))
        ]
        listing = Listing((*of.conditions, Record.id.in_([id_ for id_, _ in found])), SORT, None, PAGE)
        page, _ = rows.page(session, of.viewer, of.registers, listing, "vi") if found else ([], None)
        by_id = {one.row["key"]: one for one in _submissions(session, of, page)}
        yield from ((by_id[id_], keys) for id_, keys in found)
        if len(found) < size:
            return
        most, skip, after = None if most is None else most - size, 0, (found[-1][1], found[-1][0])


def _submissions(session: Session, of: Wanted, found: list[ExportRow]) -> Iterator[Submission]:
    ids = [row["key"] for row in found]
    query = (
        select(Record.id, Record.scope, Record.author, Record.changed, LogEntry.session, Phone.device)
        .outerjoin(LogEntry, and_(LogEntry.scope == Record.scope, LogEntry.rev == Record.submitted_rev))
        .outerjoin(Phone, is_session(Phone.digest, LogEntry.session))
        .where(Record.id.in_(ids))
    )
    about = {one.id: one for one in session.execute(query)}
    with_photos = [field.name for field in of.register.fields.values() if field.type == "photos"]
    holding = [row["key"] for row in found if any(row["data"].get(name) for name in with_photos)]
    photos = photos_of(session, of.viewer, of.registers, holding) if holding else {}
    for row in found:
        record = about[row["key"]]
        named = [photo["sha256"] for name in with_photos for photo in row["data"].get(name) or ()]
        standings = photos[row["key"]].standings if row["key"] in photos else {}
        yield Submission(
            row=row,
            unit=record.scope,
            submitter=submitter_id(record.author),
            device=device_id(record.device, record.session),
            updated=utc_text(record.changed, "milliseconds"),
            named=len(named),
            shown=sum(standings.get(sha256) == SHOWN for sha256 in named),
        )
