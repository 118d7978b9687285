"""Lists of the quarantine: for a leader what waits or was decided, and for an author what became of their own work."""

from typing import TypedDict

import orjson
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from server.access.officers import takes_in, units_in_charge
from server.access.viewer import Viewer
from server.log.quarantine_row import REFUSED, TAKEN_IN, WAITING
from server.log.quarantined import Quarantined, fetch, in_order, quarantined
from server.models.log import LogEntry, Quarantine, Record
from server.models.org import Person, Unit
from server.platform.query_params import ParamReader, RawParams
from server.records.filters import units_below
from sync.protocol.problems import Problem
from sync.registers import Registers

MOST = 100  # items of one answer
LONG = 32_000  # bytes; the values of a longer mutation are shortened
LONGEST = 1 << 20  # bytes; a longer mutation is shown without its values
SHORT = 500  # characters of a shortened value
STATES = {"waiting": (WAITING,), "decided": (TAKEN_IN, REFUSED)}
SHOWN = ("set", "add", "remove", "resolves", "period", "then", "text", "field", "form", "photo", "given")
"""Members of a mutation that the list shows as they came."""


class Named(TypedDict):
    """The id and name of a person or unit."""

    id: str
    name: str


ShownMutation = dict[str, object]
"""A mutation as the list shows it: ``id``, ``do``, ``at``, ``made`` (when, by the server's clock), ``code`` (why it was
refused), and those of the members ``SHOWN`` that it has; if it is longer than ``LONGEST``, ``long: true`` instead of
these."""


class Item(TypedDict):
    """The refused mutations of one author on one record, which a leader decides on together; times are ISO.

    ``id`` is the row id of the last mutation, ``code`` the refusal of the first. ``there``: the record exists.
    ``form``: register and version, such as ``activity@3``; ``known``: this server has that version. ``by`` (a name),
    ``at`` and ``text`` are those of the decision, None while it waits.
    """

    id: str
    unit: Named
    author: Named
    record: str
    there: bool
    form: str | None
    known: bool
    code: str
    mutations: list[ShownMutation]
    received: str
    state: str
    by: str | None
    at: str | None
    text: str | None


class ItemList(TypedDict):
    """A page of items of the quarantine, and ``waiting``, how many wait in all."""

    items: list[Item]
    waiting: int


class OwnItem(TypedDict):
    """The state of one refused mutation, for its author; ``by`` is the name of who decided, ``at`` when (ISO)."""

    mutation: str
    record: str
    state: str
    by: str | None
    text: str | None
    at: str | None


def list_items(session: Session, viewer: Viewer, registers: Registers, given: RawParams) -> ItemList:
    """Items of the quarantine for the units that the viewer decides for.

    ``given``: query parameters ``unit`` (it and all below it), ``state`` (a key of ``STATES``, ``waiting`` if missing),
    ``limit``. What waits is listed oldest first; what was decided, latest decision first. Raises Problem ``forbidden``,
    ``malformed``.
    """
    params = ParamReader(given, ("unit", "state", "limit"))
    unit, limit = params.id("unit"), params.number("limit", 0, MOST, MOST)
    state = params.among("state", STATES) or "waiting"
    params.refuse()
    units = _in_charge(session, viewer, unit)
    waits = select(Quarantine.person, Quarantine.record).where(Quarantine.unit.in_(units), Quarantine.state == WAITING)
    waiting = session.scalar(select(func.count()).select_from(waits.distinct().subquery())) or 0
    mutations = _mutations_of(session, units, STATES[state], limit) if limit else []
    return {"items": [_item(session, registers, chain) for chain in _grouped(mutations)[:limit]], "waiting": waiting}


def list_own(session: Session, viewer: Viewer) -> dict[str, list[OwnItem]]:
    """The states of a person's own refused mutations, the latest first: ``{"items": […]}``; without those of units that
    they have left and that are hidden from them."""
    hidden = [left.unit for left in viewer.left if left.hidden]
    query = (
        select(Quarantine, Person.name)
        .outerjoin(Person, Person.id == Quarantine.by)
        .where(Quarantine.person == viewer.account, Quarantine.unit.not_in(hidden))
        .order_by(Quarantine.received.desc())
    )
    return {
        "items": [
            {
                "mutation": row.mutation,
                "record": row.record,
                "state": row.state,
                "by": name,
                "text": row.text,
                "at": row.at.isoformat() if row.at else None,
            }
            for row, name in session.execute(query)
        ]
    }


def _mutations_of(session: Session, units: Select[str], states: tuple[str, ...], limit: int) -> list[Quarantined]:
    """The mutations of up to ``limit`` items: those that have waited longest, or those that were decided last."""
    item = (Quarantine.person, Quarantine.record, Quarantine.unit, Quarantine.at)
    order = func.min(Quarantine.received) if WAITING in states else Quarantine.at.desc()
    first = select(*item).where(Quarantine.unit.in_(units), Quarantine.state.in_(states)).group_by(*item)
    chosen = first.order_by(order).limit(limit).subquery()
    same = (Quarantine.person == chosen.c.person) & (Quarantine.record == chosen.c.record)
    same &= Quarantine.at.is_not_distinct_from(chosen.c.at) & (Quarantine.unit == chosen.c.unit)
    query = quarantined(LONGEST).join(chosen, same).where(Quarantine.state.in_(states))
    by = Quarantine.received if WAITING in states else Quarantine.at.desc()
    return fetch(session, query.order_by(by, LogEntry.seq), LONGEST)


def _grouped(mutations: list[Quarantined]) -> list[list[Quarantined]]:
    groups: dict[tuple[object, ...], list[Quarantined]] = {}
    for one in mutations:
        row = one.row
        groups.setdefault((row.person, row.record, row.unit, row.at), []).append(one)
    return [in_order(group) for group in groups.values()]


def _item(session: Session, registers: Registers, chain: list[Quarantined]) -> Item:
    last = chain[-1].row
    author, by = session.get_one(Person, last.person), session.get(Person, last.by) if last.by else None
    unit, record = session.get_one(Unit, last.unit), session.get(Record, last.record)
    mutations = [_shown(one) for one in chain]
    own_form = f"{record.register}@{record.version}" if record else None
    form = next((str(each["form"]) for each in reversed(mutations) if "form" in each), own_form)
    return {
        "id": last.id,
        "unit": {"id": unit.id, "name": unit.name},
        "author": {"id": author.id, "name": author.name},
        "record": last.record,
        "there": record is not None,
        "form": form,
        "known": bool(form and registers.get(form)),
        "code": chain[0].row.code,
        "mutations": mutations,
        "received": last.received.isoformat(),
        "state": last.state,
        "by": by.name if by else None,
        "at": last.at.isoformat() if last.at else None,
        "text": last.text,
    }


def _shown(one: Quarantined) -> ShownMutation:
    row = one.row
    shown: ShownMutation = {
        "id": row.mutation,
        "do": one.do,
        "at": one.at,
        "made": row.made.isoformat(),
        "code": row.code,
    }
    if one.body is None:
        return shown | {"long": True}
    raw = orjson.loads(one.body)
    members = {name: raw[name] for name in SHOWN if raw.get(name) or raw.get(name) is False}
    if len(one.body) > LONG:
        members = {name: _shortened(value) for name, value in members.items()}
    return shown | members


def _shortened(value: object) -> object:
    """The value with long texts cut to ``SHORT`` characters, and with no more than ``MOST`` members of a table.

    A list whose JSON is longer than that becomes a cut text.
    """
    if isinstance(value, dict):
        return {name[:SHORT]: _shortened(inner) for name, inner in [*value.items()][:MOST]}
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return value if len(text) <= SHORT else f"{text[:SHORT]}…"


def _in_charge(session: Session, viewer: Viewer, unit: str | None) -> Select[str]:
    """A query for the ids of the units that the viewer decides for: all of them, or ``unit`` and those below it.

    Raises Problem ``forbidden`` if there are none.
    """
    charge: ColumnElement[bool] = units_in_charge(viewer)
    units = select(Unit.id).where(charge)
    if unit is not None and takes_in(viewer, unit):
        return units.where(Unit.id.in_(units_below(unit)))
    if unit is not None or session.scalar(units.limit(1)) is None:
        raise Problem("forbidden")
    return units
