"""Writing an accepted mutation into its record, and working out what its log entry then says."""

import unicodedata
from datetime import date

from server.figures import cells
from server.log.entry import Applied, Copied
from server.log.head import advance
from server.log.step import Step
from server.log.validation import Findings
from server.records.search_text import search_text, sort_title
from sync.merge import PERIOD, Content, Effect, Put, Seen, lay, put
from sync.protocol import transitions
from sync.protocol.answers import Answers
from sync.protocol.change import Consent, ThreadEntry
from sync.protocol.outcome import Outcome, Refused
from sync.protocol.transitions import BESIDE, DELETED
from sync.registers import Register
from sync.registers.answers import CleanPut


def merge(step: Step, seen: Seen, clean: CleanPut) -> tuple[Content, Effect]:
    """Merge a put into a copy of the record's content; the record itself is left as it is.

    Returns the new content and the effect: fields whose value stayed because of a conflict. The period merges like an
    answer and is among the answers until ``take_period`` takes it out.
    """
    record, mutation = step.record, step.mutation
    content = Content(dict(record.data), record.writers, record.conflicts)
    if record.period is not None:
        content.data[PERIOD] = record.period
    change = Put(
        mutation.id,
        step.rev,
        step.account,
        mutation.at,
        clean["set"],
        clean["add"],
        clean["remove"],
        mutation.resolves,
    )
    return put(content, seen, change)


def write_put(
    step: Step,
    content: Content,
    effect: Effect,
    findings: Findings,
    period: str | None,
    day: date | None,
    status: str,
    copied: Copied | None,
    refused: Refused | None,
) -> Applied:
    """Write merged content into the record, and return what the put did.

    ``step.register`` must already be the register version that the record has from now on. ``period`` (a key) and
    ``day`` are the record's new ones. ``status``: the status that the put leads to, a submit included; ``copied``: what
    was done with copied fields; ``refused``: why the submit that came with the put was refused, or None.
    """
    record, register = step.record, step.register
    record.data, record.writers, record.conflicts = content.data, content.writers, content.conflicts
    record.version = register.version
    record.period, record.day = period, day
    record.persons = _persons(register, content.data)
    record.once = sorted({*record.once, *record.persons})
    record.flags, record.computed = findings.flags, findings.computed
    record.search_text, record.title = search_text(register, content.data), sort_title(register, content.data)
    step.move(status, _hands_in(step, status, refused))
    return _finish(step, effect, copied, refused)


def write_verb(step: Step, status: str) -> Applied:
    """Give the record the status that a verb leads to, and return what the mutation did."""
    step.move(status, step.mutation.do == "submit")
    if step.mutation.photo is not None:
        consent: Consent = {"given": step.mutation.given, "by": step.account, "at": step.mutation.at}
        step.record.consents = {**(step.record.consents or {}), step.mutation.photo: consent}
    return _finish(step)


def _hands_in(step: Step, status: str, refused: Refused | None) -> bool:
    """Whether the record got its status from the put's ``then: submit``, and not from the put alone."""
    if not step.mutation.submits or refused:
        return False
    return status != transitions.status_after_put(step.before.status, step.record.submitted_rev is not None)


def _finish(
    step: Step, effect: Effect | None = None, copied: Copied | None = None, refused: Refused | None = None
) -> Applied:
    """Give the mutation its rev and the record its version, and gather what the mutation did."""
    record, before = step.record, step.before
    text = _add_text(step)
    if step.mutation.do not in BESIDE or step.mutation.asks:
        # Whatever else is done to the record has answered whoever asked to reopen it.
        record.reopen_since = step.received if step.mutation.asks == "reopen" else None
    differences: cells.Differences = {}
    if step.counts:
        differences = cells.difference(before, step.register_before, record, step.register, step.periods.by_key)
    version = advance(step.head, step.mutation.id)
    record.rev, record.chain, record.changed = version.rev, version.chain, step.received
    outcome: Outcome = {"version": str(version)}
    if effect and effect.conflicts:
        outcome["conflicts"] = effect.conflicts
    if refused:
        outcome["refused"] = refused
    return Applied(
        outcome,
        rev=version.rev,
        chain=version.chain,
        plain=_is_plain(step, effect, outcome) and text == step.mutation.text,
        period=record.period if record.period != before.period else None,
        copied=copied or None,
        differences=differences,
    )


def _add_text(step: Step) -> str | None:
    """Add the mutation's text to the record's thread of comments.

    Returns it normalised (NFC), or None if it has none.
    """
    mutation, record = step.mutation, step.record
    if mutation.text is None:
        return None
    text = unicodedata.normalize("NFC", mutation.text)
    entry: ThreadEntry = {"id": mutation.id, "by": step.account, "at": mutation.at, "do": mutation.do, "text": text}
    if mutation.field:
        entry["field"] = mutation.field
    if mutation.asks:
        entry["asks"] = mutation.asks
    record.thread = [*record.thread, entry]
    return text


def _is_plain(step: Step, effect: Effect | None, outcome: Outcome) -> bool:
    """Whether the phone that sent the mutation gets the server's record exactly by applying it to its own copy."""
    record, mutation, before = step.record, step.mutation, step.before
    if (
        not mutation.dated
        or len(outcome) > 1
        or record.flags != before.flags
        or record.submitted_by != before.submitted_by  # a phone lays no such member into its copy
        or (mutation.do == "put" and before.status == DELETED)
    ):
        return False
    if before.period and not record.period:
        return False  # an outcome can tell of a period, but not of none
    if effect is None:
        return True
    touched = {*mutation.set, *mutation.add, *mutation.remove}
    if touched & record.conflicts.keys():
        return False  # the record says who wrote the value that stands
    laid = lay(before.data, mutation.set, mutation.add, mutation.remove)
    return not effect.ended and laid == record.data


def _persons(register: Register, data: Answers) -> list[str]:
    """The accounts that a record's answers name, sorted: its co-authors."""
    named: set[str] = set()
    for field in register.naming:
        if field.type == "persons":
            named.update(data.get(field.name, ()))
        elif field.name in data:
            named.add(data[field.name])
    return sorted(named)
