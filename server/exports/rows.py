"""Reads the records of an export job from the database, a page at a time, as the rows that files are made of."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from server.access.viewer import Viewer
from server.access.visible import visible
from server.exports.export_row import ExportRow
from server.exports.order import order_of
from server.exports.row_names import named_ids, names_in
from server.figures.question import COUNTABLE
from server.models.auth import Session as Phone
from server.models.jobs import ExportJob
from server.models.log import LogEntry, Record
from server.models.log_storage import is_session
from server.models.org import Unit
from server.models.periods import Period
from server.models.record_imports import ImportedRecord
from server.org.reporting_units import counted_at
from server.periods import ranges
from server.platform.clock import now, utc_text
from server.platform.query_params import ParamReader
from server.records import labels
from server.records.cursor import read_cursor
from server.records.filters import FILTERS, in_statuses, read_drilldown, read_filters, units_below
from server.records.hinted import ANY_OR_KIND, hinted
from server.records.listing import Listing, read_page
from sync.protocol.answers import Answers
from sync.protocol.transitions import APPROVED, REJECTED, RETURNED, VERIFIED
from sync.registers import Register, Registers, visible_fields

PAGE = 500
DATA = ("csv", "csv_excel", "json", "zip")
"""Formats that are read by programs and signed by nobody."""
REVIEWS = {APPROVED: "approved", REJECTED: "rejected", RETURNED: "hasIssues"}
"""The status of a record → ODK Central's ReviewState. For other statuses it is ``edited`` or ``""``, see ``_rows``."""


def listing(session: Session, viewer: Viewer, registers: Registers, job: ExportJob) -> Listing:
    """The query for the next page of a job's records, after the job's cursor: those of the order that one may see.

    The records are in the order of their creation, so that new ones never change the pages before.
    """
    order = order_of(job)
    conditions: list[ColumnElement[bool]] = [
        visible(viewer, registers.all_latest()),
        in_statuses(registers.all_latest(), statuses_of(registers, job)),
    ]
    if order["registers"]:
        conditions.append(Record.register.in_(order["registers"]))
    period = session.get(Period, order["period"]) if order["period"] else None
    at = counted_at(period.ends, now()) if period else None
    if not order.get("filters"):
        conditions.append(Record.scope.in_(units_below(order["unit"], at)))
    if period:
        conditions.append(ranges.records_within(session, period, registers.all_latest()))
    if filters := order.get("filters"):
        named = {"register": order["registers"][0], "unit": order["unit"]}
        named |= {"period": order["period"]} if order["period"] else {}
        params = ParamReader({name: [value] for name, value in (filters | named).items()}, (*FILTERS, "hint"))
        conditions += [
            *read_filters(session, params, registers),
            *read_drilldown(session, params, registers),
            *hinted(viewer, params.among("hint", ANY_OR_KIND)),
        ]
        params.refuse()
    after = read_cursor(job.cursor, "created") if job.cursor else None
    return Listing(tuple(conditions), "created", after, PAGE)


def statuses_of(registers: Registers, job: ExportJob) -> tuple[str, ...]:
    """The statuses that an export holds: those ordered, else those that count in the figures of its register.

    Empty if these differ by register. CSV, JSON and ZIP, which nobody signs, hold all that was submitted by default.
    """
    order = order_of(job)
    if order["status"]:
        return tuple(order["status"])
    if job.format in DATA:
        return COUNTABLE
    register = registers.latest(order["registers"][0]) if len(order["registers"]) == 1 else None
    return register.counts if register else ()


def count(session: Session, wanted: Listing) -> int:
    """How many records the query finds on all its pages."""
    return session.scalar(select(func.count()).select_from(Record).where(*wanted.conditions)) or 0


def page(
    session: Session, viewer: Viewer, registers: Registers, wanted: Listing, language: str
) -> tuple[list[ExportRow], str | None]:
    """The rows of a page of records, and the cursor of the next page, None on the last one.

    Titles are in ``language``.
    """
    found, cursor = read_page(session, wanted)
    return list(_rows(session, viewer, registers, found, language)), cursor


def _rows(
    session: Session, viewer: Viewer, registers: Registers, records: list[Record], language: str
) -> Iterator[ExportRow]:
    units, people = _units(session, records), _people(session, records)
    entries, edits = _submissions(session, records), _edits(session, records)
    named = names_in(session, viewer, registers, records, language)
    for record in records:
        register = registers.latest(record.register)
        at, device = entries.get(record.id, (None, None))
        unit, place, code, sector_code = units[record.scope]
        computed = {name: one for name, one in (record.computed or {}).items() if register and name in register.fields}
        answers, hidden = record.data | computed, _hidden(registers, record)
        yield {
            "key": record.id,
            "register": record.register,
            "form": record.version,
            "unit": unit,
            "place": place,
            "code": code,
            "sector_code": sector_code,
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
            "data": {name: value for name, value in answers.items() if name not in hidden},
            "hidden": hidden,
            "named": {id_: named[id_] for id_ in named_ids(register, record) if id_ in named},
        }


def _hidden(registers: Registers, record: Record) -> Answers:
    """The answers that the record's form does not show any more, for those given before: they count nowhere."""
    register = registers.get(f"{record.register}@{record.version}")
    shown = visible_fields(register, record.data) if register else set(record.data)
    return {name: value for name, value in record.data.items() if name not in shown}


def _school(register: Register | None, record: Record) -> str:
    """The status of a record within its school: ``verified`` once its leader verified it, also when it is approved.

    ``""`` if no leader reviews the register. ODK Central has one level of review only, so this has its own column.
    """
    if register is None or "leader" not in register.review:
        return ""
    return VERIFIED if record.status in (VERIFIED, APPROVED) else record.status


def _units(session: Session, records: Iterable[Record]) -> dict[str, tuple[str, str, str, str]]:
    """Id of each record's unit → its name, the name of the unit in which it lies, its code, and that of the sector's
    database; ``""`` for none."""
    place = aliased(Unit)
    query = select(Unit.id, Unit.name, place.name, Unit.code, Unit.sector_code).outerjoin(
        place, place.id == Unit.parent
    )
    found = session.execute(query.where(Unit.id.in_({record.scope for record in records})))
    return {id_: (name, above or "", code or "", own or "") for id_, name, above, code, own in found}


def _people(session: Session, records: Iterable[Record]) -> dict[str, str]:
    return labels.of_people(session, {record.author for record in records})


def _submissions(session: Session, records: Iterable[Record]) -> dict[str, tuple[datetime, str | None]]:
    """Id of each submitted record → when the server received its submission, and the device (None if not known); of one
    that came from a workbook the file, as ``import:Báo cáo.xlsx``."""
    query = (
        select(Record.id, LogEntry.received, Phone.device_name, ImportedRecord.name)
        .join(LogEntry, and_(LogEntry.scope == Record.scope, LogEntry.rev == Record.submitted_rev))
        .outerjoin(Phone, is_session(Phone.digest, LogEntry.session))
        .outerjoin(ImportedRecord, ImportedRecord.record == Record.id)
        .where(Record.id.in_([record.id for record in records]))
    )
    found = session.execute(query)
    return {id_: (at, f"import:{file}" if file is not None else device) for id_, at, device, file in found}


def _edits(session: Session, records: Iterable[Record]) -> dict[str, int]:
    """Id of each record → how often it was written after the first time."""
    query = (
        select(LogEntry.record, func.count())
        .where(LogEntry.record.in_([record.id for record in records]), LogEntry.do == "put", LogEntry.rev.is_not(None))
        .group_by(LogEntry.record)
    )
    return {id_: count - 1 for id_, count in session.execute(query) if id_}


def _moment(at: datetime | None) -> str | None:
    return utc_text(at, "milliseconds") if at else None
