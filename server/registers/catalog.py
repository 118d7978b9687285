"""The catalog: all that an account needs to work offline, with a hash by which phones see that it has changed."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

import orjson
from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session

from server.access.records import works_with
from server.access.viewer import Viewer
from server.access.visible import named
from server.models.catalog import NUMBER
from server.models.log import Record
from server.models.org import Person, Role, Unit, open_units
from server.models.periods import Period
from server.org.cluster_peers import peers_of
from server.org.help_contact import help_contact
from server.org.unit_list import in_order
from server.periods import closings, deadlines
from server.platform.clock import day_of, now
from sync.protocol.catalog import PeriodEntry, PersonEntry, UnitEntry
from sync.protocol.register_entry import ChoiceEntry
from sync.registers import Register, Registers, catalog_entry
from sync.registers.entry import Offered

MOST_KEPT = 2_000  # catalogs that a process keeps in memory; then it drops them all

# Built once: to put a statement together costs as much as to run it.
_UNITS = select(Unit).where(Unit.id.in_(bindparam("units", expanding=True)))
_PERIODS = select(Period).order_by(Period.starts, Period.key)
_PEOPLE = (
    select(Person.id, Person.name, Role.unit, Role.role)
    .join(Role, Role.person == Person.id)
    .where(
        Role.unit.in_(bindparam("units", expanding=True)),
        Role.role != "admin",
        or_(Role.until.is_(None), Role.until > bindparam("moment")),
    )
    .order_by(Person.order, Person.id, Role.role)
)

_lock = Lock()
_kept: dict[tuple[object, ...], "WrittenCatalog"] = {}
_entries: dict[tuple[int, bool, bytes], tuple[Register, bytes]] = {}


@dataclass(frozen=True, slots=True)
class WrittenCatalog:
    """A catalog as JSON bytes, with the hash that is also in it."""

    hash: str
    body: bytes


def current(session: Session, viewer: Viewer, registers: Registers, number: int | None = None) -> WrittenCatalog:
    """The account's catalog as of now; ``number``: what ``NUMBER`` finds, from a caller that has asked already.

    It is kept in memory until it changes, and shared by people with the same roles who have left the same units on the
    same days and have records of the same registers there.
    """
    moment = now()
    if number is None:
        number = session.scalar(NUMBER) or 0
    left = {one.unit: day_of(one.at) for one in viewer.left if one.copied}
    written = _registers_written_in(session, viewer, registers, left)
    key = (
        session.get_bind().engine.url,
        id(registers),
        number,
        viewer.reading,
        day_of(moment),
        *sorted(left.items()),
        *written,
    )
    with _lock:
        if found := _kept.get(key):
            return found
    catalog = _build(session, viewer, registers, moment, left, written)
    with _lock:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = catalog
    return catalog


def unit_entry(unit: Unit) -> UnitEntry:
    """A unit as the catalog has it; ``ended`` and ``successors`` are only there if it has ended."""
    entry: UnitEntry = {
        "id": unit.id,
        "parent": unit.parent,
        "kind": unit.kind,
        "name": unit.name,
        "aliases": unit.aliases,
        "code": unit.code,
        "level": unit.level,
        "reports_to": unit.reports_to,
    }
    if unit.ended is None or unit.open_at(now()):
        return entry
    return entry | {"ended": unit.ended.isoformat(), "successors": unit.successors}


def _build(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    moment: datetime,
    left: dict[str, date],
    written: Sequence[str],
) -> WrittenCatalog:
    """``left``: the units that one has left, and the day; ``written``: the registers of one's records there."""
    here = session.scalars(_UNITS, {"units": viewer.scopes}).all()
    needed_units = or_(*_needed_units(viewer, here), Unit.id.in_(left), Unit.parent.in_(left))
    units = in_order(session.scalars(select(Unit).where(needed_units)))
    own = {*viewer.scopes, *left}
    periods, closed = session.scalars(_PERIODS).all(), closings.of_units(session, own)
    sites: list[ChoiceEntry] = [
        {"value": u.id, "label": {"vi": u.name, "en": u.name}} for u in units if u.kind == "site" and u.parent in own
    ]
    offered = {"sites": sites, "cluster": _cluster(session, viewer)}
    needed = _needed_registers(viewer, registers, written)
    content: dict[str, object] = {
        "units": [_unit(unit, left) for unit in units],
        "registers": [_entry(viewer, register, offered) for register in needed],
        "periods": [_period(period) for period in periods],
        "people": _people(session, viewer),
    }
    if due := deadlines.of_person(session, viewer, registers, moment, here, periods, closed):
        content["dues"] = due
    if known := _closed(closed, {one.key for one in needed}):
        content["closed"] = known
    if contact := help_contact(session):
        content["contact"] = contact
    body = orjson.dumps(content)
    digest = hashlib.sha256(body).hexdigest()[:12]
    return WrittenCatalog(digest, b'{"hash":"' + digest.encode() + b'",' + body[1:])


def _closed(
    closed: Mapping[str, Collection[closings.Place]], registers: Collection[str]
) -> dict[str, dict[str, list[str]]]:
    """Unit → register → the periods that are closed there; of ``registers``, keys, and of units that have any."""
    periods: dict[str, dict[str, list[str]]] = {}
    for unit, places in sorted(closed.items()):
        for register, period in sorted(places):
            if register in registers:
                periods.setdefault(unit, {}).setdefault(register, []).append(period)
    return periods


def _registers_written_in(
    session: Session, viewer: Viewer, registers: Registers, left: Iterable[str]
) -> tuple[str, ...]:
    """The keys of the registers of what one wrote in these units and one's phone copies, sorted."""
    units = list(left)
    if not units:
        return ()
    found = session.scalars(select(Record.register).where(Record.scope.in_(units), named(viewer)).distinct())
    return tuple(sorted(key for key in found if (one := registers.latest(key)) and not one.natural_key))


def _cluster(session: Session, viewer: Viewer) -> list[ChoiceEntry]:
    """The open schools that the account may score, as choices, in the order of their names."""
    schools = peers_of(set(viewer.scopes), viewer.has("department"))
    query = select(Unit.id, Unit.name).where(Unit.id.in_(schools), open_units(now())).order_by(Unit.order, Unit.id)
    return [{"value": id_, "label": {"vi": name, "en": name}} for id_, name in session.execute(query)]


def _unit(unit: Unit, left: dict[str, date]) -> UnitEntry:
    entry = unit_entry(unit)
    return entry | {"left": left[unit.id].isoformat()} if unit.id in left else entry


def _needed_registers(viewer: Viewer, registers: Registers, written: Iterable[str]) -> list[Register]:
    """The latest versions of the registers that the account writes or decides in, of ``written`` (the keys of those
    that it wrote in where it has left), and of those that these refer to."""
    wanted = {register.key for register in registers.all_latest() if works_with(viewer, register)} | set(written)
    while more := {key for key in _referred_to(registers, wanted) if key not in wanted and registers.latest(key)}:
        wanted |= more
    return [register for register in registers.all_latest() if register.key in wanted]


def _entry(viewer: Viewer, register: Register, offered: Offered) -> orjson.Fragment:
    """A register as JSON; it is written once for all accounts to which it offers the same choices."""
    short = all(grant.role == "teacher" for grant in viewer.grants)
    choices = {field.choices_from for field in register.fields.values() if field.choices_from}
    options = {source: offered.get(source, []) for source in sorted(choices)}
    key = (id(register), short, orjson.dumps(options) if options else b"")
    with _lock:
        written = _entries.get(key)
        if written is None or written[0] is not register:
            if len(_entries) >= MOST_KEPT:
                _entries.clear()
            written = _entries[key] = (register, _written(register, short, options))
    return orjson.Fragment(written[1])


def _written(register: Register, short: bool, offered: Offered) -> bytes:
    """A register as JSON.

    ``short``: without measures and charts, a third of the bytes, for accounts that only write records.
    """
    entry = catalog_entry(register, offered)
    if short:
        del entry["measures"], entry["charts"]
    return orjson.dumps(entry)


def _referred_to(registers: Registers, keys: set[str]) -> Iterator[str]:
    """Keys of the registers that fields of the registers ``keys`` refer to."""
    for register in registers.all_latest():
        if register.key in keys:
            yield from (field.to for field in register.fields.values() if field.to)


def _needed_units(viewer: Viewer, here: Iterable[Unit]) -> list[ColumnElement[bool]]:
    """Conditions for the units of the account's catalog: its own (``here``), their successors, and all above and
    below."""
    above = {id_ for unit in here for id_ in f"{unit.place}{unit.path}".split("/") if id_}
    below = [Unit.place.startswith(unit.place, autoescape=True) for unit in here]
    return [Unit.id.in_(sorted(above)), *below, Unit.id.in_([heir.unit for heir in viewer.heirs])]


def _people(session: Session, viewer: Viewer) -> list[PersonEntry]:
    """Colleagues: everybody with a role in one of the account's own units, administrators left out."""
    found = session.execute(_PEOPLE, {"units": viewer.scopes, "moment": now()})
    return [{"id": id_, "name": name, "unit": unit, "role": role} for id_, name, unit, role in found]


def _period(period: Period) -> PeriodEntry:
    return {
        "key": period.key,
        "kind": period.kind,
        "starts": period.starts.isoformat(),
        "ends": period.ends.isoformat(),
        "closed": period.closed,
    }
