"""The filters of a search in the audit: query parameters, read into SQL conditions on its two sources.

What people did to units, people and settings is in the audit's own entries, what they did to records in the logs.
"""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session as Database

from server.audit.append import ACTIONS
from server.models.audit import AuditEntry, AuditPersonal
from server.models.log import LogEntry, Record
from server.models.log_storage import is_session
from server.models.org import Person, Unit
from server.platform.clock import end_of_day, start_of_day
from server.platform.query_params import ParamReader, RawParams
from sync.protocol.transitions import VERBS

Condition = ColumnElement[bool]

PARAMETERS = ("who", "what", "from", "to", "unit", "target", "address", "q", "cursor", "limit")
# Values of the parameter ``what``: actions of the audit, and ``record.`` with a verb of the log.
WHAT = (*ACTIONS, *(f"record.{verb}" for verb in sorted(VERBS)))
PAGE, LARGEST_PAGE = 50, 200
NEWEST = (10**17, 10**17)
"""A ``Filters.before`` that is after every entry: for the first page."""

_CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\Z")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search of the audit is to find: conditions on ``AuditEntry``, and on ``LogEntry`` joined with its
    ``Record``.

    ``audit`` or ``log`` is None if nothing of that source is wanted. ``before``: the ``seq`` in the audit and that in
    the logs at which the page before ended; only smaller ones follow. ``limit``: the number of entries on a page.
    """

    audit: tuple[Condition, ...] | None
    log: tuple[Condition, ...] | None
    before: tuple[int, int]
    limit: int


class _Both:
    """Conditions on the audit's entries, and the same ones on the logs'."""

    def __init__(self) -> None:
        self.audit: list[Condition] = []
        self.log: list[Condition] = []

    def add(self, audit: Condition, log: Condition) -> None:
        """Add a condition on the audit's entries and the corresponding one on the logs'."""
        self.audit.append(audit)
        self.log.append(log)


def read_filters(session: Database, given: RawParams) -> Filters:
    """Read the query parameters of a search of the audit. Problem ``malformed`` names all that are not valid."""
    params, both = ParamReader(given, PARAMETERS), _Both()
    chosen = params.several("what", WHAT)
    if chosen:
        both.add(AuditEntry.action.in_(chosen), LogEntry.do.in_(one.removeprefix("record.") for one in chosen))
    _add_who_and_where(session, params, both)
    _add_days(params, both)
    _add_terms(params, both)
    before, limit = _cursor(params), params.number("limit", 1, LARGEST_PAGE, PAGE)
    params.refuse()
    of_records = [one.startswith("record.") for one in chosen]
    return Filters(
        None if of_records and all(of_records) else tuple(both.audit),
        None if of_records and not any(of_records) else tuple(both.log),
        before,
        limit,
    )


def _add_who_and_where(session: Database, params: ParamReader, both: _Both) -> None:
    if who := params.id("who"):
        both.add(AuditEntry.actor == who, LogEntry.person == who)
    if target := params.id("target"):
        both.add(AuditEntry.target == target, LogEntry.record == target)
    if unit := params.id("unit"):
        top = session.get(Unit, unit)
        below = select(Unit.id).where(Unit.place.startswith(top.place if top else "?", autoescape=True))
        both.add(AuditEntry.unit.in_(below), LogEntry.scope.in_(below))
    if address := params.one("address"):
        # A log entry has no address of its own: it has that of the sign-in of its session.
        beside = select(AuditPersonal.seq).where(AuditPersonal.address == address)
        from_there = or_(AuditEntry.seq.in_(beside), AuditEntry.address == address)
        signed = select(AuditEntry.session.label("digest")).where(from_there, AuditEntry.action == "session.begin")
        both.add(from_there, exists().where(is_session(signed.subquery().c.digest, LogEntry.session)))


def _add_days(params: ParamReader, both: _Both) -> None:
    if first := _day(params, "from"):
        begins = start_of_day(first)
        both.add(AuditEntry.at >= begins, LogEntry.received >= begins)
    if last := _day(params, "to"):
        after = end_of_day(last)
        both.add(AuditEntry.at < after, LogEntry.received < after)


def _add_terms(params: ParamReader, both: _Both) -> None:
    for word in params.terms("q"):
        people = select(Person.id).where(Person.search_text.contains(word, autoescape=True))
        beside = AuditPersonal.search_text.contains(word, autoescape=True)
        both.add(
            or_(
                AuditEntry.search_text.contains(word, autoescape=True),
                exists().where(AuditPersonal.seq == AuditEntry.seq, beside),
            ),
            or_(Record.search_text.contains(word, autoescape=True), LogEntry.person.in_(people)),
        )


def _day(params: ParamReader, name: str) -> date | None:
    """The day in parameter ``name``; None if the parameter is not given.

    What is no date gives None too, and is noted as a fault that ``params.refuse()`` raises later.
    """
    text = params.one(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        params.fault(name, "type")
        return None


def _cursor(params: ParamReader) -> tuple[int, int]:
    text = params.one("cursor")
    match = _CURSOR.match(text) if text else None
    if text and not match:
        params.fault("cursor", "type")
    return (int(match[1]), int(match[2])) if match else NEWEST
