"""Searching the audit: its own entries and the mutations in the logs, merged by time, newest first."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, TypedDict

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import aliased

from server.access.people import units_looked_after
from server.access.units import arranges, reads_audit
from server.access.viewer import Viewer, units_reached
from server.access.visible import visible
from server.audit.filters import Condition, Filters
from server.audit.personal import readable, rows_of
from server.models.audit import AuditEntry, AuditPersonal
from server.models.auth import Session
from server.models.log import LogEntry, Record
from server.models.log_storage import is_session
from server.models.org import Person, Role, Unit
from server.platform.device_names import short_device_name
from sync.protocol.problems import Problem
from sync.protocol.transitions import DELETED
from sync.registers import Registers


class Named(TypedDict):
    """A person, unit or the like with its name; ``name`` is None if it is not known (any more)."""

    id: str | None
    name: str | None


class Target(Named):
    """What an entry is about; ``kind`` says what that is: person, unit, cluster, record, ..."""

    kind: str


class Entry(TypedDict):
    """An entry of the audit, or a mutation in a log, as a search shows it.

    ``what``: the audit's action, or ``record.`` and the mutation's verb. ``seq``: its number in the audit or in the
    logs, each counted separately. ``address``: the IP address; of a mutation, that of the sign-in of its session.
    """

    seq: int  # in its own source
    at: datetime
    by: Named | None
    what: str
    target: Target | None
    unit: Named | None
    address: str | None
    device: str | None
    details: Mapping[str, object]


class Page(TypedDict):
    """A page of a search's entries; ``next``: the cursor that asks for the page after it, None on the last page."""

    entries: list[Entry]
    next: str | None


class _Row(NamedTuple):
    """An entry of the audit or the logs, with ids only; ``target``: (kind, id)."""

    seq: int
    at: datetime
    by: str | None
    what: str
    target: tuple[str | None, str | None]  # kind, id
    unit: str | None
    address: str | None
    device: str | None
    details: Mapping[str, object]


def search_page(session: Database, viewer: Viewer, registers: Registers, filters: Filters) -> Page:
    """The page of entries that the filters ask for, of those that the viewer may read, newest first.

    Problem ``forbidden`` for whoever has no role but teacher. The cursor says up to which ``seq`` the pages went in the
    audit and in the logs.
    """
    if not reads_audit(viewer):
        raise Problem("forbidden")
    audited = list(_of_the_audit(session, viewer, filters))
    logged = list(_of_the_logs(session, viewer, registers, filters))
    page: list[_Row] = []
    in_audit, in_logs = filters.before
    while (audited or logged) and len(page) < filters.limit:
        if logged and (not audited or logged[0].at > audited[0].at):
            page.append(logged.pop(0))
            in_logs = page[-1].seq
        else:
            page.append(audited.pop(0))
            in_audit = page[-1].seq
    return {"entries": _with_names(session, page), "next": f"{in_audit}.{in_logs}" if audited or logged else None}


def _of_the_audit(session: Database, viewer: Viewer, filters: Filters) -> Iterator[_Row]:
    """The audit's entries for a page, newest first; one more than the page holds, to show whether there is another
    page."""
    if filters.audit is None:
        return
    query = select(AuditEntry).where(_readable(viewer), AuditEntry.seq < filters.before[0], *filters.audit)
    found = session.scalars(query.order_by(AuditEntry.seq.desc()).limit(filters.limit + 1)).all()
    beside = rows_of(session, [one.seq for one in found])
    for one in found:
        yield _whole(one, beside.get(one.seq, []))


def _whole(one: AuditEntry, beside: list[AuditPersonal]) -> _Row:
    """An entry with what is kept beside it. Those of earlier releases hold it themselves."""
    address = next((row.address for row in beside if row.address), one.address)
    device = next((row.device for row in beside if row.device), one.device)
    details = readable(one.details)
    for row in beside:
        details |= row.details
    return _Row(one.seq, one.at, one.actor, one.action, (one.kind, one.target), one.unit, address, device, details)


def _readable(viewer: Viewer) -> Condition:
    """A condition on ``AuditEntry`` for those that the viewer may read.

    The department and administrators read everything; others, entries of the units that they look after, and entries
    about a person from the time when that person had a role there.
    """
    if arranges(viewer):
        return AuditEntry.seq > 0
    units = units_looked_after(viewer)
    lasted = or_(Role.until.is_(None), Role.until >= AuditEntry.at)
    member = (
        select(Role.id)
        .where(Role.unit.in_(units), Role.since <= AuditEntry.at, lasted)
        .where(AuditEntry.kind == "person", Role.person == AuditEntry.target)
    )
    return or_(AuditEntry.unit.in_(units), member.correlate(AuditEntry).exists())


def _of_the_logs(session: Database, viewer: Viewer, registers: Registers, filters: Filters) -> Iterator[_Row]:
    """The applied mutations, for a page, of the records that the viewer sees or that were deleted after they were
    submitted, in units that they lead or are an officer of; newest first, and one more than the page holds."""
    if filters.log is None:
        return
    signed, theirs = aliased(AuditEntry), aliased(AuditPersonal)
    query = (
        select(LogEntry, Record.register, func.coalesce(theirs.address, signed.address), Session.device_name)
        .join(Record, Record.id == LogEntry.record)
        .outerjoin(Session, is_session(Session.digest, LogEntry.session))
        .outerjoin(signed, and_(is_session(signed.session, LogEntry.session), signed.action == "session.begin"))
        .outerjoin(theirs, and_(theirs.seq == signed.seq, theirs.person == signed.actor))
        .where(LogEntry.seq < filters.before[1], LogEntry.rev.is_not(None), *filters.log)
        .where(LogEntry.scope.in_(units_reached(viewer.reading, ("leader", "commune", "department"))))
        .where(or_(visible(viewer, registers.all_latest()), _deleted_after_it_was_sent()))
    )
    rows = session.execute(query.order_by(LogEntry.seq.desc()).limit(filters.limit + 1))
    for one, register, address, device in rows:
        target, details = ("record", one.record), {"register": register, "said": one.at}
        yield _Row(one.seq, one.received, one.person, f"record.{one.do}", target, one.scope, address, device, details)


def _deleted_after_it_was_sent() -> Condition:
    return and_(Record.status == DELETED, Record.submitted_rev.is_not(None))


def _with_names(session: Database, page: list[_Row]) -> list[Entry]:
    """The entries of a page, made of rows by adding the names of people and units to their ids."""
    targets = {one.target[1] for one in page}
    people = _names(session, Person, {one.by for one in page} | targets)
    units = _names(session, Unit, {one.unit for one in page} | targets)
    return [_entry(one, people, units) for one in page]


def _names(session: Database, table: type[Person] | type[Unit], ids: set[str | None]) -> dict[str, str]:
    return dict(session.execute(select(table.id, table.name).where(table.id.in_(ids))).all())


def _entry(row: _Row, people: Mapping[str, str], units: Mapping[str, str]) -> Entry:
    kind, id_ = row.target
    target: Target | None = None
    if kind:
        target = {"kind": kind, "id": id_, "name": people.get(id_ or "") or units.get(id_ or "")}
    return {
        "seq": row.seq,
        "at": row.at,
        "by": {"id": row.by, "name": people.get(row.by)} if row.by else None,
        "what": row.what,
        "target": target,
        "unit": {"id": row.unit, "name": units.get(row.unit)} if row.unit else None,
        "address": row.address,
        "device": short_device_name(row.device),
        "details": row.details,
    }
