"""Copied fields: the server writes them when the reference that they follow is written, and never again.

They are taken from the record that is referred to, as it stands then. What a put gives for them is neither refused nor
written, unless that record is not to be had.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from server.log.batch import Batch
from server.log.entry import Copied
from server.log.references import referred
from server.log.step import Step
from server.log.write import merge
from server.models.log import Record
from sync.merge import Content, Effect, Seen, Writer
from sync.protocol.answers import Answers
from sync.protocol.mutation import Mutation
from sync.registers import Register
from sync.registers.answers import CleanPut


class Merged(NamedTuple):
    """Merged content with its copied fields. ``copied``: for the log entry; ``given``: what the put gave for them."""

    content: Content
    effect: Effect
    copied: Copied
    given: Answers


def merge_and_copy(batch: Batch, step: Step, seen: Seen, clean: CleanPut, register: Register) -> Merged:
    """Merge a put into the record's content, and copy what its references bring, without changing the record.

    ``register``: the newer of the record's and the put's.
    """
    given = _given(register, step.mutation)
    content, effect = merge(step, seen, _without(clean, given))
    copied, standing = _take(batch, step.record, register, content, given, clean)
    if standing:
        content, effect = merge(step, seen, _without(clean, given - standing))
    _write(content, ((str(name), value) for name, value in copied), [step.rev, step.mutation.id])
    return Merged(content, effect, copied, {name: value for name, value in clean["set"].items() if name in given})


def merge_again(step: Step, seen: Seen, clean: CleanPut, copied: Copied | Answers | None) -> tuple[Content, Effect]:
    """The same by what the log entry says was ``copied``.

    Entries of the first release have an object there, or nothing: it wrote what the put gave, and these values over it.
    """
    writer: Writer = [step.rev, step.mutation.id]
    if isinstance(copied, list):
        content, effect = merge(step, seen, _without(clean, {str(name) for name, _ in copied}))
        _write(content, ((str(name), value) for name, value in copied), writer)
        return content, effect
    content, effect = merge(step, seen, clean)
    for name, value in (copied or {}).items():
        content.data[name], content.writers[name] = value, [writer]
    return content, effect


def _given(register: Register, mutation: Mutation) -> set[str]:
    """The copied fields that a put gives something for."""
    names = {field.name for field in register.fields.values() if field.copy_from}
    return names & {*mutation.set, *mutation.add, *mutation.remove}


def _without(clean: CleanPut, names: Collection[str]) -> CleanPut:
    """A put without these fields."""
    if not names:
        return clean
    return {
        "set": {name: value for name, value in clean["set"].items() if name not in names},
        "add": {name: values for name, values in clean["add"].items() if name not in names},
        "remove": {name: values for name, values in clean["remove"].items() if name not in names},
    }


def _take(
    batch: Batch, record: Record, register: Register, content: Content, given: Collection[str], clean: CleanPut
) -> tuple[Copied, set[str]]:
    """What copied fields come to by a put; and those of ``given`` in which what the put gives, in ``clean``, stands.

    ``content``: merged without what the put gives for them. ``record`` is still as it was.
    """
    right = {*clean["set"], *clean["add"], *clean["remove"]} & set(given)
    copied: Copied = []
    standing: set[str] = set()
    for field in register.fields.values():
        if not field.copy_from:
            continue
        ref, name, present = field.copy_from.field, field.name, content.data.get(field.name)
        named = content.data.get(ref)
        written = named != record.data.get(ref)
        if not (written or name in given):
            continue
        source = referred(batch, record, register.fields[ref], named)
        if named is not None and source is None and name in right:
            standing.add(name)
            continue
        value = (source.data.get(field.copy_from.of) if source else None) if written else present
        if value is not None or present is not None or name in given:
            copied.append([name, value])
    return copied, standing


def _write(content: Content, copied: Iterable[tuple[str, object]], writer: Writer) -> None:
    """Write copied values into merged content; None clears a field. ``writer``: the mutation by which it is done."""
    for name, value in copied:
        if content.data.get(name) == value:
            continue
        content.writers[name] = [list(writer)]
        if value is None:
            del content.data[name]
        else:
            content.data[name] = value
