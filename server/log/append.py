"""Appending mutations to the log: each is applied or refused here; ``Batch.write`` (log/batch.py) writes the result.

Log entries, records and the figures' cells are written in no other way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from server.access.departures import was_of
from server.access.records import sees
from server.access.viewer import Viewer
from server.log.apply import apply
from server.log.batch import Batch
from server.log.entry import Applied, refusal
from server.log.quarantine_row import MOVED, new_row
from server.log.step import made, register_of
from server.platform.clock import now
from sync.protocol.canonical import canonical
from sync.protocol.ids import Version, is_uuid
from sync.protocol.mutation import Mutation, RawMutation, parse_mutation
from sync.protocol.outcome import Outcome
from sync.protocol.problems import Problem
from sync.protocol.transitions import REVIEW_VERBS
from sync.registers import Registers

NOT_YET = {"unknown_record", "bad_transition", "locked"}  # refusals that a restore from backup may have caused
FOR_LEADER = {"unknown_form", "moved"}  # refusals after which a leader of the unit may still take it in
NOTHING: Mapping[str, Version] = {}
NOT_HERE = {"unknown_record", "forbidden"}  # refusals that are ``moved`` where the author has left the unit


@dataclass(frozen=True, slots=True)
class Parsed:
    """A mutation that has been read, before it is applied.

    ``raw``: the JSON object as the phone sent it; ``body``: the same as canonical JSON bytes. ``mutation``: its parsed
    form, or the Problem ``invalid`` if it is malformed whatever the record.
    """

    raw: RawMutation
    body: bytes
    mutation: Mutation | Problem


class Appended(NamedTuple):
    """What became of appended mutations: mutation id → outcome; the end of each log that they name: scope id → version;
    and whether they name photos."""

    outcomes: dict[str, Outcome]
    heads: dict[str, Version]
    photos: bool = False


def parse(raw: RawMutation) -> Parsed:
    """Read one mutation as a phone sent it; a malformed one is not raised but kept as a Problem in ``Parsed.mutation``.

    This is done before any scope is locked, so that locks are held for a short time only.
    """
    try:
        mutation: Mutation | Problem = parse_mutation(raw, now().isoformat(timespec="seconds"))
    except Problem as problem:
        mutation = problem
    return Parsed(raw, canonical(raw), mutation)


def append(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    sent: Sequence[Parsed],
    ahead: timedelta = timedelta(0),
    phone: str | None = None,
    before: Mapping[str, Version] = NOTHING,
    imported: bool = False,
) -> Appended:
    """Apply a person's mutations in their order, each as a whole or not at all.

    ``sent`` must have distinct ids. ``ahead``: by how much the phone's clock is fast against the server's. ``phone``:
    the digest of its session. ``before``: mutation id → the version as which it was applied before a restore took it
    back. ``imported``: they come from a workbook, by which somebody may make records of units in which they have no
    role (server/access/imports.py). A mutation that is refused is stored in the log with its refusal; only one whose
    outcome is ``{"wait": true}`` is not stored, as the phone sends it again. The scopes stay locked until the caller's
    transaction ends.
    """
    batch = Batch(session, viewer, registers, [one.raw for one in sent])
    batch.ahead, batch.imported = ahead, imported
    outcomes = {one.raw["id"]: _settle(batch, one, phone, before.get(one.raw["id"])) for one in sent}
    batch.write()
    return Appended(outcomes, {unit: head.version for unit, head in batch.scopes.items()}, bool(batch.mentions))


def take_in(
    session: Session, author: Viewer, registers: Registers, raws: Mapping[str, RawMutation]
) -> dict[str, Outcome]:
    """Apply mutations that were refused before, as ``author`` and under new ids; stop at the first refused again.

    ``raws``: id of the refused mutation → the mutation to apply in its stead, in order. Returns id of the refused
    mutation → outcome, for those that were tried; if the last outcome is a refusal, nothing is written for that one.
    """
    batch = Batch(session, author, registers, list(raws.values()))
    outcomes: dict[str, Outcome] = {}
    for origin, refused in raws.items():
        raw = _without_later_values(batch, origin, refused)
        try:
            mutation = parse_mutation(raw, batch.received.isoformat(timespec="seconds"))
            applied = apply(batch, mutation, batch.record(mutation.record))
        except Problem as problem:
            outcomes[origin] = refusal(problem)
            break
        batch.enter(raw, canonical(raw), mutation, applied, stands_for=origin)
        outcomes[origin] = applied.outcome
    batch.write()
    return outcomes


def _settle(batch: Batch, sent: Parsed, phone: str | None, before: Version | None) -> Outcome:
    """The outcome of one mutation: the stored one if the log has it; else it is applied, and its outcome stored.

    ``before``: the version as which a restored server had applied it.
    """
    raw = sent.raw
    if not is_uuid(raw["id"]):
        return refusal(Problem("invalid", {"id": {"rule": "type"}}))
    if known := batch.known.get(raw["id"]):
        return known.outcome if known.body == sent.body else refusal(Problem("reused_id"))
    mutation = None
    try:
        if _is_used_by_another(batch, raw):
            raise Problem("reused_id")
        if isinstance(sent.mutation, Problem):
            raise sent.mutation
        mutation = sent.mutation
        if batch.kept(mutation) == MOVED:
            raise Problem(MOVED)  # what follows a kept one is kept with it: half of a work is no work
        if _comes_too_early(batch, mutation):
            return {"wait": True}
        applied = apply(batch, mutation, batch.record(mutation.record))
    except Problem as problem:
        if mutation and _waits(batch, mutation, problem, before):
            return {"wait": True}
        if mutation and problem.code in NOT_HERE and batch.viewer.left_of(mutation.unit):
            problem = Problem(MOVED)
        applied = Applied(refusal(problem))
        if mutation:
            _keep_for_leader(batch, mutation, problem)
    batch.enter(raw, sent.body, mutation, applied, phone)
    return applied.outcome


def _is_used_by_another(batch: Batch, raw: RawMutation) -> bool:
    """Whether another account has used this mutation id for the same record, and the sender may see that record."""
    target = raw.get("record") or raw["id"]
    if not is_uuid(target) or (raw["id"], target) not in batch.used_by_others:
        return False
    record = batch.record(target)
    if record is None:
        return False
    register = register_of(batch.registers, f"{record.register}@{record.version}")
    return sees(batch.viewer, record, register, batch.units.path(record.scope))


def _comes_too_early(batch: Batch, mutation: Mutation) -> bool:
    """Whether a restore from backup took away what the mutation follows, and its phone may still bring that again."""
    if mutation.after is None or not batch.restores.waited_for(mutation.unit):
        return False
    return not batch.history.knows(mutation.record, mutation.after)


def _waits(batch: Batch, mutation: Mutation, problem: Problem, before: Version | None) -> bool:
    """Whether a refusal may only be due to a restore from backup, which took away what the mutation builds on, or what
    had made way for it when it was applied as the version ``before``.

    The phone is then to keep the mutation and send it again.
    """
    scope, base = batch.scopes.get(mutation.unit), mutation.base
    if scope is None or not batch.restores.waited_for(mutation.unit):
        return False
    cut_off = base is not None and batch.history.lost(mutation.unit, base)
    if problem.code in NOT_YET:
        return cut_off or (_was_applied(batch, mutation, before) and not _judges_other_content(batch, mutation))
    early = cut_off and base is not None and scope.rev < base.rev
    return mutation.do in REVIEW_VERBS and problem.code == "stale" and early


def _was_applied(batch: Batch, mutation: Mutation, before: Version | None) -> bool:
    """Whether a restore from backup cut off the version as which the mutation had been applied."""
    return before is not None and batch.history.lost(mutation.unit, before)


def _judges_other_content(batch: Batch, mutation: Mutation) -> bool:
    """Whether it is a decision on content that has changed since: nothing that comes later makes way for it."""
    seen = batch.history.seen(mutation.unit, mutation.record, mutation.base, mutation.after)
    return mutation.do in REVIEW_VERBS and batch.history.content_unseen(mutation.record, seen)


def _keep_for_leader(batch: Batch, mutation: Mutation, problem: Problem) -> None:
    """Put a refused mutation into the quarantine if a leader may still take it in.

    That is so if its code is ``moved`` or ``unknown_form``, or if the mutation that it names as its ``after`` waits in
    quarantine; and if its author belongs to the unit, or has left it.
    """
    path = batch.units.paths.get(mutation.unit)
    if path is None or not (problem.code in FOR_LEADER or batch.kept(mutation)):
        return
    if was_of(batch.viewer, mutation.unit, path):
        at = made(mutation, batch.received, batch.ahead)
        batch.quarantined.append(new_row(batch.viewer.account, mutation, problem.code, at, batch.received))


def _without_later_values(batch: Batch, origin: str, raw: RawMutation) -> RawMutation:
    """The mutation without those fields of its ``set`` that its author set again in a later mutation."""
    answers, id_ = raw.get("set"), raw.get("record")
    record = batch.record(id_) if isinstance(id_, str) else None
    if record is None or not isinstance(answers, dict) or not answers:
        return raw
    later = {
        name
        for name in answers
        for _, writer in record.writers.get(name, ())
        if origin in batch.history.own_chain(record.id, writer)
    }
    return {**raw, "set": {name: value for name, value in answers.items() if name not in later}}
