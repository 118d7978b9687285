"""What changed in a phone's own scopes since its cursor, in one snapshot, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson
from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from server.access.records import creates, sees
from server.access.viewer import Viewer, belongs
from server.exchange.cursor import ZERO, Cursor, Place, mark_of
from server.exchange.cursor_check import Position, chain_at, heads
from server.models.log import LogEntry, Record
from server.records.representation import describe
from sync.protocol.canonical import Json
from sync.protocol.change import Change
from sync.registers import Register, Registers

Named = Row[str | None, str, str, bool, str | None]
"""Of a log entry: record, mutation, person, plain, period."""

BATCH = 100  # records read at a time
GONE_BYTES = 40

# Built once: to put a statement together costs as much as to run it.
_AFTER = (
    select(Record)
    .where(Record.scope == bindparam("scope"), Record.rev > bindparam("done"))
    .order_by(Record.rev)
    .limit(BATCH)
)
_MINE = select(LogEntry.record).where(
    LogEntry.scope == bindparam("scope"),
    LogEntry.rev > bindparam("after"),
    LogEntry.person == bindparam("person"),
    LogEntry.mutation.in_(bindparam("names", expanding=True)),
)
_OF_THEM = select(LogEntry.record, LogEntry.mutation, LogEntry.person, LogEntry.plain, LogEntry.period).where(
    LogEntry.scope == bindparam("scope"), LogEntry.rev > bindparam("after"), LogEntry.record.in_(_MINE)
)


@dataclass(slots=True)
class Page:
    """``own``: mutation id → what its outcome carries, where the record is left out because the phone has it all."""

    changes: list[Change] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    own: dict[str, Json] = field(default_factory=dict)
    cursor: Cursor = field(default_factory=Cursor)
    more: bool = False
    size: int = 0


def page(
    session: Session, viewer: Viewer, registers: Registers, position: Position, named: Iterable[str], budget: int
) -> Page:
    """Read on from ``position``. ``named``: the mutations that the request named. ``budget``: bytes, about."""
    out = Page()
    ends = heads(session, position.places)
    for scope in sorted(position.places):
        place = position.places[scope]
        rev, chain = ends.get(scope, (0, ZERO))
        if not out.more and rev > place.rev:
            own = _own_writes(session, viewer, scope, place.floor, named)
            done, whole = _read_scope(session, viewer, registers, out, scope, place.rev, own, budget)
            if whole:
                place = Place(rev, chain, place.view, rev)
            else:
                place = Place(done, chain_at(session, scope, done) or ZERO, place.view, place.floor)
            out.more = not whole
        elif rev > place.rev:
            out.more = True
        out.cursor.places[mark_of(scope)] = place
    return out


def _read_scope(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    out: Page,
    scope: str,
    done: int,
    own: dict[str, list[Named]],
    budget: int,
) -> tuple[int, bool]:
    """Put one scope's changes after ``done`` on the page; the rev of the last one there, and whether it is all."""
    path = viewer.paths[scope]
    batch = None
    while batch is None or len(batch) == BATCH:
        batch = _batch(session, scope, done)
        for record in batch:
            register = registers.get(f"{record.register}@{record.version}")
            assert register is not None
            shown = sees(viewer, record, register, path)
            item = describe(record) if shown else record.id
            if shown and record.id in own:
                out.own.update(_told(record, own[record.id]))
            elif (shown or _once_shown(viewer, record, register, path)) and not _fits(out, item, budget):
                return done, False
            done = record.rev
        session.expunge_all()
    return done, True


def _batch(session: Session, scope: str, done: int) -> list[Record]:
    return list(session.scalars(_AFTER, {"scope": scope, "done": done}))


def _fits(out: Page, item: Change | str, budget: int) -> bool:
    """Put it on the page if there is room; the first always has."""
    size = GONE_BYTES if isinstance(item, str) else len(orjson.dumps(item))
    if out.size and out.size + size > budget:
        return False
    out.size += size
    if isinstance(item, str):
        out.gone.append(item)
    else:
        out.changes.append(item)
    return True


def _once_shown(viewer: Viewer, record: Record, register: Register, path: str) -> bool:
    """Whether this view has shown a record that it does not show now."""
    if viewer.account == record.author or viewer.account in record.once:
        return True
    if register.natural_key and creates(viewer, register, record.scope, path):
        return True
    return record.submitted_rev is not None and belongs(viewer, record.scope, path)


def _own_writes(
    session: Session, viewer: Viewer, scope: str, after: int, named: Iterable[str]
) -> dict[str, list[Named]]:
    """Records of which every log entry after what the phone surely has is plain and named, with these entries."""
    names = set(named)
    if not names:
        return {}
    given = {"scope": scope, "after": after, "person": viewer.account, "names": list(names)}
    entries: dict[str, list[Named]] = {}
    for entry in session.execute(_OF_THEM, given):
        entries.setdefault(entry.record or "", []).append(entry)
    return {
        record: found
        for record, found in entries.items()
        if all(e.plain and e.person == viewer.account and e.mutation in names for e in found)
    }


def _told(record: Record, entries: list[Named]) -> dict[str, Json]:
    told: dict[str, Json] = {}
    for entry in entries:
        told[entry.mutation] = {"status": record.status} | ({"period": record.period} if entry.period else {})
    return told
