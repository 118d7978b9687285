"""Reading records: the lists that somebody may see, filtered, sorted, in pages; and one record with its history."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, case, func, literal, select, tuple_
from sqlalchemy.orm import Session

from server.access.records import sees, visible
from server.access.viewer import Viewer
from server.models.log import LogEntry, Quarantine, Record
from server.models.org import Unit
from server.models.periods import Period
from server.periods import ranges
from server.platform.clock import now
from server.platform.query_params import ParamReader, RawParams
from server.records import drilldown
from server.records.review_queue import awaiting
from sync.folding import search_terms
from sync.protocol.canonical import Json, sound_text
from sync.protocol.ids import is_uuid
from sync.protocol.transitions import STATUSES
from sync.registers import Registers

FILTERS = ("register", "unit", "status", "period", "author", "q", "month", "where", "measure", "age", "for")
PARAMETERS = (*FILTERS, "sort", "cursor", "limit")
PAGE, LARGEST_PAGE = 50, 200
_AGE = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?\Z")
MOST_WORDS = 20

NEVER = date(1, 1, 1)  # stands for the day that a record does not have
RANK = case({status: place for place, status in enumerate(STATUSES)}, value=Record.status, else_=len(STATUSES))
KEYS: Mapping[str, ColumnElement[Any]] = {
    "changed": Record.__table__.c.changed,
    "created": Record.__table__.c.created,
    "day": func.coalesce(Record.day, NEVER),
    "status": RANK,
    "since": Record.__table__.c.since,
    "title": Record.__table__.c.title,
    "unit": select(Unit.name).where(Unit.id == Record.scope).scalar_subquery(),
}
SORTS = ("changed", "-changed", "created", "-created", "day", "-day", "status", "since", "-since", "title", "unit")


@dataclass(frozen=True, slots=True)
class Listing:
    """What to list; the first condition is what the person sees. ``after``: sort key and id of the record before."""

    conditions: tuple[ColumnElement[bool], ...]
    sort: str = "-changed"
    after: tuple[Any, str] | None = None
    limit: int = PAGE


def listing(session: Session, viewer: Viewer, registers: Registers, given: RawParams) -> Listing:
    """Read the parameters of a list. Problem ``malformed`` with the fields that are not understood."""
    asked = ParamReader(given, PARAMETERS)
    conditions = [
        _seen(session, viewer, asked, registers),
        *_filters(session, asked, registers),
        *_behind(asked, registers),
    ]
    sort = asked.among("sort", SORTS) or "-changed"
    after, text = None, asked.one("cursor")
    if text is not None:
        after = read_cursor(text, sort)
        if after is None:
            asked.fault("cursor", "type")
    limit = asked.number("limit", 1, LARGEST_PAGE, PAGE)
    asked.refuse()
    return Listing(tuple(conditions), sort, after, limit)


def records(session: Session, wanted: Listing) -> tuple[list[Record], str | None]:
    """A page of records, and the cursor of the next one if there is more."""
    key, falls = KEYS[wanted.sort.lstrip("-")], wanted.sort.startswith("-")
    query = select(Record, key.label("place")).where(*wanted.conditions)
    if wanted.after:
        query = query.where(_beyond(key, falls, *wanted.after))
    order = (key.desc(), Record.id.desc()) if falls else (key, Record.id)
    found = session.execute(query.order_by(*order).limit(wanted.limit + 1)).all()
    page = found[: wanted.limit]
    more = len(found) > wanted.limit
    cursor = _write_cursor(wanted.sort, page[-1].place, page[-1].Record.id) if more else None
    return [row.Record for row in page], cursor


def record(session: Session, viewer: Viewer, registers: Registers, id_: str) -> Record | None:
    """One record, if it is there and the person sees it."""
    found = session.get(Record, id_) if is_uuid(id_) else None
    register = registers.get(f"{found.register}@{found.version}") if found else None
    if found is None or register is None:
        return None
    path = session.scalar(select(Unit.path).where(Unit.id == found.scope)) or ""
    return found if sees(viewer, found, register, path) else None


def history(session: Session, found: Record) -> list[Json]:
    """The log's entries of a record, in the order of the log."""
    query = select(LogEntry).where(LogEntry.record == found.id, LogEntry.rev.is_not(None)).order_by(LogEntry.rev)
    entries = session.scalars(query).all()
    asked = select(Quarantine).where(Quarantine.taken_as.in_([entry.mutation for entry in entries if entry.stands_for]))
    taken = {kept.taken_as: kept for kept in session.scalars(asked)}
    return [_told(entry, taken.get(entry.mutation)) for entry in entries]


def _told(entry: LogEntry, taken: Quarantine | None) -> Json:
    body = orjson.loads(entry.body)
    told: Json = {
        "id": entry.mutation,
        "do": entry.do,
        "by": entry.person,
        "at": entry.at,
        "received": entry.received.isoformat().replace("+00:00", "Z"),
        "version": f"{entry.rev}.{entry.chain}",
    }
    if taken and taken.at:
        told["taken_in"] = {"by": taken.by, "at": taken.at.isoformat().replace("+00:00", "Z")}
    said = ("set", "add", "remove", "resolves", "period", "then", "text", "field")
    return told | {name: body[name] for name in said if body.get(name)}


def _filters(session: Session, asked: ParamReader, registers: Registers) -> list[ColumnElement[bool]]:
    known = registers.all_latest()
    found: list[ColumnElement[bool]] = []
    if register := asked.among("register", {item.key for item in known}):
        found.append(Record.register == register)
    if unit := asked.id("unit"):
        found.append(Record.scope.in_(below(unit)))
    if statuses := asked.several("status", STATUSES):
        found.append(Record.status.in_(statuses))
    if key := asked.one("period"):
        period = session.get(Period, key)
        if period is None:
            asked.fault("period", "choices")
        else:
            found.append(ranges.records_within(period, [item.key for item in known if item.period == "event"]))
    if author := asked.id("author"):
        found.append(Record.author == author)
    if text := asked.one("age"):
        found += _age(asked, text)
    return found + _words(asked)


def _seen(session: Session, viewer: Viewer, asked: ParamReader, registers: Registers) -> ColumnElement[bool]:
    """What one sees; with ``for=me`` only what waits for one's own word."""
    mine = asked.among("for", ("me",))
    return awaiting(session, viewer) if mine else visible(viewer, registers.all_latest())


def _age(asked: ParamReader, text: str) -> list[ColumnElement[bool]]:
    """``7``: for seven days or longer at the same status; ``3-7``: for three to seven."""
    found = _AGE.match(text)
    if not found or (found[2] and int(found[2]) < int(found[1])):
        asked.fault("age", "type")
        return []
    today = now()
    out = [Record.since <= today - timedelta(days=int(found[1]))]
    if found[2]:
        out.append(Record.since > today - timedelta(days=int(found[2]) + 1))
    return out


def below(unit: str) -> Select[str]:
    """The ids of a unit and of all below it by place."""
    place = select(Unit.place).where(Unit.id == unit).scalar_subquery()
    # Places are made of ids and slashes alone: nothing in them means something to LIKE.
    return select(Unit.id).where(Unit.place.like(place + "%"))


def _words(asked: ParamReader) -> list[ColumnElement[bool]]:
    wanted = search_terms(asked.one("q") or "")
    if len(wanted) > MOST_WORDS:
        asked.fault("q", "length")
    return [Record.search_text.contains(word, autoescape=True) for word in wanted[:MOST_WORDS]]


def _behind(asked: ParamReader, registers: Registers) -> list[ColumnElement[bool]]:
    """``month``, and ``where`` and ``measure`` of the register named: what a bar of a chart asks for."""
    found: list[ColumnElement[bool] | None] = []
    if month := asked.one("month"):
        found.append(drilldown.month(month))
        if found[-1] is None:
            asked.fault("month", "type")
    register = registers.latest(asked.one("register") or "")
    if where := asked.one("where"):
        found.append(drilldown.value(register, where) if register else None)
        if found[-1] is None:
            asked.fault("where", "choices")
    if measure := asked.among("measure", {item.key for item in register.measures} if register else ()):
        assert register is not None
        found.append(drilldown.measure(register, measure))
    return [condition for condition in found if condition is not None]


def _beyond(key: ColumnElement[Any], falls: bool, place: Any, id_: str) -> ColumnElement[bool]:
    """Rows compare as wholes, which an index can begin at."""
    here, there = tuple_(key, Record.id), tuple_(literal(place, key.type), literal(id_))
    return here < there if falls else here > there


def _write_cursor(sort: str, place: Any, id_: str) -> str:
    text = place.isoformat() if isinstance(place, date) else place
    return base64.urlsafe_b64encode(orjson.dumps([sort, text, id_])).decode().rstrip("=")


def read_cursor(text: str, sort: str) -> tuple[Any, str] | None:
    """The sort key and id that a cursor names; None if it is none of ours, or of another sort."""
    try:
        kept, place, id_ = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if kept != sort or not is_uuid(id_):
            return None
        return _place(sort.lstrip("-"), place), id_
    except (ValueError, TypeError, OverflowError):
        return None


def _place(name: str, place: Any) -> Any:
    if name == "status":
        if not isinstance(place, int) or not 0 <= place <= len(STATUSES):
            raise ValueError("not a status")
        return place
    if name in ("title", "unit"):
        if not isinstance(place, str) or not sound_text(place):
            raise ValueError("no text")
        return place
    if name == "day":
        return date.fromisoformat(place)
    return datetime.fromisoformat(place).astimezone(UTC)
