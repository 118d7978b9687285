"""Reading the audit: what people did besides recording, and what the logs say was done to records, newest first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import aliased

from server.access.people import units_looked_after
from server.access.records import visible
from server.access.units import arranges, reads_audit
from server.access.viewer import Viewer, units_reached
from server.audit.append import ACTIONS
from server.models.audit import AuditEntry
from server.models.auth import Session
from server.models.log import LogEntry, Record
from server.models.org import Person, Role, Unit
from server.platform.clock import HERE
from server.platform.query_params import ParamReader, RawParams
from sync.folding import search_terms
from sync.protocol.canonical import Json
from sync.protocol.problems import Problem
from sync.protocol.transitions import DELETED, VERBS
from sync.registers import Registers

Condition = ColumnElement[bool]

PARAMETERS = ("who", "what", "from", "to", "unit", "target", "address", "q", "cursor", "limit")
WHAT = (*ACTIONS, *(f"record.{verb}" for verb in sorted(VERBS)))
PAGE, LARGEST_PAGE = 50, 200
MOST_WORDS = 10
OLDEST = (10**17, 10**17)

_CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\Z")


@dataclass(frozen=True, slots=True)
class Search:
    """Conditions on either source; None: nothing of it is asked for. ``before``: where the page before ended."""

    audit: tuple[Condition, ...] | None
    log: tuple[Condition, ...] | None
    before: tuple[int, int]
    limit: int


class _Both:
    """A condition on the audit beside the same one on the logs."""

    def __init__(self) -> None:
        self.audit: list[Condition] = []
        self.log: list[Condition] = []

    def add(self, audit: Condition, log: Condition) -> None:
        self.audit.append(audit)
        self.log.append(log)


def search(session: Database, given: RawParams) -> Search:
    """Read the parameters. Problem ``malformed`` with the fields that are not understood."""
    asked = ParamReader(given, PARAMETERS)
    both = _Both()
    chosen = asked.several("what", WHAT)
    if chosen:
        both.add(AuditEntry.action.in_(chosen), LogEntry.do.in_(one.removeprefix("record.") for one in chosen))
    if who := asked.id("who"):
        both.add(AuditEntry.actor == who, LogEntry.person == who)
    if target := asked.id("target"):
        both.add(AuditEntry.target == target, LogEntry.record == target)
    if unit := asked.id("unit"):
        found = session.get(Unit, unit)
        below = select(Unit.id).where(Unit.place.startswith(found.place if found else "?", autoescape=True))
        both.add(AuditEntry.unit.in_(below), LogEntry.scope.in_(below))
    if first := _day(asked, "from"):
        both.add(AuditEntry.at >= first, LogEntry.received >= first)
    if last := _day(asked, "to"):
        after = last + timedelta(days=1)
        both.add(AuditEntry.at < after, LogEntry.received < after)
    if address := asked.one("address"):
        here = select(AuditEntry.session).where(AuditEntry.address == address, AuditEntry.action == "session.begin")
        both.add(AuditEntry.address == address, LogEntry.session.in_(here))
    for word in search_terms(asked.one("q") or "")[:MOST_WORDS]:
        people = select(Person.id).where(Person.search_text.contains(word, autoescape=True))
        both.add(
            AuditEntry.search_text.contains(word, autoescape=True),
            or_(Record.search_text.contains(word, autoescape=True), LogEntry.person.in_(people)),
        )
    before, limit = _cursor(asked), asked.number("limit", 1, LARGEST_PAGE, PAGE)
    asked.refuse()
    records = [one.startswith("record.") for one in chosen]
    return Search(
        None if records and all(records) else tuple(both.audit),
        None if records and not any(records) else tuple(both.log),
        before,
        limit,
    )


def entries(session: Database, viewer: Viewer, registers: Registers, wanted: Search) -> Json:
    """``{"entries": [{"at", "by", "what", "target", "unit", "address", "device", "details"}], "next"}``.

    Each source keeps its own order, and is taken by its time; a page ends at a place in both. Problem ``forbidden``.
    """
    if not reads_audit(viewer):
        raise Problem("forbidden")
    told = list(_of_the_audit(session, viewer, wanted))
    done = list(_of_the_logs(session, viewer, registers, wanted))
    page: list[Json] = []
    here, there = wanted.before
    while (told or done) and len(page) < wanted.limit:
        if done and (not told or done[0]["at"] > told[0]["at"]):
            page.append(done.pop(0))
            there = page[-1]["seq"]
        else:
            page.append(told.pop(0))
            here = page[-1]["seq"]
    return {"entries": _named(session, page), "next": f"{here}.{there}" if told or done else None}


def _of_the_audit(session: Database, viewer: Viewer, wanted: Search):
    if wanted.audit is None:
        return
    query = select(AuditEntry).where(_told_to(viewer), AuditEntry.seq < wanted.before[0], *wanted.audit)
    for entry in session.scalars(query.order_by(AuditEntry.seq.desc()).limit(wanted.limit + 1)):
        yield {
            "seq": entry.seq,
            "at": entry.at,
            "by": entry.actor,
            "what": entry.action,
            "target": {"kind": entry.kind, "id": entry.target} if entry.kind else None,
            "unit": entry.unit,
            "address": entry.address,
            "device": entry.device,
            "details": entry.details,
        }


def _told_to(viewer: Viewer) -> Condition:
    """Everything to the department and administrators; to the others what concerns their units, and the sign-ins and
    changes of people while these belonged there."""
    if arranges(viewer):
        return AuditEntry.seq > 0
    kept = units_looked_after(viewer)
    member = (
        select(Role.id)
        .where(Role.unit.in_(kept), Role.since <= AuditEntry.at, or_(Role.until.is_(None), Role.until >= AuditEntry.at))
        .where(AuditEntry.kind == "person", Role.person == AuditEntry.target)
    )
    return or_(AuditEntry.unit.in_(kept), member.correlate(AuditEntry).exists())


def _of_the_logs(session: Database, viewer: Viewer, registers: Registers, wanted: Search):
    if wanted.log is None:
        return
    signed = aliased(AuditEntry)
    query = (
        select(LogEntry, Record.register, signed.address, Session.device_name)
        .join(Record, Record.id == LogEntry.record)
        .outerjoin(Session, Session.digest == LogEntry.session)
        .outerjoin(signed, and_(signed.session == LogEntry.session, signed.action == "session.begin"))
        .where(LogEntry.seq < wanted.before[1], LogEntry.rev.is_not(None), *wanted.log)
        .where(LogEntry.scope.in_(units_reached(viewer.reading, ("leader", "commune", "department"))))
        .where(or_(visible(viewer, registers.all_latest()), _deleted_after_it_was_sent()))
    )
    rows = session.execute(query.order_by(LogEntry.seq.desc()).limit(wanted.limit + 1))
    for entry, register, address, device in rows:
        yield {
            "seq": entry.seq,
            "at": entry.received,
            "by": entry.person,
            "what": f"record.{entry.do}",
            "target": {"kind": "record", "id": entry.record},
            "unit": entry.scope,
            "address": address,
            "device": device,
            "details": {"register": register, "said": entry.at},
        }


def _deleted_after_it_was_sent() -> Condition:
    return and_(Record.status == DELETED, Record.submitted_rev.is_not(None))


def _named(session: Database, page: list[Json]) -> list[Json]:
    """Names beside the ids of people and units."""
    ids: Mapping[str, set[Any]] = {
        "person": {one["by"] for one in page} | {one["target"]["id"] for one in page if one["target"]},
        "unit": {one["unit"] for one in page} | {one["target"]["id"] for one in page if one["target"]},
    }
    people = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids["person"]))).all())
    units = dict(session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids["unit"]))).all())
    for one in page:
        one["by"] = one["by"] and {"id": one["by"], "name": people.get(one["by"])}
        one["unit"] = one["unit"] and {"id": one["unit"], "name": units.get(one["unit"])}
        if one["target"]:
            one["target"]["name"] = people.get(one["target"]["id"]) or units.get(one["target"]["id"])
    return page


def _day(asked: ParamReader, name: str) -> datetime | None:
    """The beginning of a day in Việt Nam."""
    text = asked.one(name)
    try:
        return datetime.combine(date.fromisoformat(text), time(), HERE) if text else None
    except ValueError:
        asked.fault(name, "type")
        return None


def _cursor(asked: ParamReader) -> tuple[int, int]:
    text = asked.one("cursor")
    found = _CURSOR.match(text) if text else None
    if text and not found:
        asked.fault("cursor", "type")
    return (int(found[1]), int(found[2])) if found else OLDEST
