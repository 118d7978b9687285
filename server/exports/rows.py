"""Records as rows: a page of them at a time, each with all that its line in a file says."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from server.access.records import visible
from server.access.viewer import Viewer
from server.figures.question import COUNTABLE
from server.models.auth import Session as Phone
from server.models.jobs import ExportJob
from server.models.log import LogEntry, Record
from server.models.org import Person, Unit
from server.models.periods import Period
from server.periods import ranges
from server.records import labels
from server.records.cursor import read_cursor
from server.records.filters import units_below
from server.records.listing import Listing, read_page
from sync.protocol.canonical import Json
from sync.protocol.transitions import APPROVED, REJECTED, RETURNED, VERIFIED
from sync.registers import Field, Register, Registers

PAGE = 500
REVIEWS = {APPROVED: "approved", REJECTED: "rejected", RETURNED: "hasIssues"}
"""Our status → ODK Central's ReviewState; what nobody has judged has none, or was edited since it came."""


def listing(session: Session, viewer: Viewer, registers: Registers, job: ExportJob) -> Listing:
    """The records of a job, in the order in which they were made: a page more never moves those before it."""
    asked = job.asked
    conditions: list[ColumnElement[bool]] = [
        visible(viewer, registers.all_latest()),
        Record.scope.in_(units_below(asked["unit"])),
        Record.status.in_(asked["status"] or COUNTABLE),
    ]
    if asked["registers"]:
        conditions.append(Record.register.in_(asked["registers"]))
    if asked["period"]:
        period = session.get(Period, asked["period"])
        assert period is not None
        events = [item.key for item in registers.all_latest() if item.period == "event"]
        conditions.append(ranges.records_within(period, events))
    after = read_cursor(job.cursor, "created") if job.cursor else None
    return Listing(tuple(conditions), "created", after, PAGE)


def count(session: Session, wanted: Listing) -> int:
    """How many records a job is of."""
    return session.scalar(select(func.count()).select_from(Record).where(*wanted.conditions)) or 0


def page(
    session: Session, viewer: Viewer, registers: Registers, wanted: Listing, language: str
) -> tuple[list[Json], str | None]:
    """The rows of a page as plain JSON, and the cursor of the next. Titles and names are in ``language``."""
    found, cursor = read_page(session, wanted)
    return list(_rows(session, viewer, registers, found, language)), cursor


def _rows(
    session: Session, viewer: Viewer, registers: Registers, records: list[Record], language: str
) -> Iterator[Json]:
    units, people = _units(session, records), _people(session, records)
    entries, edits = _submissions(session, records), _edits(session, records)
    named = _named(session, viewer, registers, records, language)
    for record in records:
        register = registers.latest(record.register)
        at, device = entries.get(record.id, (None, None))
        unit, place, code = units[record.scope]
        yield {
            "key": record.id,
            "register": record.register,
            "form": record.version,
            "unit": unit,
            "place": place,
            "code": code,
            "period": record.period,
            "status": record.status,
            "review": REVIEWS.get(record.status, "edited" if edits.get(record.id, 0) > 0 and at else ""),
            "school": _school(register, record),
            "author": people.get(record.author, ""),
            "submitted": _moment(at),
            "device": device,
            "edits": edits.get(record.id, 0),
            "version": f"{record.rev}.{record.chain}",
            "day": record.day.isoformat() if record.day else None,
            "title": labels.title(register, record, language),
            "data": record.data | (record.computed or {}),
            "named": {id_: named[id_] for id_ in _ids(register, record) if id_ in named},
        }


def _school(register: Register | None, record: Record) -> str:
    """What the school itself has said of it, of which Central's one level of review knows nothing."""
    if register is None or "leader" not in register.review:
        return ""
    return VERIFIED if record.status in (VERIFIED, APPROVED) else record.status


def _units(session: Session, records: Iterable[Record]) -> dict[str, tuple[str, str, str]]:
    place = aliased(Unit)
    query = select(Unit.id, Unit.name, place.name, Unit.code).outerjoin(place, place.id == Unit.parent)
    found = session.execute(query.where(Unit.id.in_({record.scope for record in records})))
    return {id_: (name, above or "", code or "") for id_, name, above, code in found}


def _people(session: Session, records: Iterable[Record]) -> dict[str, str]:
    return labels.of_people(session, {record.author for record in records})


def _submissions(session: Session, records: Iterable[Record]) -> dict[str, tuple[datetime, str | None]]:
    """Record → when it was first submitted, and on which phone."""
    query = (
        select(Record.id, LogEntry.received, func.coalesce(Phone.device_name, Phone.device))
        .join(LogEntry, and_(LogEntry.scope == Record.scope, LogEntry.rev == Record.submitted_rev))
        .outerjoin(Phone, Phone.digest == LogEntry.session)
        .where(Record.id.in_([record.id for record in records]))
    )
    return {id_: (at, device) for id_, at, device in session.execute(query)}


def _edits(session: Session, records: Iterable[Record]) -> dict[str, int]:
    """Record → how often it was written after the first time."""
    query = (
        select(LogEntry.record, func.count())
        .where(LogEntry.record.in_([record.id for record in records]), LogEntry.do == "put", LogEntry.rev.is_not(None))
        .group_by(LogEntry.record)
    )
    return {id_: count - 1 for id_, count in session.execute(query) if id_}


def _named(
    session: Session, viewer: Viewer, registers: Registers, records: list[Record], language: str
) -> dict[str, str]:
    """What people call the persons, sites and records that the records name."""
    kinds: dict[str, set[str]] = {"person": set(), "unit": set(), "ref": set()}
    for record in records:
        register = registers.latest(record.register)
        for field in register.fields.values() if register else ():
            kind = _kind(field)
            if kind and field.name in record.data:
                kinds[kind].update(_several(record.data[field.name]))
    found = labels.of_units(session, kinds["unit"]) if kinds["unit"] else {}
    if kinds["person"]:
        found |= dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(kinds["person"]))).all())
    if kinds["ref"]:
        found |= labels.of_records(session, viewer, registers, kinds["ref"], language)
    return found


def _ids(register: Register | None, record: Record) -> Iterator[str]:
    for field in register.fields.values() if register else ():
        if _kind(field) and field.name in record.data:
            yield from _several(record.data[field.name])


def _kind(field: Field) -> str | None:
    if field.type in ("person", "persons"):
        return "person"
    return "unit" if field.choices_from else "ref" if field.type == "ref" else None


def _several(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None
