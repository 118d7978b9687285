"""A second reading of the contract's merge and status table: what a log must have made of its records.

It shares no code with the server or ``sync``, knows no registers, and takes from the server only which mutations
were refused.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sync.protocol.canonical import Json


class Entry(NamedTuple):
    """A mutation in the log; ``rev`` is None for one that was refused."""

    person: str
    rev: int | None
    chain: str | None
    body: bytes
    outcome: Json
    at: str | None  # when it was made; when it arrived, where its phone told no time
    received: datetime
    stands_for: str | None  # the refused mutation that a leader took in as this one

    @property
    def mutation(self) -> Json:
        return json.loads(self.body)


class Row(NamedTuple):
    """A record as the server has it: as in ``changes``, who deleted it, and its co-authors."""

    shown: Json
    deleted_by: str | None
    persons: list[str]


@dataclass
class Modelled:
    """A record as the log makes it."""

    author: str
    status: str = "draft"
    data: Json = field(default_factory=dict)
    writers: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    conflicts: dict[str, Json] = field(default_factory=dict)
    thread: list[Json] = field(default_factory=list)
    submitted: bool = False
    deleted: tuple[int, str, str] | None = None  # rev, mutation, by whom
    rev: int = 0


class Write(NamedTuple):
    """One field of one put: what stood there, who wrote that, and and which of its writers it had not seen."""

    id: str
    record: str
    field: str
    before: Any
    unseen: list[str]  # writers of what stood there that lay outside the mutation's past
    value: Any
    chain: set[str]  # mutations that it came after
    lost: bool  # a restore cut its base off: what is taken for seen is what went before that too

    @property
    def kept(self) -> bool:
        """In conflict: what stood there stays, this is kept beside it."""
        return bool(self.unseen)


class Reviewed(NamedTuple):
    """One decision, and the content that it fell upon."""

    id: str
    do: str
    record: str
    data: Json


MOVES = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "withdraw"): "draft",
    ("submitted", "verify"): "verified",
    ("submitted", "return"): "returned",
    ("verified", "return"): "returned",
    ("verified", "approve"): "approved",
    ("submitted", "approve"): "approved",
    ("verified", "reject"): "rejected",
    ("submitted", "reject"): "rejected",
    ("approved", "reopen"): "verified",
    ("rejected", "reopen"): "submitted",
    ("verified", "put"): "submitted",
    ("rejected", "put"): "submitted",
}


class Model:
    """Replays a scope's log; ``writes`` and ``reviewed`` are what happened on the way."""

    def __init__(self, log: Iterable[Entry], restores: Iterable[tuple[datetime, int]] = ()):
        log = list(log)
        self.restores = list(restores)
        self.chains: dict[int, str | None] = {0: "AAAAAAAA"}
        self.taken = {(entry.person, entry.stands_for): entry.mutation["id"] for entry in log if entry.stands_for}
        self.after = {(entry.person, m["id"]): m for entry in log if (m := entry.mutation)}
        self.records: dict[str, Modelled] = {}
        self.writes: list[Write] = []
        self.reviewed: list[Reviewed] = []
        self.conflicts: dict[str, list[str]] = {}  # mutation -> fields
        for entry in sorted((entry for entry in log if entry.rev), key=lambda entry: entry.rev or 0):
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        m, rev = entry.mutation, entry.rev or 0
        id = m.get("record") or m["id"]
        record = self.records.setdefault(id, Modelled(entry.person))
        base = self._base(m, entry.received)
        chain = self._chain(entry.person, id, m.get("after"))
        if m["do"] == "put":
            self._put(record, entry, id, base, chain)
        else:
            self._act(record, entry, id)
        if m.get("text"):
            members = {name: m[name] for name in ("id", "do", "text", "field") if name in m}
            record.thread.append(members | {"by": entry.person, "at": entry.at})
        record.submitted = record.submitted or record.status == "submitted"
        record.rev = rev
        self.chains[rev] = entry.chain

    def _base(self, m: Json, received: datetime) -> int:
        """Up to which rev the author had read: of a version that a restore cut off, up to where that log went on."""
        rev, chain = _rev(m), m.get("base", "0.AAAAAAAA").partition(".")[2]
        if self.chains.get(rev) == chain:
            return rev
        return min([rev, *(head for at, head in self.restores if at <= received)] if self.restores else [0])

    def _chain(self, person: str, record: str, after: str | None) -> set[str]:
        chain: set[str] = set()
        while after and (m := self.after.get((person, after))) and (m.get("record") or m["id"]) == record:
            if after in chain:
                break
            chain.add(after)
            if taken := self.taken.get((person, after)):
                chain.add(taken)
            after = m.get("after")
        return chain

    def _put(self, record: Modelled, entry: Entry, id: str, base: int, chain: set[str]) -> None:
        m, rev = entry.mutation, entry.rev or 0
        for name, ids in m.get("resolves", {}).items():
            _clear(record, name, set(ids))
        for name, value in m.get("set", {}).items():
            _clear(record, name, chain)
            held, writers = record.data.get(name), record.writers.get(name, [])
            if held == value:
                continue
            unseen = [who for at, who in writers if at > base and who not in chain]
            lost = base != _rev(m)
            write = Write(m["id"], id, name, held, unseen, value, chain, lost)
            self.writes.append(write)
            if write.kept:
                self.conflicts.setdefault(m["id"], []).append(name)
                alternative = {"value": value, "by": entry.person, "at": entry.at}
                record.conflicts.setdefault(name, {})[m["id"]] = alternative
                continue
            record.writers[name] = [(rev, m["id"])]
            record.data[name] = value
            if value is None:
                del record.data[name]
        for part in ("add", "remove"):
            for name, values in m.get(part, {}).items():
                _listed(record, name, part, values, (rev, m["id"]))
        if record.status == "deleted":
            record.status, record.deleted = "submitted" if record.submitted else "draft", None
        record.status = MOVES.get((record.status, "put"), record.status)
        if m.get("then") == "submit" and "refused" not in entry.outcome:
            record.status = MOVES.get((record.status, "submit"), record.status)

    def _act(self, record: Modelled, entry: Entry, id: str) -> None:
        m = entry.mutation
        if m["do"] in ("verify", "approve"):
            self.reviewed.append(Reviewed(m["id"], m["do"], id, dict(record.data)))
        if m["do"] == "delete":
            record.status, record.deleted = "deleted", (entry.rev or 0, m["id"], entry.person)
        elif m["do"] == "restore":
            record.status, record.deleted = "submitted" if record.submitted else "draft", None
        elif m["do"] != "comment":
            record.status = MOVES[record.status, m["do"]]


def _rev(m: Json) -> int:
    return int(m.get("base", "0.").partition(".")[0])


def _clear(record: Modelled, name: str, ids: set[str]) -> None:
    left = {id: kept for id, kept in record.conflicts.pop(name, {}).items() if id not in ids}
    if left:
        record.conflicts[name] = left


def _listed(record: Modelled, name: str, part: str, values: list[Any], writer: tuple[int, str]) -> None:
    held = record.data.get(name, [])
    if part == "add":
        now = held + [value for at, value in enumerate(values) if value not in held and value not in values[:at]]
    else:
        now = [value for value in held if value not in values]
    if now != held:
        record.data[name] = now
        record.writers[name] = [*record.writers.get(name, []), writer]


def sees(person: str, role: str, creators: Iterable[str], row: Row) -> bool:
    """Whether somebody of the record's own school sees it; ``creators``: roles that share a record of its kind."""
    status = row.shown["status"]
    if status == "deleted":
        return row.deleted_by == person
    return status != "draft" or person == row.shown["author"] or person in row.persons or role in creators


def keeps(person: str, row: Row) -> bool:
    """Whether somebody who has left the record's school goes on holding it: it is theirs, and of no kind of which the
    unit has one in a period."""
    theirs = person == row.shown["author"] or person in row.persons
    return theirs and (row.shown["status"] != "deleted" or row.deleted_by == person)


def full(copy: Json) -> Json:
    """A copy with the members that may be left out when they are empty."""
    return {"period": None, "conflicts": {}, "thread": [], "flags": [], **copy}
