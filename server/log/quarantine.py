"""Work that its unit could not take: kept until a leader takes it in or refuses it. Never applied by itself."""

from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from server.access.records import takes_in, units_in_charge
from server.access.viewer import Viewer, as_of
from server.audit.append import SYSTEM, Origin, record
from server.log import append
from server.log.quarantine_row import REFUSED, TAKEN_IN, WAITING
from server.models.log import LogEntry, Quarantine, Record, Scope
from server.models.org import Person, Unit
from server.platform.clock import now
from server.platform.query_params import ParamReader, RawParams
from server.records.filters import units_below
from sync.protocol.canonical import Json
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.registers import Registers

MOST = 100  # items of a list
MOST_ROWS = 2_000  # mutations of these
MOST_MINE = 500
LONG = 32_000  # bytes of a mutation; of a longer one the values are shortened
LONGEST = 1 << 20  # of a mutation longer still only what it does is shown
SHORT = 500  # characters
STATES = {"waiting": (WAITING,), "decided": (TAKEN_IN, REFUSED)}
SAYS = ("set", "add", "remove", "resolves", "period", "then", "text", "field", "form")
AUDITED = {"take_in": "quarantine.take", "refuse": "quarantine.refuse"}
DECISIONS = {"take_in": TAKEN_IN, "refuse": REFUSED}


class Kept(NamedTuple):
    """A kept mutation with what the log has of it; ``body`` is None where it is too long to be shown."""

    row: Quarantine
    do: str
    at: str
    after: str | None
    body: bytes | None


def listing(session: Session, viewer: Viewer, registers: Registers, given: RawParams) -> Json:
    """What waits in the units that one is in charge of, or what was decided there: the oldest or the last first.

    ``{"items": […], "waiting": n}``. An item is all that one author did to one record. Problem ``forbidden``,
    ``malformed``.
    """
    asked = ParamReader(given, ("unit", "state", "limit"))
    unit, limit = asked.id("unit"), asked.number("limit", 0, MOST, MOST)
    state = asked.among("state", STATES) or "waiting"
    asked.refuse()
    units = _in_charge(session, viewer, unit)
    waits = select(Quarantine.person, Quarantine.record).where(Quarantine.unit.in_(units), Quarantine.state == WAITING)
    waiting = session.scalar(select(func.count()).select_from(waits.distinct().subquery())) or 0
    rows = _listed(session, units, STATES[state], limit) if limit else []
    return {"items": [_item(session, registers, group) for group in _grouped(rows)[:limit]], "waiting": waiting}


def _listed(session: Session, units: Select[str], states: tuple[str, ...], limit: int) -> list[Kept]:
    """The mutations of as many items: those that have waited longest, or were decided last."""
    item = (Quarantine.person, Quarantine.record, Quarantine.unit, Quarantine.at)
    order = func.min(Quarantine.received) if WAITING in states else Quarantine.at.desc()
    first = select(*item).where(Quarantine.unit.in_(units), Quarantine.state.in_(states)).group_by(*item)
    chosen = first.order_by(order).limit(limit).subquery()
    same = (Quarantine.person == chosen.c.person) & (Quarantine.record == chosen.c.record)
    same &= Quarantine.at.is_not_distinct_from(chosen.c.at) & (Quarantine.unit == chosen.c.unit)
    query = _kept(LONGEST).join(chosen, same).where(Quarantine.state.in_(states))
    by = Quarantine.received if WAITING in states else Quarantine.at.desc()
    return [Kept(*row) for row in session.execute(query.order_by(by, LogEntry.seq).limit(MOST_ROWS))]


def mine(session: Session, account: str) -> Json:
    """What became of somebody's own: ``{"items": [{"mutation", "record", "state", "by", "at", "text"}]}``."""
    query = (
        select(Quarantine, Person.name)
        .outerjoin(Person, Person.id == Quarantine.by)
        .where(Quarantine.person == account)
        .order_by(Quarantine.received.desc())
        .limit(MOST_MINE)
    )
    return {
        "items": [
            {"mutation": row.mutation, "record": row.record, "state": row.state, "by": name, "text": row.text}
            | {"at": row.at.isoformat() if row.at else None}
            for row, name in session.execute(query)
        ]
    }


def decide(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    id_: str,
    do: str,
    text: str | None,
    origin: Origin = SYSTEM,
) -> Json:
    """Take in or refuse an item: the mutation ``id_`` and what its author had done to that record before it.

    ``{"id", "state", "by", "at", "outcomes": {mutation: outcome}}``. What is still not valid has a refusal among the
    outcomes, and stays waiting with what follows it. Problem ``not_found``; ``decided``, if it was the other way.
    """
    found = session.get(Quarantine, id_) if is_uuid(id_) else None
    if found is None or not takes_in(viewer, found.unit, _path(session, found.unit)):
        raise Problem("not_found")
    # The lock of the unit's log is the lock of its quarantine: of two leaders at once, one is first.
    session.execute(select(Scope.rev).where(Scope.unit == found.unit).with_for_update())
    session.refresh(found)
    outcomes: Json = {}
    if found.state == WAITING:
        chain = _through(session, found)
        if do == "take_in":
            outcomes = _take_in(session, registers, chain)
            chain = [kept for kept in chain if "version" in outcomes.get(kept.row.mutation, {})]
        decided = now()
        for kept in chain:
            row = kept.row
            row.state, row.by, row.at, row.text = DECISIONS[do], viewer.account, decided, text
        if chain:
            said = {"record": found.record, "author": found.person, "mutations": len(chain), "text": text}
            record(session, origin, AUDITED[do], ("person", found.person), found.unit, **said)
    elif found.state != DECISIONS[do]:
        raise Problem("decided")
    at = found.at.isoformat() if found.at else None
    return {"id": found.id, "state": found.state, "by": found.by, "at": at, "outcomes": outcomes}


def _take_in(session: Session, registers: Registers, chain: list[Kept]) -> Json:
    first = chain[0].row
    author = as_of(session, first.person, first.unit, min(kept.row.made for kept in chain))
    raws = {
        kept.row.mutation: orjson.loads(kept.body or b"") | {"id": str(uuid7()), "record": first.record}
        for kept in chain
    }
    outcomes = append.take_in(session, author, registers, raws)
    for kept in chain:
        if "version" in outcomes.get(kept.row.mutation, {}):
            kept.row.taken_as = raws[kept.row.mutation]["id"]
    return outcomes


def _kept(longest: int | None = None) -> Any:
    """Kept mutations with what the log has of them, as ``Kept``; longer bodies are left where they are."""
    same = (LogEntry.person == Quarantine.person) & (LogEntry.mutation == Quarantine.mutation)
    body: Any = LogEntry.body
    if longest is not None:
        body = case((func.length(body) <= longest, body), else_=None)
    return select(Quarantine, LogEntry.do, LogEntry.at, LogEntry.after, body).join(LogEntry, same)


def _through(session: Session, last: Quarantine) -> list[Kept]:
    """What waits of one author on one record, in its order, as far as ``last``."""
    query = _kept().where(
        Quarantine.person == last.person,
        Quarantine.record == last.record,
        Quarantine.unit == last.unit,
        Quarantine.state == WAITING,
    )
    rows = session.execute(query.order_by(Quarantine.received, LogEntry.seq))
    chain = _in_order([Kept(*row) for row in rows])
    ids = [kept.row.id for kept in chain]
    return chain[: ids.index(last.id) + 1]


def _in_order(rows: list[Kept]) -> list[Kept]:
    """Each after the one that it names as its ``after``, however they arrived."""
    left = {kept.row.mutation: kept for kept in rows}
    ordered: list[Kept] = []
    while left:
        free = next((mutation for mutation, kept in left.items() if kept.after not in left), None)
        ordered.append(left.pop(free or next(iter(left))))
    return ordered


def _grouped(rows: list[Kept]) -> list[list[Kept]]:
    groups: dict[tuple[object, ...], list[Kept]] = {}
    for kept in rows:
        row = kept.row
        groups.setdefault((row.person, row.record, row.unit, row.at), []).append(kept)
    return [_in_order(group) for group in groups.values()]


def _item(session: Session, registers: Registers, chain: list[Kept]) -> Json:
    last = chain[-1].row
    author, by = session.get_one(Person, last.person), session.get(Person, last.by) if last.by else None
    unit, there = session.get_one(Unit, last.unit), session.get(Record, last.record)
    told = [_told(kept) for kept in chain]
    held = f"{there.register}@{there.version}" if there else None
    form = next((each["form"] for each in reversed(told) if "form" in each), held)
    return {
        "id": last.id,
        "unit": {"id": unit.id, "name": unit.name},
        "author": {"id": author.id, "name": author.name},
        "record": last.record,
        "there": there is not None,
        "form": form,
        "known": bool(form and registers.get(form)),
        "code": chain[0].row.code,
        "mutations": told,
        "received": last.received.isoformat(),
        "state": last.state,
        "by": by.name if by else None,
        "at": last.at.isoformat() if last.at else None,
        "text": last.text,
    }


def _told(kept: Kept) -> Json:
    row = kept.row
    told = {"id": row.mutation, "do": kept.do, "at": kept.at, "made": row.made.isoformat(), "code": row.code}
    if kept.body is None:
        return told | {"long": True}
    raw = orjson.loads(kept.body)
    says = {name: raw[name] for name in SAYS if raw.get(name)}
    if len(kept.body) > LONG:
        says = {name: _shortened(value) for name, value in says.items()}
    return told | says


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name[:SHORT]: _shortened(held) for name, held in [*value.items()][:MOST]}
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return value if len(text) <= SHORT else f"{text[:SHORT]}…"


def _in_charge(session: Session, viewer: Viewer, unit: str | None) -> Select[str]:
    """The units asked for, as far as they are one's own to decide for: all of them, or one with what lies below it."""
    charge: ColumnElement[bool] = units_in_charge(viewer)
    units = select(Unit.id).where(charge)
    if unit is not None and takes_in(viewer, unit, _path(session, unit)):
        return units.where(Unit.id.in_(units_below(unit)))
    if unit is not None or session.scalar(units.limit(1)) is None:
        raise Problem("forbidden")
    return units


def _path(session: Session, unit: str) -> str:
    return session.scalar(select(Unit.path).where(Unit.id == unit)) or ""
