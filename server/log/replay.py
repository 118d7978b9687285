"""Replaying a scope's log from its first entry, to find what its records and cells should be. Nothing is written."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from server.figures import cells
from server.log.copies import merge_again
from server.log.entry import Applied
from server.log.head import Head
from server.log.history import chain_through
from server.log.periods import Periods
from server.log.step import Step, new_record, register_of
from server.log.validation import follow, take_period
from server.log.write import write_put, write_verb
from server.models.log import LogEntry, Record, Restore
from server.models.log_storage import body_of, outcome_of
from sync.merge import PERIOD, Seen
from sync.protocol import transitions
from sync.protocol.ids import chain_of
from sync.protocol.mutation import Mutation, read_mutation
from sync.protocol.transitions import SUBMITTED
from sync.registers import Register, Registers, check_put
from sync.registers.answers import CleanPut

PAGE = 2_000  # entries read from the database at a time
Entry = Row[Any]
"""The columns of a log entry that a replay needs. Rows as they are: objects of the ORM would cost as much again as the
replay itself, its records too."""

_ENTRIES = select(
    *(LogEntry.rev, LogEntry.chain, LogEntry.person, LogEntry.mutation, LogEntry.record, LogEntry.after, LogEntry.at),
    *(LogEntry.scope, LogEntry.received, LogEntry.stored_body, LogEntry.stored_outcome),
    *(LogEntry.copied, LogEntry.stands_for),
)


class _Again(Step):
    """A step that was done before: what it adds to the figures is asked of the last one alone."""

    counts = False


class Replay:
    """A replay of one scope's log.

    ``records`` (by id) and ``differences``, what they add to the figures, are what ``run`` has made so far.
    """

    def __init__(self, session: Session, registers: Registers, scope: str, periods: Periods | None = None):
        self.session, self.registers, self.scope = session, registers, scope
        self.head = Head()
        self.periods = periods or Periods(session)
        self.restores = list(session.scalars(select(Restore).where(Restore.scope == scope)))
        self.records: dict[str, Record] = {}
        self.differences: cells.Differences = {}
        self._chains: dict[int, str | None] = {0: chain_of(bytes(32))}
        self._links: dict[tuple[str, str], dict[str, str | None]] = {}
        self._taken_in: dict[tuple[str, str], dict[str, str]] = {}

    def run(self) -> Iterator[str]:
        """Replay every entry. Yields one English text for each whose result differs from what the log entry says."""
        query = _ENTRIES.where(LogEntry.scope == self.scope).order_by(LogEntry.seq)
        for entry in self.session.execute(query.execution_options(yield_per=PAGE)):
            if entry.rev is not None:
                yield from self._play(entry)
            if entry.record:
                self._links.setdefault((entry.person, entry.record), {})[entry.mutation] = entry.after
                if entry.stands_for:
                    self._taken_in.setdefault((entry.person, entry.record), {})[entry.stands_for] = entry.mutation
        # What the steps of a record add to the figures, one after another, comes to what its last state does.
        for record in self.records.values():
            register = register_of(self.registers, f"{record.register}@{record.version}")
            cells.add(self.differences, cells.of(record, register, self.periods.by_key))

    def _play(self, entry: Entry) -> Iterator[str]:
        # It was found well-formed before it was applied; what has changed in it since makes another record.
        raw = orjson.loads(body_of(entry))
        mutation = read_mutation({name: value for name, value in raw.items() if value is not None}, entry.at or "")
        record, register = self._begun(mutation, entry)
        own = register_of(self.registers, f"{record.register}@{record.version}")
        step = _Again(mutation, record, own, entry.person, entry.received, self.head, self.periods)
        made = self._put(step, register, entry) if mutation.do == "put" else self._verb(step)
        if made.rev is not None:
            self._chains[made.rev] = made.chain
        kept = outcome_of(entry)
        if (made.rev, made.chain, _ordered(made.outcome)) != (entry.rev, entry.chain, _ordered(kept)):
            yield f"log entry {entry.rev} of {self.scope}: replayed {made.outcome}, kept {kept}"

    def _begun(self, mutation: Mutation, entry: Entry) -> tuple[Record, Register]:
        """The record as it was before the entry (new, if it is the first), and the register that checks the entry."""
        record = self.records.get(mutation.record)
        if record is None and mutation.form is None:
            raise LookupError(f"log entry {entry.rev} of {self.scope} is of a record that its log does not make")
        form = mutation.form or (f"{record.register}@{record.version}" if record else "")
        register = register_of(self.registers, form)
        if record is None:
            record = new_record(mutation, register, entry.person, entry.received)
            self.records[mutation.record] = record
        return record, register

    def _put(self, step: Step, register: Register, entry: Entry) -> Applied:
        mutation, record = step.mutation, step.record
        seen, clean = self._seen(mutation, entry), _clean(mutation, register)
        content, effect = merge_again(step, seen, clean, entry.copied)
        period, day = take_period(self.periods, register, record, content)
        step.register = max(step.register, register, key=lambda one: one.version)
        refused = entry.stored_outcome.get("refused")
        status = transitions.status_after_put(record.status, record.submitted_rev is not None)
        if mutation.submits and not refused:
            status = SUBMITTED
        findings = follow(step.register, content.data)
        return write_put(step, content, effect, findings, period, day, status, None, refused)

    def _verb(self, step: Step) -> Applied:
        record, review = step.record, step.register.review
        status = transitions.status_after(step.mutation.do, record.status, review, record.submitted_rev is not None)
        return write_verb(step, status or record.status)

    def _seen(self, mutation: Mutation, entry: Entry) -> Seen:
        rev, base = 0, mutation.base
        if base is not None:
            forks = [restore.head for restore in self.restores if restore.at <= entry.received]
            stands = self._chains.get(base.rev) == base.chain
            rev = base.rev if stands else min(base.rev, min(forks, default=0))
        own = (entry.person, mutation.record)
        return Seen(rev, chain_through(self._links.get(own, {}), self._taken_in.get(own, {}), mutation.after))


def _ordered(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """An outcome with its conflicts in order: theirs is that of the phone's JSON, which the log does not keep."""
    return {**outcome, "conflicts": sorted(outcome.get("conflicts", ()))}


def _clean(mutation: Mutation, register: Register) -> CleanPut:
    clean, _ = check_put(register, mutation.set, mutation.add, mutation.remove)
    if mutation.period is not None and not register.period_from and not register.natural_key:
        clean["set"][PERIOD] = mutation.period
    return clean
