"""The working set of one append: everything its mutations may ask for, read once under the scopes' locks."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, insert, select, tuple_
from sqlalchemy.orm import Session

from server.access.records import sees
from server.access.viewer import Viewer
from server.figures import cells
from server.log.interfaces import chain_through
from server.models.log import LogEntry, Quarantine, Record, Restore, Scope
from server.models.org import Role, Unit
from server.models.periods import Period
from server.org.cluster_peers import peers_of
from server.org.endings import successors_of
from server.periods import closings
from server.platform.clock import now
from sync.merge import Seen
from sync.protocol.canonical import Json
from sync.protocol.ids import Version, chain_of, is_uuid, next_digest
from sync.protocol.transitions import CONTENT_VERBS
from sync.registers import Register, Registers

WAITING, TAKEN_IN, REFUSED = "waiting", "taken_in", "refused"  # how something kept for a leader stands
LONGEST_REV = 18  # digits of what 64 bits hold
RESTORE_OPEN = timedelta(days=30)  # how long an edit may wait for what a restore took away


# Built once: to put a statement together costs as much as to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SCOPES = select(Scope).where(Scope.unit.in_(_IDS)).order_by(Scope.unit).with_for_update()
_UNITS = select(Unit.id, Unit.path, Unit.level, Unit.kind, Unit.ended).where(Unit.id.in_(_IDS))
_PERIODS = select(Period)
_ENTRIES = select(LogEntry.mutation, LogEntry.person, LogEntry.body, LogEntry.outcome, LogEntry.record).where(
    LogEntry.mutation.in_(_IDS)
)
_RECORDS = select(Record).where(Record.id.in_(_IDS))
_ENTER = insert(LogEntry)


class Ledger:
    """Scopes, records and log entries around a batch of mutations of one person."""

    def __init__(self, session: Session, viewer: Viewer, registers: Registers, raws: list[Json]):
        self.session, self.viewer, self.registers = session, viewer, registers
        self.received: datetime = now()
        self.entries: list[Json] = []
        self.kept: list[Json] = []  # for a leader to take in
        self.differences: Counter[cells.CellKey] = Counter()
        self.scopes = self._lock({raw["unit"] for raw in raws if is_uuid(raw.get("unit"))})
        units = session.execute(_UNITS, {"ids": list(self.scopes)}).all()
        self.paths = {unit.id: unit.path for unit in units}
        # A unit's level and kind: what registers say of units is said by these.
        self.about = {unit.id: tuple(part for part in (unit.level, unit.kind) if part) for unit in units}
        self.ended = {unit.id for unit in units if unit.ended and unit.ended <= self.received}
        self.periods = {period.key: period for period in session.scalars(_PERIODS)}
        self._load_entries([raw["id"] for raw in raws if is_uuid(raw["id"])])
        self._records: dict[str, Record | None] = {}
        self._load_records(_mentioned(raws))
        self._links: dict[str, dict[str, str | None]] = {}
        self._taken: dict[str, dict[str, str]] = {}
        self._content: dict[str, list[tuple[int, str]]] = {}
        self._chains: dict[tuple[str, int], str | None] = {}
        self._bases = _bases(raws)
        self._leaders: dict[str, set[str]] = {}
        self._restores: dict[str, list[Restore]] = {}
        self._sites: dict[str, set[str]] = {}
        self._cluster: dict[str, set[str]] = {}
        self._closings: dict[tuple[str, str], frozenset[str]] = {}

    def _lock(self, units: set[str]) -> dict[str, Scope]:
        """In sorted order, so that two batches never wait for each other in a circle."""
        return {scope.unit: scope for scope in self.session.scalars(_SCOPES, {"ids": list(units)})} if units else {}

    def _load_entries(self, ids: list[str]) -> None:
        """What the log has under these ids: of this person, and which records others used them on."""
        self.known: dict[str, Json] = {}
        self.used: set[tuple[str, str | None]] = set()
        for mutation, person, body, outcome, record in self.session.execute(_ENTRIES, {"ids": ids}):
            if person == self.viewer.account:
                self.known[mutation] = {"body": body, "outcome": outcome}
            else:
                self.used.add((mutation, record))

    def _load_records(self, ids: Iterable[str]) -> None:
        wanted = set(ids) - self._records.keys()
        self._records.update(dict.fromkeys(wanted))
        if wanted:
            found = self.session.scalars(_RECORDS, {"ids": list(wanted)})
            self._records.update({record.id: record for record in found})

    def record(self, id_: str) -> Record | None:
        if id_ not in self._records:
            self._load_records([id_])
        return self._records[id_]

    def add_record(self, record: Record) -> None:
        self._records[record.id] = record
        self.session.add(record)

    def register_of(self, record: Record) -> Register:
        register = self.registers.get(f"{record.register}@{record.version}")
        if register is None:
            raise LookupError(f"{record.register}@{record.version} is in the log, but no longer among the registers")
        return register

    def closed(self, register: str, scope: str, period: str | None) -> bool:
        """Whether a record of this register and scope is locked by its period."""
        if period is None or period not in self.periods:
            return False
        if self.periods[period].closed:
            return True
        if (register, period) not in self._closings:
            self._closings[register, period] = closings.holding(self.session, register, period)
        return closings.covers(self._closings[register, period], self.paths[scope])

    def used_by_another(self, raw: Json) -> bool:
        """Whether another account has this id in the log for the same record, and this one sees that record."""
        target = raw.get("record") or raw["id"]
        if not is_uuid(target) or (raw["id"], target) not in self.used:
            return False
        record = self.record(target)
        if record is None:
            return False
        path = self.path(record.scope)
        return sees(self.viewer, record, self.register_of(record), path)

    def path(self, unit: str) -> str:
        """The reporting line of any unit, also of one that is not locked here."""
        if unit not in self.paths:
            self.paths[unit] = self.session.scalar(select(Unit.path).where(Unit.id == unit)) or ""
        return self.paths[unit]

    def seen(self, scope: str, record: str, base: Version | None, after: str | None) -> Seen:
        """What a mutation's author had before them: the log up to its base, and their own chain."""
        rev = 0 if base is None else min(base.rev, self.fork(scope)) if self.lost(scope, base) else base.rev
        return Seen(rev, self.own_chain(record, after))

    def own_chain(self, record: str, after: str | None) -> frozenset[str]:
        """The author's mutations of a record through ``after``, and those that were taken in for refused ones."""
        links = self._own_links(record) if after else {}
        return chain_through(links, self._taken.get(record, {}), after)

    def _own_links(self, record: str) -> dict[str, str | None]:
        if record not in self._links:
            query = select(LogEntry.mutation, LogEntry.after, LogEntry.stands_for).where(
                LogEntry.record == record, LogEntry.person == self.viewer.account
            )
            rows = [(mutation, after, origin) for mutation, after, origin in self.session.execute(query)]
            rows += [(e["mutation"], e["after"], e["stands_for"]) for e in self.entries if e["record"] == record]
            self._links[record] = {mutation: after for mutation, after, _ in rows}
            self._taken[record] = {origin: mutation for mutation, _, origin in rows if origin}
        return self._links[record]

    def lost(self, scope: str, version: Version) -> bool:
        """Whether a version names a history that is not this log's."""
        return self._chain_at(scope, version.rev) != version.chain

    def _chain_at(self, scope: str, rev: int) -> str | None:
        head = self.scopes[scope]
        if rev == head.rev:
            return chain_of(head.digest)
        if rev == 0:
            return chain_of(bytes(32))
        place = (scope, rev)
        if place not in self._chains:
            self._load_chains(self._bases | {place})
        if self._chains[place] is None:
            self._chains[place] = self._new_chain(scope, rev)
        return self._chains[place]

    def _load_chains(self, places: set[tuple[str, int]]) -> None:
        """All bases of the batch at once: an officer's holds one for each decision."""
        wanted = places - self._chains.keys()
        self._chains.update(dict.fromkeys(wanted))
        query = select(LogEntry.scope, LogEntry.rev, LogEntry.chain)
        for scope, rev, chain in self.session.execute(query.where(tuple_(LogEntry.scope, LogEntry.rev).in_(wanted))):
            self._chains[str(scope), int(rev or 0)] = chain

    def _new_chain(self, scope: str, rev: int) -> str | None:
        return next((e["chain"] for e in self.entries if e["scope"] == scope and e["rev"] == rev), None)

    def restores(self, scope: str) -> list[Restore]:
        if scope not in self._restores:
            wanted = {scope, *self.scopes} - self._restores.keys()
            self._restores.update({one: [] for one in wanted})
            for restore in self.session.scalars(select(Restore).where(Restore.scope.in_(wanted))):
                self._restores[restore.scope].append(restore)
        return self._restores[scope]

    def fork(self, scope: str) -> int:
        """The lowest head that a recorded restore of the scope went on from."""
        return min((restore.head for restore in self.restores(scope)), default=0)

    def restoring(self, scope: str) -> bool:
        return any(self.received - restore.at < RESTORE_OPEN for restore in self.restores(scope))

    def content_unseen(self, record: str, seen: Seen) -> bool:
        """Whether a put, delete or restore of the record lies outside ``seen``."""
        if record not in self._content:
            self._load_content()
        return any(not seen.covers([rev, mutation]) for rev, mutation in self._content[record])

    def _load_content(self) -> None:
        """Of all records of the batch at once."""
        wanted = self._records.keys() - self._content.keys()
        self._content.update({record: [] for record in wanted})
        query = select(LogEntry.record, LogEntry.rev, LogEntry.mutation).where(
            LogEntry.record.in_(wanted), LogEntry.rev.is_not(None), LogEntry.do.in_(CONTENT_VERBS)
        )
        for record, rev, mutation in self.session.execute(query):
            self._content[str(record)].append((rev or 0, mutation))
        for entry in self.entries:
            if entry["record"] in wanted and entry["rev"] and entry["do"] in CONTENT_VERBS:
                self._content[entry["record"]].append((entry["rev"], entry["mutation"]))

    def leaders(self, unit: str) -> set[str]:
        if unit not in self._leaders:
            today = self.received
            query = select(Role.person).where(Role.unit == unit, Role.role == "leader", Role.since <= today)
            self._leaders[unit] = set(self.session.scalars(query.where((Role.until.is_(None)) | (Role.until > today))))
        return self._leaders[unit]

    def sites(self, unit: str) -> set[str]:
        if unit not in self._sites:
            # The sites of a school that was merged went on with its successors; its records still name them.
            schools = {unit, *successors_of(self.session, [unit])}
            query = select(Unit.id).where(Unit.parent.in_(schools), Unit.kind == "site")
            self._sites[unit] = set(self.session.scalars(query))
        return self._sites[unit]

    def cluster(self, unit: str) -> set[str]:
        """The schools that a unit may score."""
        if unit not in self._cluster:
            department = "province" in self.about.get(unit, ())
            self._cluster[unit] = set(self.session.scalars(peers_of({unit}, department)))
        return self._cluster[unit]

    def advance(self, scope: str, mutation: str) -> Version:
        """Take the next rev of a scope's log for a mutation."""
        head = self.scopes[scope]
        head.rev, head.digest = head.rev + 1, next_digest(head.digest, mutation)
        return Version(head.rev, chain_of(head.digest))

    def enter(self, entry: Json) -> None:
        """Keep an entry for the log, and for the mutations after it in this batch."""
        self.entries.append(entry)
        self.known[entry["mutation"]] = {"body": entry["body"], "outcome": entry["outcome"]}
        if entry["record"] in self._links:
            self._links[entry["record"]][entry["mutation"]] = entry["after"]
            if entry["stands_for"]:
                self._taken[entry["record"]][entry["stands_for"]] = entry["mutation"]
        if entry["record"] in self._content and entry["rev"] and entry["do"] in CONTENT_VERBS:
            self._content[entry["record"]].append((entry["rev"], entry["mutation"]))

    def waits_for_leader(self, record: str) -> bool:
        """Whether something of this person's on the record is kept for a leader."""
        if any(kept["record"] == record for kept in self.kept):
            return True
        waiting = select(Quarantine.id).where(
            Quarantine.person == self.viewer.account, Quarantine.record == record, Quarantine.state == WAITING
        )
        return self.session.scalar(waiting.limit(1)) is not None

    def write(self) -> None:
        """Everything at once, in the caller's transaction."""
        if self.entries:
            self.session.execute(_ENTER, self.entries)
        if self.kept:
            self.session.execute(insert(Quarantine), self.kept)
        self.session.flush()
        cells.write(self.session, self.differences)


def _bases(raws: list[Json]) -> set[tuple[str, int]]:
    """(unit, rev) of each version that a batch names; what is no version is left to be refused."""
    found = set()
    for raw in raws:
        rev = str(raw.get("base")).partition(".")[0]
        if is_uuid(raw.get("unit")) and rev.isascii() and rev.isdigit() and len(rev) < LONGEST_REV:
            found.add((str(raw["unit"]), int(rev)))
    return found


def _mentioned(raws: list[Json]) -> set[str]:
    """Every record that a batch may ask for: the ones it edits, makes or refers to."""
    ids: set[str] = set()
    for raw in raws:
        values = raw.get("set")
        said = (raw["id"], raw.get("record"), *(values.values() if isinstance(values, dict) else ()))
        ids.update(value for value in said if is_uuid(value))
    return ids
