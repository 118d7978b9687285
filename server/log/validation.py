"""Checking answers against their register, with what only the server knows: periods, sites, other records."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from server.log.batch import Batch
from server.log.periods import Periods
from server.log.references import referred
from server.log.step import Step, made
from server.models.log import Record
from server.platform.clock import day_of
from sync.merge import PERIOD, Content, Seen
from sync.protocol.answers import Answers
from sync.protocol.mutation import Mutation
from sync.registers import Field, Register, beside, check_put, check_submit, flags
from sync.registers.answers import CleanPut
from sync.registers.dependencies import depended_on
from sync.registers.fault import CHECK, Fault, Faults
from sync.registers.photos import photos_in


@dataclass(frozen=True, slots=True)
class Findings:
    """What follows from a record's answers by its register.

    ``flags``: names of the rules between fields that are broken. ``computed``: field → computed value. ``missing``:
    field → fault that keeps the record from being submitted; empty if that was not checked.
    """

    flags: list[str]
    computed: Answers
    missing: Faults


def clean_put(batch: Batch, mutation: Mutation, register: Register) -> tuple[CleanPut, Faults]:
    """Check a put: returns the valid answers, normalised, and field → fault for the others. Nothing is raised."""
    sources = {"sites": batch.units.sites, "cluster": batch.units.cluster}
    options = {name: sources[name](mutation.unit) for name in _sources(register, mutation)}
    clean, faults = check_put(register, mutation.set, mutation.add, mutation.remove, options)
    for name in mutation.resolves:
        if name not in register.fields and name != PERIOD:
            faults[name] = {"rule": "unknown"}
    if mutation.period is not None and not register.period_from:
        if not batch.periods.has(register, mutation.period):
            faults[PERIOD] = {"rule": PERIOD}
        elif not register.natural_key:
            clean["set"][PERIOD] = mutation.period
    return clean, faults


def take_period(
    periods: Periods, register: Register, record: Record, content: Content
) -> tuple[str | None, date | None]:
    """Take the period out of merged content: returns the key of the record's period, and the day that gives it.

    For a register whose field ``period_from`` is a date, the day is that answer; both are None while it has none. For
    other registers the day is always None, and the period is the one that the put carries, else the record's.
    """
    carried = content.data.pop(PERIOD, None)
    if not register.period_from:
        return carried or record.period, None
    answer = content.data.get(register.period_from)
    day = date.fromisoformat(answer) if answer else None
    return periods.of_day(register, day) if day else None, day


def submit_faults(
    batch: Batch,
    register: Register,
    step: Step,
    period: str | None,
    data: Answers,
    checked: Collection[str] = (),
) -> Faults:
    """What keeps the record from being submitted with the answers ``data``: field → fault, empty if nothing does.

    ``checked``: see ``check_submit``.
    """
    record = step.record
    today = day_of(made(step.mutation, batch.received, batch.ahead)) if register.checks_answers else None
    faults = check_submit(register, data, batch.units.level_and_kind.get(record.scope), checked, today)
    if period is None:
        faults.setdefault(register.period_from or PERIOD, {"rule": PERIOD})
    if not batch.restores.waited_for(record.scope):
        faults |= {name: {"rule": "ref"} for name in _dangling(batch, register, record, data)}
    return faults


def examine(
    batch: Batch,
    register: Register,
    step: Step,
    seen: Seen,
    period: str | None,
    content: Content,
    given: Answers,
    clean: CleanPut,
) -> Findings:
    """The ``Findings`` for merged answers that are about to be submitted.

    ``register`` is the version that the put was written by; ``step.register`` is the record's, which may be newer.
    ``given``: field → value that the put sets in a copied field. If the answers would be valid with these, they are not
    refused: the record that they were copied from has changed since. ``clean``: the checked put. What an expression
    does not allow is a flag alone where somebody else wrote, unseen, what it asks.
    """
    data = content.data
    checked = {name for name, value in clean["set"].items() if name in data and data[name] is value}
    missing = submit_faults(batch, register, step, period, data, checked)
    if missing and given:
        missing = submit_faults(batch, register, step, period, {**data, **given}) and missing
    missing = {
        name: fault
        for name, fault in missing.items()
        if fault["rule"] != CHECK
        or not _meets_unseen(register, _of(register, name, fault), content, seen, step.mutation)
    }
    return follow(step.register, data, missing)


def _of(register: Register, name: str, fault: Fault) -> Field:
    """The field that a fault is of, or the column in its rows."""
    field = register.fields[name]
    return field.fields[str(fault["field"])] if "row" in fault else field


def _meets_unseen(register: Register, field: Field, content: Content, seen: Seen, mutation: Mutation) -> bool:
    """Whether a field's ``check`` asks for an answer that somebody wrote without the mutation's author knowing."""
    names = depended_on(register.fields, field.check)
    writers = (one for name in names for one in content.writers.get(name, ()))
    return any(one[1] != mutation.id and not seen.covers(one) for one in writers)


def follow(register: Register, data: Answers, missing: Faults | None = None) -> Findings:
    """The flags and computed values of a record's answers; ``missing`` is put into the ``Findings`` as it is."""
    return Findings(flags(register, data), beside(register, data), missing or {})


def named_photos(register: Register, record: Record) -> set[str]:
    """The hashes of the photos that a record names: in its answers, in their alternatives, and in earlier consents."""
    named = {*(record.consents or {}), *(photo["sha256"] for photo in photos_in(register, record.data))}
    for field, alternatives in record.conflicts.items():
        for one in alternatives.values():
            named.update(photo["sha256"] for photo in photos_in(register, {field: one["value"]}))
    return named


def _dangling(batch: Batch, register: Register, record: Record, data: Answers) -> Iterator[str]:
    """Names of fields that refer to a record which this record may not refer to."""
    for field in register.references:
        if field.name in data and referred(batch, record, field, data[field.name]) is None:
            yield field.name


def _sources(register: Register, mutation: Mutation) -> set[str]:
    """Which lists of choices a put needs: ``sites``, ``cluster``, both or neither."""
    parts = (mutation.set, mutation.add, mutation.remove)
    return {
        field.choices_from
        for field in register.offering
        if field.choices_from and any(field.name in part for part in parts)
    }
