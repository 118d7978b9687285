"""The batch: the mutations of one request, the scopes whose logs it locks, and what it finally writes."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple, cast

from sqlalchemy import Table, bindparam, exists, insert, literal, select, update
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import cells
from server.log.entry import Applied, NewEntry
from server.log.head import Head
from server.log.history import History, Noted, Place
from server.log.mentions import NewMention, mentions, write_mentions
from server.log.periods import Periods
from server.log.quarantine_row import NewRow, waiting_among
from server.log.restores import Restores
from server.log.units import Units
from server.models.catalog import NUMBER
from server.models.log import LogEntry, Quarantine, Record, Restore, Scope
from server.models.log_storage import SESSION, body_of, outcome_of, pack, stored_outcome
from server.platform.catalog_memory import CatalogMemory
from server.platform.clock import now
from server.platform.id_lists import among
from server.platform.row_insert import RowInsert
from sync.protocol.ids import is_uuid
from sync.protocol.mutation import Mutation, RawMutation
from sync.protocol.outcome import Outcome
from sync.registers import Registers

LONGEST_REV = 18  # digits; a rev is stored in 64 bits
UUID_LENGTH = 36  # characters; most answers differ from an id in length already

# Built once: to put a statement together costs as much as to run it.
_SCOPE = select(Scope.unit, Scope.rev, Scope.digest).where(Scope.unit == bindparam("its")).with_for_update()
_ENTRY = (
    *(LogEntry.mutation, LogEntry.person, LogEntry.scope, LogEntry.record, LogEntry.after, LogEntry.at),
    *(LogEntry.rev, LogEntry.chain),
    *(LogEntry.stored_body.label("stored_body"), LogEntry.stored_outcome.label("stored_outcome")),
)
_ENTRIES = (
    select(NUMBER.scalar_subquery(), exists(select(Restore.id)), *_ENTRY)
    .select_from(select(literal(1)).subquery())
    .outerjoin(LogEntry, among(LogEntry.mutation, "ids"))
)
"""The entries of some mutations; each with the catalog's number, and whether any restore is recorded. If there are none
it is one row with these two."""
_RECORDS = select(Record).where(among(Record.id, "ids"))
_ENTER = RowInsert(cast(Table, LogEntry.__table__), NewEntry.__annotations__)
_MAKE = RowInsert(cast(Table, Record.__table__), Record.__table__.columns.keys())
_MOVE = update(_HEADS := cast(Table, Scope.__table__)).where(_HEADS.c.unit == bindparam("its"))
_MEMBERS = tuple((one.key, one.columns[0].name) for one in Record.__mapper__.column_attrs)


class Known(NamedTuple):
    """What the log holds under a mutation's id: its body as canonical JSON bytes, and its stored outcome."""

    body: bytes
    outcome: Outcome


class Batch:
    """The mutations of one person's request, with everything from the database that they need, read in a few queries.

    Making it locks the logs of its scopes until the caller's transaction ends. ``ahead``: how fast the phone's clock
    is; ``imported``: they come from a workbook. ``scopes``: unit id → its log's head. ``known``: mutation id → what
    the log has of the person. ``used_by_others``: (mutation, record) of others. Only ``write`` writes to the database.
    """

    def __init__(self, session: Session, viewer: Viewer, registers: Registers, raws: Sequence[RawMutation]):
        self.session, self.viewer, self.registers = session, viewer, registers
        self.received, self.ahead, self.imported = now(), timedelta(0), False
        self.scopes = self._lock({unit for raw in raws if is_uuid(unit := raw.get("unit"))})
        self._locked_at = {unit: head.rev for unit, head in self.scopes.items()}
        self.known: dict[str, Known] = {}
        self.used_by_others: set[tuple[str, str | None]] = set()
        # After the lock: what is remembered under this number is as it is now.
        number, restored = self._load_entries([raw["id"] for raw in raws if is_uuid(raw["id"])])
        memory = CatalogMemory(session, number)
        self.units = Units(session, self.scopes, self.received, memory)
        self.periods = Periods(session, memory)
        self._records: dict[str, Record | None] = {}
        self._load_records(_mentioned(raws))
        self.restores = Restores(session, self.scopes, self.received, restored)
        self.history = History(session, viewer.account, self.scopes, self.restores, _bases(raws), self._records.keys())
        self._entries: list[NewEntry] = []
        self._made: list[Record] = []
        self.quarantined: list[NewRow] = []
        self.mentions: list[NewMention] = []
        self._afters = {after for raw in raws if is_uuid(after := raw.get("after"))}
        self._kept: dict[tuple[str, str], str] | None = None
        self._differences: cells.Differences = {}

    def record(self, id_: str) -> Record | None:
        """The record with that id, as the mutations before this one left it; None if there is no such record."""
        if id_ not in self._records:
            self._load_records([id_])
        return self._records[id_]

    def kept(self, mutation: Mutation) -> str | None:
        """Why the mutation that this one follows on its record waits for a leader; None if it does not."""
        if mutation.after is None:
            return None
        for row in self.quarantined:
            if (row["mutation"], row["record"]) == (mutation.after, mutation.record):
                return row["code"]
        if self._kept is None:
            self._kept = waiting_among(self.session, self.viewer.account, self._afters)
        return self._kept.get((mutation.after, mutation.record))

    def enter(
        self,
        raw: RawMutation,
        body: bytes,
        mutation: Mutation | None,
        applied: Applied,
        phone: str | None = None,
        stands_for: str | None = None,
    ) -> None:
        """Add a mutation, applied or refused, to what ``write`` writes; later mutations of the batch see its effect.

        ``body`` is ``raw`` as canonical JSON; ``mutation`` is None where it could not be parsed. ``phone``: the digest
        of the phone's session. ``stands_for``: the id of the refused mutation that a leader took in as this one, else
        None.
        """
        entry = self._entry(raw, body, mutation, applied, phone, stands_for)
        self._entries.append(entry)
        self.known[raw["id"]] = Known(body, applied.outcome)
        if mutation:
            kept = applied.rev is not None or any(row["mutation"] == mutation.id for row in self.quarantined)
            if b'"sha256":' in body and kept:
                self.mentions += mentions(self.viewer.account, mutation, applied.rev)
            self.history.note(
                Noted(
                    mutation.id,
                    mutation.record,
                    mutation.after,
                    mutation.do,
                    mutation.unit,
                    applied.rev,
                    applied.chain,
                    stands_for,
                )
            )
        cells.add(self._differences, applied.differences)
        if applied.made is not None:
            self._records[applied.made.id] = applied.made
            self._made.append(applied.made)

    def write(self) -> None:
        """Write log entries, records, quarantine rows and the cells of the figures, in the caller's transaction."""
        connection = self.session.connection()
        for insert_, rows in ((_ENTER, self._entries), (_MAKE, [_row(record) for record in self._made])):
            # The rows of each scope by themselves, as scopes may lie on different machines.
            for scope in dict.fromkeys(row["scope"] for row in rows):
                insert_.write(connection, [row for row in rows if row["scope"] == scope])
        if self.quarantined:
            self.session.execute(insert(Quarantine), self.quarantined)
        self.session.flush()
        if moved := [unit for unit, head in self.scopes.items() if head.rev != self._locked_at[unit]]:
            heads = [{"its": unit, "rev": self.scopes[unit].rev, "digest": self.scopes[unit].digest} for unit in moved]
            connection.execute(_MOVE, heads)
        cells.write(self.session, self._differences)
        if self.mentions:
            write_mentions(self.session, self.mentions)

    def _entry(
        self,
        raw: RawMutation,
        body: bytes,
        mutation: Mutation | None,
        applied: Applied,
        phone: str | None,
        stands_for: str | None,
    ) -> NewEntry:
        unit = raw.get("unit")
        scope = unit if isinstance(unit, str) and unit in self.scopes else None
        record, after, at = (mutation.record, mutation.after, mutation.at) if mutation else (None, None, None)
        return {
            "person": self.viewer.account,
            "mutation": raw["id"],
            "scope": scope,
            "rev": applied.rev,
            "chain": applied.chain,
            "record": record,
            "after": after,
            "do": mutation.do if mutation else None,
            "at": at,
            "received": self.received,
            "session": phone and phone[:SESSION],
            "body": pack(body, (raw["id"], scope, record, after), at),
            "outcome": stored_outcome(applied.outcome, applied.rev, applied.chain),
            "plain": applied.plain,
            "period": applied.period,
            "copied": applied.copied,
            "stands_for": stands_for,
        }

    def _lock(self, units: set[str]) -> dict[str, Head]:
        """Lock the scopes of units in sorted order, so that two batches never wait for each other in a circle; each by
        itself, as they may lie on different machines."""
        connection = self.session.connection()
        rows = [row for unit in sorted(units) for row in connection.execute(_SCOPE, {"its": unit})]
        return {unit: Head(rev, digest) for unit, rev, digest in rows}

    def _load_entries(self, ids: list[str]) -> tuple[int | None, bool]:
        """Read what the log holds under these ids; returns the catalog's number, and whether any restore is
        recorded."""
        rows = self.session.connection().execute(_ENTRIES, {"ids": ids}).all()
        for row in rows:
            if row.person == self.viewer.account:
                self.known[row.mutation] = Known(body_of(row), outcome_of(row))
            elif row.person is not None:
                self.used_by_others.add((row.mutation, row.record))
        return rows[0][0], rows[0][1]

    def _load_records(self, ids: Iterable[str]) -> None:
        wanted = set(ids) - self._records.keys()
        self._records.update(dict.fromkeys(wanted))
        if wanted:
            found = self.session.scalars(_RECORDS, {"ids": list(wanted)})
            self._records.update({record.id: record for record in found})


def _row(record: Record) -> dict[str, object]:
    """A new record as a row of its table, whose columns are not all named as its members are."""
    values = vars(record)
    return {column: values[member] for member, column in _MEMBERS}


def _bases(raws: Sequence[RawMutation]) -> set[Place]:
    """The pair (unit id, rev) of each mutation's ``base``; what does not look like one is left out."""
    found = set()
    for raw in raws:
        unit, rev = raw.get("unit"), str(raw.get("base")).partition(".")[0]
        if is_uuid(unit) and rev.isascii() and rev.isdigit() and len(rev) < LONGEST_REV:
            found.add((unit, int(rev)))
    return found


def _mentioned(raws: Sequence[RawMutation]) -> set[str]:
    """The ids of all records that a batch may need: those that it edits or creates, and any id among its answers."""
    ids: set[str] = set()
    for raw in raws:
        answers = raw.get("set")
        values = (raw["id"], raw.get("record"), *(answers.values() if isinstance(answers, dict) else ()))
        ids.update(value for value in values if isinstance(value, str) and len(value) == UUID_LENGTH and is_uuid(value))
    return ids
