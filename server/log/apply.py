"""One mutation, judged in the contract's order of refusals and applied. protocol.md, "The server, in order", 4."""

from datetime import timedelta

from server.access.records import creates, may_do, puts, sees, sees_undeleted
from server.access.viewer import has_moved
from server.log.batch import Ledger
from server.log.validation import clean_put, copy_fields, period_after, submit_faults
from server.log.write import Stroke, create, finish, snapshot
from server.models.log import Record
from sync.merge import Seen
from sync.protocol import transitions
from sync.protocol.canonical import Json
from sync.protocol.ids import is_uuid, natural_id
from sync.protocol.moment import moment
from sync.protocol.mutation import Mutation
from sync.protocol.problems import Problem
from sync.protocol.transitions import APPROVED, DELETED, REVIEW_VERBS, SUBMITTED
from sync.registers import Register


def judge(ledger: Ledger, mutation: Mutation, raw: Json, ahead: timedelta) -> Json:
    """Apply it; the members of its log entry (rev, chain, outcome, …). Problem if it is refused."""
    record = _present(ledger, mutation)
    stroke = Stroke(ledger, mutation, raw, record)
    if mutation.do == "put":
        return _put(stroke, ahead)
    return _verb(stroke, ahead)


def _present(ledger: Ledger, mutation: Mutation) -> Record | None:
    """The record meant, if it is of the unit named and the person sees it.

    One whose delete the author of a put had not seen is there for that put: putting brings it back."""
    record = ledger.record(mutation.record)
    if record is None or record.scope != mutation.unit:
        return None
    register, path = ledger.register_of(record), ledger.paths[record.scope]
    if sees(ledger.viewer, record, register, path):
        return record
    if record.status == DELETED and mutation.do == "put":
        seen = ledger.seen(record.scope, record.id, mutation.base, mutation.after)
        if not seen.covers(record.deleted or [0, ""]) and sees_undeleted(ledger.viewer, record, register, path):
            return record
    return None


def _put(stroke: Stroke[Ledger], ahead: timedelta) -> Json:
    mutation, ledger, record = stroke.mutation, stroke.ledger, stroke.record
    register = _register(ledger, mutation.form, record)
    _refuse_moved(stroke, ahead)
    _refuse_strangers(stroke, register)
    seen = stroke.seen()
    fresh = record is None
    if record is None:
        record = stroke.record = create(ledger, mutation, register)
    before = snapshot(stroke)
    clean, faults = clean_put(ledger, mutation, register)
    content, effect = stroke.merge(seen, clean)
    period = period_after(ledger, register, record, content)
    if record.status == APPROVED or any(_closed(ledger, record, one) for one in (record.period, period)):
        raise Problem("locked")
    if record.status == DELETED and seen.covers(record.deleted or [0, ""]):
        raise Problem("bad_transition")
    _refuse_invalid(stroke, register, faults, fresh)
    if fresh:
        ledger.add_record(record)
    copied = copy_fields(ledger, register, content, [stroke.next_rev(), mutation.id])
    stroke.take(content, register, period)
    refused = _submit_along(stroke, register) if mutation.submits else None
    return finish(stroke, before, effect, refused, copied)


def _closed(ledger: Ledger, record: Record, period: str | None) -> bool:
    return ledger.closed(record.register, record.scope, period)


def _register(ledger: Ledger, form: str | None, record: Record | None) -> Register:
    """The register by which a put is judged: the version that its phone wrote, else the record's."""
    if form is None:
        if record is None:
            raise Problem("unknown_record")
        return ledger.register_of(record)
    register = ledger.registers.get(form)
    if register is None:
        raise Problem("unknown_form")
    return register


def _refuse_moved(stroke: Stroke[Ledger], ahead: timedelta) -> None:
    mutation, ledger = stroke.mutation, stroke.ledger
    said = moment(mutation.at)
    made = (said or ledger.received) - ahead
    path = ledger.paths.get(mutation.unit)
    if path is not None and has_moved(ledger.viewer, mutation.unit, path, made):
        raise Problem("moved")


def _refuse_strangers(stroke: Stroke[Ledger], register: Register) -> None:
    mutation, ledger, record = stroke.mutation, stroke.ledger, stroke.record
    if mutation.unit not in ledger.scopes:
        raise Problem("forbidden")
    path = ledger.paths[mutation.unit]
    if record is None:
        # Nobody belongs to what has ended but those whose work of before is taken in now.
        ended = mutation.unit in ledger.ended and mutation.unit not in ledger.viewer.scopes
        allowed = not ended and creates(ledger.viewer, register, mutation.unit, path)
    else:
        allowed = puts(ledger.viewer, record, ledger.register_of(record), path)
    if not allowed:
        raise Problem("forbidden")


def _refuse_invalid(stroke: Stroke[Ledger], register: Register, faults: Json, fresh: bool) -> None:
    """For the register; and a new record whose id is not one, or is taken by a record that one may not see."""
    mutation, record = stroke.mutation, stroke.record
    assert record is not None
    if register.key != record.register:
        faults = {"form": {"rule": "choices"}} | faults
    if mutation.field is not None and mutation.field not in register.fields:
        faults = {"field": {"rule": "unknown"}} | faults
    if register.natural_key:
        period = mutation.period or record.period
        if period is None or record.id != natural_id(record.scope, register.key, period):
            faults = {"record": {"rule": "natural_key"}} | faults
    elif fresh and not is_uuid(record.id, 7):
        faults = {"record": {"rule": "type"}} | faults
    if faults:
        raise Problem("invalid", faults)
    if fresh and stroke.ledger.record(record.id) is not None:
        raise Problem("unknown_record")


def _submit_along(stroke: Stroke[Ledger], register: Register) -> Json | None:
    """``then: submit``: the put stands even if the submit is refused; what is refused, or None."""
    record, viewer = stroke.record, stroke.ledger.viewer
    assert record is not None
    if record.author != viewer.account:
        return {"code": "forbidden"}
    if record.status == SUBMITTED:
        return None
    target = transitions.status_after("submit", record.status, register.review, record.submitted_rev is not None)
    if target is None:
        return {"code": "bad_transition"}
    if faults := submit_faults(stroke.ledger, register, record):
        return {"code": "invalid", "fields": faults}
    stroke.move(target)
    return None


def _verb(stroke: Stroke[Ledger], ahead: timedelta) -> Json:
    mutation, ledger, record = stroke.mutation, stroke.ledger, stroke.record
    if record is None:
        raise Problem("unknown_record")
    register, path = ledger.register_of(record), ledger.paths[record.scope]
    _refuse_moved(stroke, ahead)
    leaders = ledger.leaders(record.scope) if mutation.do == "verify" else ()
    if not may_do(ledger.viewer, mutation.do, record, register, path, leaders):
        raise Problem("forbidden")
    if mutation.do == "delete" and (record.status == APPROVED or _closed(ledger, record, record.period)):
        raise Problem("locked")
    if mutation.do == "submit" and record.status == SUBMITTED:
        return {"outcome": {"version": f"{record.rev}.{record.chain}"}}
    target = _target(stroke, register, record)
    if mutation.field is not None and mutation.field not in register.fields:
        raise Problem("invalid", {"field": {"rule": "unknown"}})
    if mutation.do == "submit" and (faults := submit_faults(ledger, register, record)):
        raise Problem("invalid", faults)
    if _stale(ledger, mutation, record, stroke.seen()):
        raise Problem("stale")
    before = snapshot(stroke)
    stroke.move(target)
    return finish(stroke, before)


def _target(stroke: Stroke[Ledger], register: Register, record: Record) -> str:
    verb = stroke.mutation.do
    target = transitions.status_after(verb, record.status, register.review, record.submitted_rev is not None)
    if target is None or (verb in ("verify", "approve") and record.conflicts):
        raise Problem("bad_transition")
    return target


def _stale(ledger: Ledger, mutation: Mutation, record: Record, seen: Seen) -> bool:
    """Whether the content changed after what its judge, or deleter, had before them."""
    if mutation.do in REVIEW_VERBS:
        if mutation.base is None or ledger.lost(record.scope, mutation.base):
            return True
    elif mutation.do != "delete":
        return False
    return ledger.content_unseen(record.id, seen)
