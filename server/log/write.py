"""A stroke: one mutation on its way into a record, and the log entry that it becomes."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Generic, TypeVar

from server.figures import cells
from server.log.interfaces import Book
from server.log.validation import Clean
from server.models.log import Record
from server.records.search_text import title, words
from sync.merge import PERIOD, Content, Effect, Put, Seen, lay, put
from sync.protocol import transitions
from sync.protocol.canonical import Json
from sync.protocol.mutation import Mutation
from sync.protocol.transitions import DELETED, DRAFT, SUBMITTED
from sync.registers import Register, computed_values, flags

B = TypeVar("B", bound=Book)


class Stroke(Generic[B]):
    """``record`` is None until the record that the mutation makes has been made."""

    def __init__(self, ledger: B, mutation: Mutation, raw: Json, record: Record | None):
        self.ledger, self.mutation, self.raw, self.record = ledger, mutation, raw, record

    @property
    def target(self) -> Record:
        if self.record is None:
            raise LookupError("the record has not been made yet")
        return self.record

    def seen(self) -> Seen:
        mutation = self.mutation
        return self.ledger.seen(mutation.unit, mutation.record, mutation.base, mutation.after)

    def next_rev(self) -> int:
        return self.ledger.scopes[self.mutation.unit].rev + 1

    def merge(self, seen: Seen, clean: Clean) -> tuple[Content, Effect]:
        """The content after the put; its period stands among the data for the while of the merge."""
        record, mutation = self.target, self.mutation
        content = Content(dict(record.data), record.writers, record.conflicts)
        if record.period is not None:
            content.data[PERIOD] = record.period
        change = Put(
            mutation.id,
            self.next_rev(),
            self.ledger.viewer.account,
            mutation.at,
            clean.set,
            clean.add,
            clean.remove,
            mutation.resolves,
        )
        return put(content, seen, change)

    def take(self, content: Content, register: Register, period: str | None) -> None:
        """Write merged content into the record."""
        record = self.target
        content.data.pop(PERIOD, None)
        record.data, record.writers, record.conflicts = content.data, content.writers, content.conflicts
        record.version = max(record.version, register.version)
        record.period, record.day = period, cells.day_of(register, content.data)
        register = self.ledger.register_of(record)
        record.persons = _persons(register, content.data)
        record.once = sorted({*record.once, *record.persons})
        record.flags = flags(register, content.data)
        record.computed = computed_values(register, content.data)
        record.search_text, record.title = words(register, content.data), title(register, content.data)
        self.move(transitions.status_after_put(record.status, record.submitted_rev is not None))

    def move(self, status: str) -> None:
        """Give the record its status, and what hangs on it."""
        record = self.target
        if status == SUBMITTED and record.submitted_rev is None:
            record.submitted_rev = self.next_rev()
        if status != DELETED:
            record.deleted_by = record.deleted = None
        elif record.status != DELETED:
            record.deleted_by, record.deleted = self.ledger.viewer.account, [self.next_rev(), self.mutation.id]
        if status != record.status:
            record.since = self.ledger.received
        record.status = status
        record.turn = transitions.turn(status, self.ledger.register_of(record).review)


@dataclass(frozen=True, slots=True)
class Before:
    """What a record was, as far as its entry tells of the difference."""

    status: str
    period: str | None
    flags: list[str]
    data: Json
    cells: Counter[cells.CellKey]


def snapshot(stroke: Stroke[B]) -> Before:
    record = stroke.target
    counted = cells.of(record, stroke.ledger.register_of(record), stroke.ledger.periods)
    return Before(record.status, record.period if record.rev else None, record.flags, record.data, counted)


def create(ledger: Book, mutation: Mutation, register: Register) -> Record:
    """An empty draft of this person's, not yet in the session."""
    return Record(
        id=mutation.record,
        scope=mutation.unit,
        register=register.key,
        version=register.version,
        author=ledger.viewer.account,
        rev=0,
        chain="",
        status=DRAFT,
        period=mutation.period if register.natural_key else None,
        data={},
        computed={},
        writers={},
        conflicts={},
        thread=[],
        flags=[],
        persons=[],
        once=[],
        created=ledger.received,
        since=ledger.received,
    )


def finish(
    stroke: Stroke[B],
    before: Before,
    effect: Effect | None = None,
    refused: Json | None = None,
    copied: Json | None = None,
) -> Json:
    """Give the mutation its rev and the record its version; the members of the log entry."""
    ledger, mutation, record = stroke.ledger, stroke.mutation, stroke.target
    text = _speak(stroke)
    version = ledger.advance(record.scope, mutation.id)
    record.rev, record.chain, record.changed = version.rev, version.chain, ledger.received
    _count(ledger, before, record)
    outcome: Json = {"version": str(version)}
    if effect and effect.conflicts:
        outcome["conflicts"] = effect.conflicts
    if refused:
        outcome["refused"] = refused
    return {
        "rev": version.rev,
        "chain": version.chain,
        "outcome": outcome,
        "plain": _plain(stroke, before, effect, outcome) and text == mutation.text,
        "period": record.period if record.period != before.period else None,
        "copied": copied or None,
    }


def _speak(stroke: Stroke[B]) -> str | None:
    """Put the mutation's text into the record's thread; the text as it stands there."""
    mutation, record = stroke.mutation, stroke.target
    if mutation.text is None:
        return None
    text = unicodedata.normalize("NFC", mutation.text)
    said = {"id": mutation.id, "by": stroke.ledger.viewer.account, "at": mutation.at, "do": mutation.do, "text": text}
    record.thread = [*record.thread, said | ({"field": mutation.field} if mutation.field else {})]
    return text


def _count(ledger: Book, before: Before, record: Record) -> None:
    after = cells.of(record, ledger.register_of(record), ledger.periods)
    for key, value in after.items():
        ledger.differences[key] += value
    for key, value in before.cells.items():
        ledger.differences[key] -= value


def _plain(stroke: Stroke[B], before: Before, effect: Effect | None, outcome: Json) -> bool:
    """Whether the phone that sent it can lay it into its copy and have what we have."""
    record = stroke.target
    if len(outcome) > 1 or record.flags != before.flags or (stroke.mutation.do == "put" and before.status == DELETED):
        return False
    if before.period and not record.period:
        return False  # an outcome can tell of a period, but not of none
    if effect is None:
        return True
    touched = {*stroke.mutation.set, *stroke.mutation.add, *stroke.mutation.remove}
    if touched & record.conflicts.keys():
        return False  # who wrote the value that stands is told with the record
    laid = lay(before.data, stroke.mutation.set, stroke.mutation.add, stroke.mutation.remove)
    return not effect.ended and laid == record.data


def _persons(register: Register, data: Json) -> list[str]:
    """The accounts that a record names: its co-authors."""
    named: set[str] = set()
    for field in register.fields.values():
        if field.type == "person" and field.name in data:
            named.add(data[field.name])
        elif field.type == "persons":
            named.update(data.get(field.name, ()))
    return sorted(named)
