"""The batch: the mutations of one request, the scopes whose logs it locks, and what it finally writes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from sqlalchemy import BindParameter, Table, bindparam, insert, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import cells
from server.log.entry import Applied, NewEntry
from server.log.history import History, Noted, Place
from server.log.periods import Periods
from server.log.quarantine_row import NewRow, waiting_among
from server.log.restores import Restores
from server.log.units import Units
from server.models.log import LogEntry, Quarantine, Record, Scope
from server.platform.clock import now
from sync.protocol.ids import is_uuid
from sync.protocol.mutation import Mutation, RawMutation
from sync.protocol.outcome import Outcome
from sync.registers import Registers

LONGEST_REV = 18  # digits; a rev is stored in 64 bits
UUID_LENGTH = 36  # characters; most answers differ from an id in length already

# Built once: to put a statement together costs as much as to run it.
_IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
_SCOPES = select(Scope).where(Scope.unit.in_(_IDS)).order_by(Scope.unit).with_for_update()
_ENTRIES = select(LogEntry.mutation, LogEntry.person, LogEntry.body, LogEntry.outcome, LogEntry.record).where(
    LogEntry.mutation.in_(_IDS)
)
_RECORDS = select(Record).where(Record.id.in_(_IDS))
# Of the tables alone: through the ORM a new row would cost twice as much.
_ENTER = insert(cast(Table, LogEntry.__table__))
_MAKE = insert(cast(Table, Record.__table__))
_MEMBERS = tuple((one.key, one.columns[0].name) for one in Record.__mapper__.column_attrs)


class Known(NamedTuple):
    """What the log holds under a mutation's id: its body as canonical JSON bytes, and its stored outcome."""

    body: bytes
    outcome: Outcome


class Batch:
    """The mutations of one person's request, with everything from the database that they need, read in a few queries.

    Making a batch locks the logs of the scopes that its mutations name, until the caller's transaction ends.
    ``scopes``: unit id → locked scope. ``known``: mutation id → what this person's log entries hold.
    ``used_by_others``: pairs (mutation id, record id) of other people's entries with one of these ids. Only ``write``
    writes to the database.
    """

    def __init__(self, session: Session, viewer: Viewer, registers: Registers, raws: Sequence[RawMutation]):
        self.session, self.viewer, self.registers = session, viewer, registers
        self.received = now()
        self.scopes = self._lock({unit for raw in raws if is_uuid(unit := raw.get("unit"))})
        self.units = Units(session, self.scopes, self.received)
        self.periods = Periods(session)
        self.known: dict[str, Known] = {}
        self.used_by_others: set[tuple[str, str | None]] = set()
        self._load_entries([raw["id"] for raw in raws if is_uuid(raw["id"])])
        self._records: dict[str, Record | None] = {}
        self._load_records(_mentioned(raws))
        self.restores = Restores(session, self.scopes, self.received)
        self.history = History(session, viewer.account, self.scopes, self.restores, _bases(raws), self._records.keys())
        self._entries: list[NewEntry] = []
        self._made: list[Record] = []
        self.quarantined: list[NewRow] = []
        self._afters = {after for raw in raws if is_uuid(after := raw.get("after"))}
        self._kept: dict[tuple[str, str], str] | None = None
        self._differences: Counter[cells.CellKey] = Counter()

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
        self._differences.update(applied.differences)
        if applied.made is not None:
            self._records[applied.made.id] = applied.made
            self._made.append(applied.made)

    def write(self) -> None:
        """Write log entries, records, quarantine rows and the cells of the figures, in the caller's transaction."""
        connection = self.session.connection()
        if self._entries:
            connection.execute(_ENTER, cast(list[dict[str, object]], self._entries))
        if self._made:
            connection.execute(_MAKE, [_row(record) for record in self._made])
        if self.quarantined:
            self.session.execute(insert(Quarantine), self.quarantined)
        self.session.flush()
        cells.write(self.session, self._differences)

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
        return {
            "person": self.viewer.account,
            "mutation": raw["id"],
            "scope": unit if isinstance(unit, str) and unit in self.scopes else None,
            "rev": applied.rev,
            "chain": applied.chain,
            "record": mutation.record if mutation else None,
            "after": mutation.after if mutation else None,
            "do": mutation.do if mutation else None,
            "at": mutation.at if mutation else None,
            "received": self.received,
            "session": phone,
            "body": body,
            "outcome": applied.outcome,
            "plain": applied.plain,
            "period": applied.period,
            "copied": applied.copied,
            "stands_for": stands_for,
        }

    def _lock(self, units: set[str]) -> dict[str, Scope]:
        """Lock the scopes of units in sorted order, so that two batches never wait for each other in a circle."""
        return {scope.unit: scope for scope in self.session.scalars(_SCOPES, {"ids": list(units)})} if units else {}

    def _load_entries(self, ids: list[str]) -> None:
        for mutation, person, body, outcome, record in self.session.execute(_ENTRIES, {"ids": ids}):
            if person == self.viewer.account:
                self.known[mutation] = Known(body, outcome)
            else:
                self.used_by_others.add((mutation, record))

    def _load_records(self, ids: Iterable[str]) -> None:
        wanted = set(ids) - self._records.keys()
        self._records.update(dict.fromkeys(wanted))
        if wanted:
            found = self.session.scalars(_RECORDS, {"ids": list(wanted)})
            self._records.update({record.id: record for record in found})


def _row(record: Record) -> dict[str, object]:
    """A new record as a row of its table, whose columns are not all named as its members are."""
    values = vars(record)
    return {column: values.get(member) for member, column in _MEMBERS}


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
