"""``append``: the only writer of log entries, records and cells."""

from datetime import timedelta

from sqlalchemy.orm import Session
from uuid_utils import uuid7

from server.access.viewer import Viewer, was_of
from server.log.apply import judge
from server.log.batch import WAITING, Ledger
from server.models.log import Restore, Scope
from sync.protocol.canonical import Json, canonical
from sync.protocol.ids import is_uuid
from sync.protocol.moment import moment
from sync.protocol.mutation import Mutation, parse_mutation
from sync.protocol.problems import Problem
from sync.protocol.transitions import REVIEW_VERBS
from sync.registers import Registers

LATE = {"unknown_record", "bad_transition"}  # what a restore may explain
KEPT = {"unknown_form", "moved"}  # what a leader of the unit may still take in


def append(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    raws: list[Json],
    ahead: timedelta = timedelta(0),
    phone: str | None = None,
) -> dict[str, Json]:
    """Take mutations in order, each applied whole or refused alone.

    ``raws``: as they came, each with a text id, ids distinct. ``ahead``: how far the phone's clock is before ours.
    ``phone``: the digest of its session. Answers mutation id → outcome as stored (``{"wait": true}`` is not stored).
    The scopes stay locked until the caller's transaction ends.
    """
    ledger = Ledger(session, viewer, registers, raws)
    outcomes = {raw["id"]: _settle(ledger, raw, ahead, phone) for raw in raws}
    ledger.write()
    return outcomes


def take_in(session: Session, author: Viewer, registers: Registers, raws: dict[str, Json]) -> dict[str, Json]:
    """Apply refused mutations of ``author`` under new ids, in order, until one cannot be.

    ``raws``: the refused one's id → the mutation that stands for it. Answers the refused one's id → outcome, as far
    as it came; the last one may be a refusal, which leaves no trace in the log.
    """
    ledger = Ledger(session, author, registers, list(raws.values()))
    outcomes: dict[str, Json] = {}
    for origin, told in raws.items():
        raw = _without_what_was_said_since(ledger, origin, told)
        entry = _entry(ledger, raw, canonical(raw), None) | {"stands_for": origin}
        try:
            mutation = parse_mutation(raw)
            entry.update(record=mutation.record, after=mutation.after, do=mutation.do, at=mutation.at)
            entry.update(judge(ledger, mutation, raw, timedelta(0)))
        except Problem as problem:
            outcomes[origin] = _refusal(problem)
            break
        ledger.enter(entry)
        outcomes[origin] = entry["outcome"]
    ledger.write()
    return outcomes


def record_restore(session: Session) -> int:
    """Write down that every scope went on from its present head; how many scopes there are."""
    scopes = session.query(Scope).with_for_update().all()
    session.add_all(Restore(scope=scope.unit, head=scope.rev) for scope in scopes)
    return len(scopes)


def _settle(ledger: Ledger, raw: Json, ahead: timedelta, phone: str | None) -> Json:
    """The outcome of one mutation: the stored one if it is known, else judged now and stored."""
    if not is_uuid(raw["id"]):
        return _refusal(Problem("invalid", {"id": {"rule": "type"}}))
    body = canonical(raw)
    if known := ledger.known.get(raw["id"]):
        same = known["body"] == body
        return known["outcome"] if same else _refusal(Problem("reused_id"))
    entry = _entry(ledger, raw, body, phone)
    mutation = None
    try:
        if ledger.used_by_another(raw):
            raise Problem("reused_id")
        mutation = parse_mutation(raw)
        entry.update(record=mutation.record, after=mutation.after, do=mutation.do, at=mutation.at)
        entry.update(judge(ledger, mutation, raw, ahead))
    except Problem as problem:
        if mutation and _waits(ledger, mutation, problem):
            return {"wait": True}
        entry["outcome"] = _refusal(problem)
        if mutation:
            _keep_for_leader(ledger, mutation, problem, ahead)
    ledger.enter(entry)
    return entry["outcome"]


def _keep_for_leader(ledger: Ledger, mutation: Mutation, problem: Problem, ahead: timedelta) -> None:
    """What somebody of the unit made and it could not take, with what follows it on a record that is not there yet."""
    follows = problem.code == "unknown_record" and ledger.waits_for_leader(mutation.record)
    made = (moment(mutation.at) or ledger.received) - ahead
    path = ledger.paths.get(mutation.unit)
    if path is None or not (follows or problem.code in KEPT):
        return
    if was_of(ledger.viewer, mutation.unit, path, made):
        ledger.kept.append(
            {
                "id": str(uuid7()),
                "person": ledger.viewer.account,
                "mutation": mutation.id,
                "unit": mutation.unit,
                "record": mutation.record,
                "code": problem.code,
                "made": made,
                "received": ledger.received,
                "state": WAITING,
            }
        )


def _without_what_was_said_since(ledger: Ledger, origin: str, raw: Json) -> Json:
    """Leave out fields whose value came from the author's own later words: those had seen the refused ones."""
    record = ledger.record(raw["record"])
    if record is None or not raw.get("set"):
        return raw
    later = {
        name
        for name in raw["set"]
        for _, writer in record.writers.get(name, ())
        if origin in ledger.own_chain(record.id, writer)
    }
    return {**raw, "set": {name: value for name, value in raw["set"].items() if name not in later}}


def _entry(ledger: Ledger, raw: Json, body: bytes, phone: str | None) -> Json:
    unit = raw.get("unit")
    return {
        "person": ledger.viewer.account,
        "mutation": raw["id"],
        "scope": unit if isinstance(unit, str) and unit in ledger.scopes else None,
        "rev": None,
        "chain": None,
        "record": None,
        "after": None,
        "do": None,
        "at": None,
        "received": ledger.received,
        "session": phone,
        "body": body,
        "plain": False,
        "period": None,
        "copied": None,
        "stands_for": None,
    }


def _refusal(problem: Problem) -> Json:
    """A refusal as it is stored; its words are put in when it is answered."""
    refused: Json = {"code": problem.code}
    if problem.fields:
        refused["fields"] = problem.fields
    return {"refused": refused}


def _waits(ledger: Ledger, mutation: Mutation, problem: Problem) -> bool:
    """After a recorded restore an edit may come before what it edits: it stays on the phone until that is back."""
    scope, base = ledger.scopes.get(mutation.unit), mutation.base
    if scope is None or base is None or not ledger.lost(mutation.unit, base) or not ledger.restoring(mutation.unit):
        return False
    if problem.code in LATE:
        return True
    return mutation.do in REVIEW_VERBS and problem.code == "stale" and scope.rev < base.rev
