"""What a register says of a put or a submit, with what only the server knows: periods, sites, other records."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from server.access.records import sees
from server.figures.cells import day_of
from server.log.batch import Ledger
from server.log.interfaces import Book
from server.models.log import Record
from sync.merge import PERIOD, Content
from sync.protocol.canonical import Json
from sync.protocol.mutation import Mutation
from sync.protocol.transitions import APPROVED, DELETED
from sync.registers import Register, check_put, check_submit


@dataclass(frozen=True, slots=True)
class Clean:
    """A put's words as they are written: text in NFC, whole numbers as ``int``, None where a field is cleared."""

    set: Json
    add: dict[str, list[Any]]
    remove: dict[str, list[Any]]


EVENT_YEAR = "school_year"  # the period of what happens on a day


def clean_put(ledger: Ledger, mutation: Mutation, register: Register) -> tuple[Clean, Json]:
    """The put's words normalised, and its faults by field."""
    sources = {"sites": ledger.sites, "cluster": ledger.cluster}
    options = {name: sources[name](mutation.unit) for name in _sources(register, mutation)}
    checked, faults = check_put(register, mutation.set, mutation.add, mutation.remove, options)
    clean = Clean(**checked)
    for name in mutation.resolves:
        if name not in register.fields and name != PERIOD:
            faults[name] = {"rule": "unknown"}
    for name, ref, of in _copies(register):
        source = _source(ledger, clean.set.get(ref))
        if source and clean.set.get(name) is not None and clean.set[name] != source.data.get(of):
            faults[name] = {"rule": "copy", "field": ref}
    if mutation.period is not None and not register.period_from:
        if not _is_period(ledger, register, mutation.period):
            faults[PERIOD] = {"rule": PERIOD}
        elif not register.natural_key:
            clean.set[PERIOD] = mutation.period
    return clean, faults


def period_after(ledger: Book, register: Register, record: Record, content: Content) -> str | None:
    """The period that the record falls into with this content; None if no day or period says so yet."""
    if not register.period_from:
        return content.data.get(PERIOD) or record.period
    day = day_of(register, content.data)
    return period_of(ledger, register, day) if day else None


def period_of(ledger: Book, register: Register, day: date) -> str | None:
    kind = EVENT_YEAR if register.period == "event" else register.period
    for period in ledger.periods.values():
        if period.kind == kind and period.starts <= day <= period.ends:
            return period.key
    return None


def copy_fields(ledger: Ledger, register: Register, content: Content, writer: list[Any]) -> Json:
    """Take over what the register copies from a record referred to; the values that this changed."""
    copied: Json = {}
    for name, ref, of in _copies(register):
        source = _source(ledger, content.data.get(ref))
        value = source.data.get(of) if source else None
        if value is not None and value != content.data.get(name):
            content.data[name] = copied[name] = value
            content.writers[name] = [writer]
    return copied


def submit_faults(ledger: Ledger, register: Register, record: Record) -> Json:
    """What keeps the record from being submitted, by field."""
    faults: Json = check_submit(register, record.data, ledger.about.get(record.scope))
    if record.period is None:
        faults.setdefault(register.period_from or PERIOD, {"rule": PERIOD})
    if not ledger.restoring(record.scope):
        faults |= {name: {"rule": "ref"} for name in _dangling(ledger, register, record.data)}
    return faults


def _dangling(ledger: Ledger, register: Register, data: Json) -> list[str]:
    """References to what is not there for this person, or is of another register."""
    out = []
    for field in register.fields.values():
        if field.type == "ref" and field.name in data:
            source = _source(ledger, data[field.name], field.across)
            if source is None or source.register != field.to:
                out.append(field.name)
    return out


def _source(ledger: Ledger, id_: object, across: bool = False) -> Record | None:
    """A record that the person may refer to: one that they see and that is not deleted; ``across``, any approved."""
    record = ledger.record(id_) if isinstance(id_, str) else None
    if record is None or record.status == DELETED:
        return None
    if across and record.status == APPROVED:
        return record
    visible = sees(ledger.viewer, record, ledger.register_of(record), ledger.path(record.scope))
    return record if visible else None


def _copies(register: Register) -> list[tuple[str, str, str]]:
    """(field, the reference it is copied over, the field there)."""
    return [(f.name, f.copy_from.field, f.copy_from.of) for f in register.fields.values() if f.copy_from]


def _sources(register: Register, mutation: Mutation) -> set[str]:
    """The sources of choices that a put asks for."""
    fields = (register.fields[name] for name in _named(mutation) if name in register.fields)
    return {field.choices_from for field in fields if field.choices_from}


def _named(mutation: Mutation) -> set[str]:
    return {*mutation.set, *mutation.add, *mutation.remove}


def _is_period(ledger: Ledger, register: Register, key: str) -> bool:
    kind = EVENT_YEAR if register.period == "event" else register.period
    return key in ledger.periods and ledger.periods[key].kind == kind
