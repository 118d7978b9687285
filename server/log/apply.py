"""Applying one mutation to its record, or refusing it, with the refusals tried in a fixed order.

Source: docs/implementing-a-client.md. Malformed mutations are refused before, in ``sync.protocol.mutation``. Of the
others the first code that holds is given, of ``unknown_record, unknown_form, forbidden, locked, bad_transition,
invalid, stale``. Where the author has left the unit, ``server.log.append`` gives ``moved`` for ``unknown_record`` and
``forbidden``.
"""

from server.access.imports import imports_into
from server.access.records import creates, may_do, puts, sees, sees_undeleted
from server.log.batch import Batch
from server.log.copies import merge_and_copy
from server.log.entry import Applied
from server.log.step import Step, new_record, register_of
from server.log.validation import clean_put, examine, follow, named_photos, submit_faults, take_period
from server.log.write import write_put, write_verb
from server.models.log import Record
from sync.merge import Seen
from sync.protocol import transitions
from sync.protocol.ids import is_uuid, natural_id
from sync.protocol.mutation import Mutation
from sync.protocol.outcome import Refused
from sync.protocol.problems import Problem
from sync.protocol.transitions import DELETED, REVIEW_VERBS, SUBMITTED
from sync.registers import Register
from sync.registers.fault import Faults


def apply(batch: Batch, mutation: Mutation, target: Record | None) -> Applied:
    """Apply one mutation to its record.

    Raises Problem with the code of the first refusal that holds, and then changes nothing. ``target`` is the record
    with the id that the mutation names, even if its author may not see it; None if there is none.
    """
    record = target if target is not None and _is_shown(batch, mutation, target) else None
    if mutation.do == "put":
        return _apply_put(batch, mutation, record, id_taken=target is not None)
    return _apply_verb(batch, mutation, record)


def _apply_put(batch: Batch, mutation: Mutation, record: Record | None, id_taken: bool) -> Applied:
    """Create a record, or edit ``record``; None means that its author sees no such record. ``id_taken``: a record with
    that id exists, seen or not."""
    register = _refuse_unknown(batch, mutation, record)
    _refuse_forbidden_put(batch, mutation, record, register)
    new = record is None
    step = _step(batch, mutation, record or new_record(mutation, register, batch.viewer.account, batch.received))
    seen = _seen(batch, mutation)
    clean, faults = clean_put(batch, mutation, register)
    newest = max(step.register, register, key=lambda one: one.version)
    content, effect, copied, given = merge_and_copy(batch, step, seen, clean, newest)
    period, day = take_period(batch.periods, register, step.record, content)
    _refuse_locked(batch, step, period)
    _refuse_seen_delete(step.record, seen)
    _refuse_invalid_put(step.record, mutation, register, faults, new)
    if new and id_taken:
        raise Problem("unknown_record")
    step.register = newest
    status, submits, refused = _submit_along(batch, step)
    if submits:
        findings = examine(batch, register, step, seen, period, content, given, clean)
    else:
        findings = follow(step.register, content.data)
    if findings.missing:
        submits, refused = None, {"code": "invalid", "fields": findings.missing}
    applied = write_put(step, content, effect, findings, period, day, submits or status, copied, refused)
    applied.made = step.record if new else None
    return applied


def _apply_verb(batch: Batch, mutation: Mutation, record: Record | None) -> Applied:
    """Apply a submit, verify, return or any verb but put."""
    if record is None:
        raise Problem("unknown_record")
    step = _step(batch, mutation, record)
    _refuse_forbidden_verb(batch, step)
    if mutation.do == "submit" and record.status == SUBMITTED:
        return Applied({"version": f"{record.rev}.{record.chain}"})
    _refuse_locked(batch, step, record.period)
    status = _refuse_bad_transition(step)
    _refuse_invalid_verb(batch, step)
    _refuse_stale(batch, step)
    return write_verb(step, status)


def _is_shown(batch: Batch, mutation: Mutation, record: Record) -> bool:
    """Whether the mutation names the unit of the record, and its author may see the record.

    A put may also reach a deleted record whose delete its author had not seen yet: the put then brings the record back.
    """
    if record.scope != mutation.unit:
        return False
    register, path = _register_of(batch, record), batch.units.paths[record.scope]
    if sees(batch.viewer, record, register, path):
        return True
    if record.status != DELETED or mutation.do != "put":
        return False
    unseen = not _seen(batch, mutation).covers(record.deleted or [0, ""])
    return unseen and sees_undeleted(batch.viewer, record, register, path)


def _step(batch: Batch, mutation: Mutation, record: Record) -> Step:
    register, head = _register_of(batch, record), batch.scopes[record.scope]
    return Step(mutation, record, register, batch.viewer.account, batch.received, head, batch.periods)


def _register_of(batch: Batch, record: Record) -> Register:
    return register_of(batch.registers, f"{record.register}@{record.version}")


def _seen(batch: Batch, mutation: Mutation) -> Seen:
    return batch.history.seen(mutation.unit, mutation.record, mutation.base, mutation.after)


def _refuse_unknown(batch: Batch, mutation: Mutation, record: Record | None) -> Register:
    """The register version to check a put by: the one that it names in ``form``, else the record's own.

    Raises Problem ``unknown_record`` if there is neither, ``unknown_form`` if there is no such version.
    """
    if mutation.form is None:
        if record is None:
            raise Problem("unknown_record")
        return _register_of(batch, record)
    register = batch.registers.get(mutation.form)
    if register is None:
        raise Problem("unknown_form")
    return register


def _refuse_forbidden_put(batch: Batch, mutation: Mutation, record: Record | None, register: Register) -> None:
    if mutation.unit not in batch.scopes:
        raise Problem("forbidden")
    path = batch.units.paths[mutation.unit]
    if record is None:
        # Nobody belongs to what has ended but those whose work of before is taken in now.
        ended = mutation.unit in batch.units.ended and mutation.unit not in batch.viewer.scopes
        allowed = not ended and _may_create(batch, register, mutation.unit, path)
    else:
        allowed = puts(batch.viewer, record, _register_of(batch, record), path)
    if not allowed:
        raise Problem("forbidden")


def _may_create(batch: Batch, register: Register, unit: str, path: str) -> bool:
    if batch.imported:
        return imports_into(batch.viewer, register, unit, batch.units.level_and_kind[unit][-1], path)
    return creates(batch.viewer, register, unit, path)


def _refuse_forbidden_verb(batch: Batch, step: Step) -> None:
    verb, record = step.mutation.do, step.record
    leaders = batch.units.leaders(record.scope) if verb == "verify" else ()
    left = verb == "submit" and _stands_in(batch, record)
    if not may_do(batch.viewer, verb, record, step.register, batch.units.paths[record.scope], leaders, left):
        raise Problem("forbidden")


def _stands_in(batch: Batch, record: Record) -> bool:
    """Whether the record's author is another account, which has left the record's unit.

    Then whoever may edit the record may also submit it.
    """
    return record.author != batch.viewer.account and batch.units.has_left(record.author, record.scope)


def _refuse_locked(batch: Batch, step: Step, period: str | None) -> None:
    """``period``: the one that the record is in after the mutation."""
    record = step.record
    before, after = (batch.periods.closed(record.register, record.scope, one) for one in (record.period, period))
    if transitions.is_locked(step.mutation.do, record.status, record.submitted_rev is not None, before, after):
        raise Problem("locked")


def _refuse_seen_delete(record: Record, seen: Seen) -> None:
    if record.status == DELETED and seen.covers(record.deleted or [0, ""]):
        raise Problem("bad_transition")


def _refuse_bad_transition(step: Step) -> str:
    """The status that the verb leads to. Raises Problem ``bad_transition`` if it may not be done now."""
    verb, record = step.mutation.do, step.record
    status = transitions.status_after(verb, record.status, step.register.review, record.submitted_rev is not None)
    if status is None or (verb in ("verify", "approve") and record.conflicts):
        raise Problem("bad_transition")
    return status


def _refuse_invalid_put(record: Record, mutation: Mutation, register: Register, faults: Faults, new: bool) -> None:
    """Raise Problem ``invalid`` if answers do not fit the register, or a new record's id is not allowed."""
    if register.key != record.register:
        faults = {"form": {"rule": "choices"}, **faults}
    if mutation.field is not None and mutation.field not in register.fields:
        faults = {"field": {"rule": "unknown"}, **faults}
    if register.natural_key:
        period = mutation.period or record.period
        if period is None or record.id != natural_id(record.scope, register.key, period):
            faults = {"record": {"rule": "natural_key"}, **faults}
    elif new and not is_uuid(record.id, 7):
        faults = {"record": {"rule": "type"}, **faults}
    if faults:
        raise Problem("invalid", faults)


def _refuse_invalid_verb(batch: Batch, step: Step) -> None:
    mutation, record, register = step.mutation, step.record, step.register
    if mutation.field is not None and mutation.field not in register.fields:
        raise Problem("invalid", {"field": {"rule": "unknown"}})
    if mutation.photo is not None and mutation.photo not in named_photos(register, record):
        raise Problem("invalid", {"photo": {"rule": "unknown"}})
    if mutation.do == "submit":
        faults = submit_faults(batch, register, step, record.period, record.data)
        if faults:
            raise Problem("invalid", faults)


def _refuse_stale(batch: Batch, step: Step) -> None:
    """Raise Problem ``stale`` if the content changed after the version that the author of a review or delete saw."""
    mutation, scope = step.mutation, step.record.scope
    if mutation.do in REVIEW_VERBS:
        if mutation.base is None or batch.history.lost(scope, mutation.base):
            raise Problem("stale")
    elif mutation.do != "delete":
        return
    if batch.history.content_unseen(step.record.id, _seen(batch, mutation)):
        raise Problem("stale")


def _submit_along(batch: Batch, step: Step) -> tuple[str, str | None, Refused | None]:
    """What becomes of a put's ``then: submit``; if the submit is refused, the put is applied all the same.

    Returns the status after the put alone; the status after the submit, or None if it changes nothing or is refused;
    and the refusal of the submit, or None.
    """
    record = step.record
    status = transitions.status_after_put(record.status, record.submitted_rev is not None)
    if not step.mutation.submits:
        return status, None, None
    if record.author != step.account and not _stands_in(batch, record):
        return status, None, {"code": "forbidden"}
    # A put leaves a draft or a returned record, which may be submitted, or one that is; an approved one is locked.
    return status, SUBMITTED if status != SUBMITTED else None, None
