"""Work that its unit could not take: kept until a leader takes it in or refuses it. Never applied by itself."""

from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from server import access, log
from server.access import Viewer
from server.asked import Asked, Given
from server.audit import SYSTEM, Origin, record
from server.ledger import REFUSED, TAKEN_IN, WAITING
from server.models import LogEntry, Person, Quarantine, Record, Scope, Unit, now
from server.reading import below
from sync.ids import is_uuid
from sync.problems import Problem
from sync.registers import Registers

Json = dict[str, Any]
Kept = tuple[Quarantine, bytes]

MOST = 100  # items of a list
MOST_ROWS = 2_000  # mutations looked at for it
MOST_MINE = 500
LONG = 32_000  # bytes of a mutation; of a longer one the values are shortened
SHORT = 500  # characters
STATES = {"waiting": (WAITING,), "decided": (TAKEN_IN, REFUSED)}
SAYS = ("set", "add", "remove", "resolves", "period", "then", "text", "field", "form")
AUDITED = {"take_in": "quarantine.take", "refuse": "quarantine.refuse"}
DECISIONS = {"take_in": TAKEN_IN, "refuse": REFUSED}


def listing(session: Session, viewer: Viewer, registers: Registers, given: Given) -> Json:
    """What waits in the units that one is in charge of, or what was decided there: the oldest or the last first.

    ``{"items": […], "waiting": n}``. An item is all that one author did to one record. Problem ``forbidden``,
    ``malformed``.
    """
    asked = Asked(given, ("unit", "state", "limit"))
    unit, limit = asked.id("unit"), asked.number("limit", 0, MOST, MOST)
    state = asked.among("state", STATES) or "waiting"
    asked.refuse()
    units = _in_charge(session, viewer, unit)
    waits = select(Quarantine.person, Quarantine.record).where(Quarantine.unit.in_(units), Quarantine.state == WAITING)
    waiting = session.scalar(select(func.count()).select_from(waits.distinct().subquery())) or 0
    order = Quarantine.received if state == "waiting" else Quarantine.at.desc()
    query = _kept().where(Quarantine.unit.in_(units), Quarantine.state.in_(STATES[state]))
    rows: list[Kept] = [(row, body) for row, body in session.execute(query.order_by(order).limit(MOST_ROWS))]
    items = [_item(session, registers, rows) for rows in _grouped(rows)[:limit]] if limit else []
    return {"items": items, "waiting": waiting}


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
    if found is None or not access.takes_in(viewer, found.unit, _line(session, found.unit)):
        raise Problem("not_found")
    # The lock of the unit's log is the lock of its quarantine: of two leaders at once, one is first.
    session.execute(select(Scope.rev).where(Scope.unit == found.unit).with_for_update())
    session.refresh(found)
    outcomes: Json = {}
    if found.state == WAITING:
        chain = _through(session, found)
        if do == "take_in":
            outcomes = _take_in(session, registers, chain)
            chain = [kept for kept in chain if "version" in outcomes.get(kept[0].mutation, {})]
        decided = now()
        for row, _ in chain:
            row.state, row.by, row.at, row.text = DECISIONS[do], viewer.account, decided, text
        if chain:
            said = {"record": found.record, "author": found.person, "mutations": len(chain), "text": text}
            record(session, origin, AUDITED[do], ("person", found.person), found.unit, **said)
    elif found.state != DECISIONS[do]:
        raise Problem("decided")
    at = found.at.isoformat() if found.at else None
    return {"id": found.id, "state": found.state, "by": found.by, "at": at, "outcomes": outcomes}


def _take_in(session: Session, registers: Registers, chain: list[Kept]) -> Json:
    first = chain[0][0]
    author = access.as_of(session, first.person, first.unit, min(row.made for row, _ in chain))
    raws = {row.mutation: orjson.loads(body) | {"id": str(uuid7()), "record": row.record} for row, body in chain}
    outcomes = log.take_in(session, author, registers, raws)
    for row, _ in chain:
        if "version" in outcomes.get(row.mutation, {}):
            row.taken_as = raws[row.mutation]["id"]
    return outcomes


def _kept() -> Any:
    """Kept mutations, each with its body as the log has it."""
    same = (LogEntry.person == Quarantine.person) & (LogEntry.mutation == Quarantine.mutation)
    return select(Quarantine, LogEntry.body).join(LogEntry, same)


def _through(session: Session, last: Quarantine) -> list[Kept]:
    """What waits of one author on one record, in its order, as far as ``last``."""
    query = _kept().where(
        Quarantine.person == last.person,
        Quarantine.record == last.record,
        Quarantine.unit == last.unit,
        Quarantine.state == WAITING,
    )
    chain = _in_order([(row, body) for row, body in session.execute(query.order_by(Quarantine.received, LogEntry.seq))])
    ids = [row.id for row, _ in chain]
    return chain[: ids.index(last.id) + 1]


def _in_order(rows: list[Kept]) -> list[Kept]:
    """Each after the one that it names as its ``after``, however they arrived."""
    left = {row.mutation: (row, body) for row, body in rows}
    ordered: list[Kept] = []
    while left:
        free = next((m for m, (_, body) in left.items() if orjson.loads(body).get("after") not in left), None)
        ordered.append(left.pop(free or next(iter(left))))
    return ordered


def _grouped(rows: list[Kept]) -> list[list[Kept]]:
    groups: dict[tuple[object, ...], list[Kept]] = {}
    for row, body in rows:
        groups.setdefault((row.person, row.record, row.unit, row.at, row.by), []).append((row, body))
    return [_in_order(group) for group in groups.values()]


def _item(session: Session, registers: Registers, chain: list[Kept]) -> Json:
    last = chain[-1][0]
    author, by = session.get_one(Person, last.person), session.get(Person, last.by) if last.by else None
    unit, there = session.get_one(Unit, last.unit), session.get(Record, last.record)
    told = [_told(row, body) for row, body in chain]
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
        "code": chain[0][0].code,
        "mutations": told,
        "received": last.received.isoformat(),
        "state": last.state,
        "by": by.name if by else None,
        "at": last.at.isoformat() if last.at else None,
        "text": last.text,
    }


def _told(row: Quarantine, body: bytes) -> Json:
    raw = orjson.loads(body)
    says = {name: raw[name] for name in SAYS if raw.get(name)}
    if len(body) > LONG:
        says = {name: _shortened(value) for name, value in says.items()}
    return {"id": row.mutation, "do": raw["do"], "at": raw["at"], "made": row.made.isoformat(), "code": row.code} | says


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name[:SHORT]: _shortened(held) for name, held in [*value.items()][:MOST]}
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return value if len(text) <= SHORT else f"{text[:SHORT]}…"


def _in_charge(session: Session, viewer: Viewer, unit: str | None) -> Select[str]:
    """The units asked for, as far as they are one's own to decide for: all of them, or one with what lies below it."""
    charge: ColumnElement[bool] = access.reach_in_charge(viewer)
    units = select(Unit.id).where(charge)
    if unit is not None and access.takes_in(viewer, unit, _line(session, unit)):
        return units.where(Unit.id.in_(below(unit)))
    if unit is not None or session.scalar(units.limit(1)) is None:
        raise Problem("forbidden")
    return units


def _line(session: Session, unit: str) -> str:
    return session.scalar(select(Unit.line).where(Unit.id == unit)) or ""
