"""Checking answers by their register, with what only the server knows: periods, sites, other records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from server.access.records import sees
from server.log.batch import Batch
from server.log.periods import Periods
from server.log.step import register_of
from server.models.log import Record
from sync.merge import PERIOD, Content
from sync.protocol.answers import Answers
from sync.protocol.mutation import Mutation
from sync.protocol.transitions import APPROVED, DELETED
from sync.registers import Register, check_put, check_submit, computed_values, flags
from sync.registers.answers import CleanPut
from sync.registers.fault import Faults


@dataclass(frozen=True, slots=True)
class Findings:
    """What a register makes of a record's answers.

    ``flags``: the rules across fields that are broken. ``computed``: the values of computed fields. ``missing``: what
    keeps the record from being submitted, by field; empty if that was not checked.
    """

    flags: list[str]
    computed: Answers
    missing: Faults


def clean_put(batch: Batch, mutation: Mutation, register: Register) -> tuple[CleanPut, Faults]:
    """Check a put: the answers that are right, normalised, and what is wrong with the others, by field."""
    sources = {"sites": batch.units.sites, "cluster": batch.units.cluster}
    options = {name: sources[name](mutation.unit) for name in _sources(register, mutation)}
    clean, faults = check_put(register, mutation.set, mutation.add, mutation.remove, options)
    for name in mutation.resolves:
        if name not in register.fields and name != PERIOD:
            faults[name] = {"rule": "unknown"}
    for name, ref, of in _copies(register):
        source = _source(batch, clean["set"].get(ref)) if clean["set"].get(name) is not None else None
        if source and clean["set"][name] != source.data.get(of):
            faults[name] = {"rule": "copy", "field": ref}
    if mutation.period is not None and not register.period_from:
        if not batch.periods.has(register, mutation.period):
            faults[PERIOD] = {"rule": PERIOD}
        elif not register.natural_key:
            clean["set"][PERIOD] = mutation.period
    return clean, faults


def take_period(
    periods: Periods, register: Register, record: Record, content: Content
) -> tuple[str | None, date | None]:
    """Take the period out of merged content: returns the record's period, and the day that it follows from.

    Each is None as long as no answer gives it; there is no day where a register's records carry their period.
    """
    carried = content.data.pop(PERIOD, None)
    if not register.period_from:
        return carried or record.period, None
    answer = content.data.get(register.period_from)
    day = date.fromisoformat(answer) if answer else None
    return periods.of_day(register, day) if day else None, day


def copy_fields(batch: Batch, register: Register, content: Content, writer: tuple[int, str]) -> Answers:
    """Copy values from the records that answers refer to, where the register says so; returns those that changed.

    ``writer``: the rev and the id of the mutation by which it is done.
    """
    copied: Answers = {}
    for name, ref, of in _copies(register):
        source = _source(batch, content.data.get(ref))
        value = source.data.get(of) if source else None
        if value is not None and value != content.data.get(name):
            content.data[name] = copied[name] = value
            content.writers[name] = [list(writer)]
    return copied


def submit_faults(batch: Batch, register: Register, scope: str, period: str | None, data: Answers) -> Faults:
    """What keeps a record with these answers from being submitted, by field."""
    faults = check_submit(register, data, batch.units.level_and_kind.get(scope))
    if period is None:
        faults.setdefault(register.period_from or PERIOD, {"rule": PERIOD})
    if not batch.restores.waited_for(scope):
        faults |= {name: {"rule": "ref"} for name in _dangling(batch, register, data)}
    return faults


def examine(batch: Batch, register: Register, own: Register, scope: str, period: str | None, data: Answers) -> Findings:
    """Check merged answers that are about to be submitted.

    ``register`` is the one that the put was written by, ``own`` the record's, which may be a newer version.
    """
    return follow(own, data, submit_faults(batch, register, scope, period, data))


def follow(register: Register, data: Answers, missing: Faults | None = None) -> Findings:
    """What follows from a record's answers by its register; ``missing`` is passed on."""
    return Findings(flags(register, data), computed_values(register, data), missing or {})


def _dangling(batch: Batch, register: Register, data: Answers) -> Iterator[str]:
    """Names of fields that refer to a record which the person does not see or which is of another register."""
    for field in register.fields.values():
        if field.type == "ref" and field.name in data:
            source = _source(batch, data[field.name], field.across)
            if source is None or source.register != field.to:
                yield field.name


def _source(batch: Batch, id_: object, across: bool = False) -> Record | None:
    """The record that an answer refers to, if the person may refer to it; with ``across``, also any approved record."""
    record = batch.record(id_) if isinstance(id_, str) else None
    if record is None or record.status == DELETED:
        return None
    if across and record.status == APPROVED:
        return record
    register = register_of(batch.registers, f"{record.register}@{record.version}")
    return record if sees(batch.viewer, record, register, batch.units.path(record.scope)) else None


def _copies(register: Register) -> list[tuple[str, str, str]]:
    """For each copied field: its name, the reference that it follows, and the field to copy from there."""
    return [(f.name, f.copy_from.field, f.copy_from.of) for f in register.fields.values() if f.copy_from]


def _sources(register: Register, mutation: Mutation) -> set[str]:
    """The lists of choices, sites or cluster, that a put needs."""
    named = (*mutation.set, *mutation.add, *mutation.remove)
    fields = (register.fields[name] for name in named if name in register.fields)
    return {field.choices_from for field in fields if field.choices_from}
