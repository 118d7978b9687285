"""The log played again from its first entry: what its records and cells must be. Reads, and writes nothing."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import cells
from server.log.interfaces import ReplayedHead, chain_through
from server.log.validation import Clean, period_after
from server.log.write import Stroke, create, finish, snapshot
from server.models.log import LogEntry, Record, Restore
from server.models.periods import Period
from sync.merge import PERIOD, Seen
from sync.protocol import transitions
from sync.protocol.canonical import Json
from sync.protocol.ids import Version, chain_of, next_digest
from sync.protocol.mutation import Mutation, parse_mutation
from sync.protocol.transitions import SUBMITTED
from sync.registers import Register, Registers, check_put


class Replay:
    """Stands where a Ledger stands when a stroke is written, for one scope."""

    def __init__(self, session: Session, registers: Registers, scope: str):
        self.session, self.registers, self.scope = session, registers, scope
        self.scopes = {scope: ReplayedHead()}
        self.periods = {period.key: period for period in session.scalars(select(Period))}
        self.restores = list(session.scalars(select(Restore).where(Restore.scope == scope)))
        self.records: dict[str, Record] = {}
        self.differences: Counter[cells.CellKey] = Counter()
        self.chains: dict[int, str] = {0: chain_of(bytes(32))}
        self.links: dict[tuple[str, str], dict[str, str | None]] = {}
        self.taken: dict[tuple[str, str], dict[str, str]] = {}
        self.viewer = Viewer("", "", ())
        self.received = datetime.min

    def run(self) -> Iterator[str]:
        """Play every entry; what is not as the log says, one line each."""
        query = select(LogEntry).where(LogEntry.scope == self.scope).order_by(LogEntry.seq)
        for entry in self.session.scalars(query.execution_options(yield_per=500)):
            if entry.rev is not None:
                yield from self._play(entry)
            if entry.record:
                self.links.setdefault((entry.person, entry.record), {})[entry.mutation] = entry.after
                if entry.stands_for:
                    self.taken.setdefault((entry.person, entry.record), {})[entry.stands_for] = entry.mutation

    def register_of(self, record: Record) -> Register:
        register = self.registers.get(f"{record.register}@{record.version}")
        if register is None:
            raise LookupError(f"{record.register}@{record.version} is in the log, but no longer among the registers")
        return register

    def advance(self, scope: str, mutation: str) -> Version:
        head = self.scopes[scope]
        head.rev, head.digest = head.rev + 1, next_digest(head.digest, mutation)
        return Version(head.rev, chain_of(head.digest))

    def seen(self, scope: str, record: str, base: Version | None, after: str | None) -> Seen:
        rev = 0
        if base is not None:
            forks = [restore.head for restore in self.restores if restore.at <= self.received]
            stands = self.chains.get(base.rev) == base.chain
            rev = base.rev if stands else min(base.rev, min(forks, default=0))
        own = (self.viewer.account, record)
        return Seen(rev, chain_through(self.links.get(own, {}), self.taken.get(own, {}), after))

    def _play(self, entry: LogEntry) -> Iterator[str]:
        self.viewer, self.received = Viewer(entry.person, "", ()), entry.received
        raw = orjson.loads(entry.body)
        mutation = parse_mutation(raw)
        stroke = Stroke(self, mutation, raw, self.records.get(mutation.record))
        made = self._put(stroke, entry) if mutation.do == "put" else self._verb(stroke)
        self.chains[made["rev"]] = made["chain"]
        if (made["rev"], made["chain"], made["outcome"]) != (entry.rev, entry.chain, entry.outcome):
            yield f"log entry {entry.rev} of {self.scope}: replayed {made['outcome']}, kept {entry.outcome}"

    def _put(self, stroke: Stroke["Replay"], entry: LogEntry) -> Json:
        mutation = stroke.mutation
        register = self.registers.get(mutation.form) if mutation.form else self.register_of(stroke.target)
        if register is None:
            raise LookupError(f"{mutation.form} is in the log, but no longer among the registers")
        if stroke.record is None:
            stroke.record = self.records[mutation.record] = create(self, mutation, register)
        before = snapshot(stroke)
        content, effect = stroke.merge(stroke.seen(), _clean(mutation, register))
        period = period_after(self, register, stroke.target, content)
        for name, value in (entry.copied or {}).items():
            content.data[name], content.writers[name] = value, [[entry.rev, mutation.id]]
        stroke.take(content, register, period)
        refused = entry.outcome.get("refused")
        if mutation.submits and not refused:
            stroke.move(SUBMITTED)
        return finish(stroke, before, effect, refused, entry.copied)

    def _verb(self, stroke: Stroke["Replay"]) -> Json:
        record, verb = stroke.target, stroke.mutation.do
        review, submitted = self.register_of(record).review, record.submitted_rev is not None
        before = snapshot(stroke)
        stroke.move(transitions.status_after(verb, record.status, review, submitted) or record.status)
        return finish(stroke, before)


def _clean(mutation: Mutation, register: Register) -> Clean:
    checked, _ = check_put(register, mutation.set, mutation.add, mutation.remove)
    clean = Clean(**checked)
    if mutation.period is not None and not register.period_from and not register.natural_key:
        clean.set[PERIOD] = mutation.period
    return clean
