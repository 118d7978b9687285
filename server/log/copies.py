"""Copied fields: the server writes them when the reference that they follow is written, and never again.

The value is taken from the record that is referred to, as it then is. A value that a put sets in a copied field is
neither refused nor written, unless the record that is referred to is missing or may not be referred to.
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
    """A put's merged content with its copied fields.

    ``effect``: what the merge did beside writing; ``copied``: what the log entry keeps; ``given``: field → valid value
    that the put sets in a copied field.
    """

    content: Content
    effect: Effect
    copied: Copied
    given: Answers


def merge_and_copy(batch: Batch, step: Step, seen: Seen, clean: CleanPut, register: Register) -> Merged:
    """Merge a put into the record's content and fill its copied fields; the record itself is left as it is.

    ``clean``: the checked put; ``register``: the record's register version or the put's, whichever is newer.
    """
    given = _given(register, step.mutation)
    content, effect = merge(step, seen, _without(clean, given))
    copied, standing = _take(batch, step.record, register, content, given, clean)
    if standing:
        content, effect = merge(step, seen, _without(clean, given - standing))
    _write(content, ((str(name), value) for name, value in copied), [step.rev, step.mutation.id])
    return Merged(content, effect, copied, {name: value for name, value in clean["set"].items() if name in given})


def merge_again(step: Step, seen: Seen, clean: CleanPut, copied: Copied | Answers | None) -> tuple[Content, Effect]:
    """Merge a put as ``merge_and_copy`` once did, with the log entry's ``copied`` instead of today's other records.

    Entries of the first release have an object there, or nothing: what the put gave was written, and then these values.
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
    """Names of the copied fields that a put sets, adds to or removes from."""
    parts = (mutation.set, mutation.add, mutation.remove)
    return {field.name for field in register.copied if any(field.name in part for part in parts)}


def _without(clean: CleanPut, names: Collection[str]) -> CleanPut:
    """The checked put without the fields ``names``."""
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
    """What the server does with each copied field in this put.

    And names of the fields where the put's own value is kept. ``given``: the copied fields that the put gives something
    for; ``clean``: the checked put; ``content``: merged without these. ``record`` is still as it was before the put.
    """
    right = {*clean["set"], *clean["add"], *clean["remove"]} & set(given)
    copied: Copied = []
    standing: set[str] = set()
    for field in register.copied:
        assert field.copy_from
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
    """Write copied values into merged content; None clears a field.

    ``writer``: rev and id of the mutation that causes it.
    """
    for name, value in copied:
        if content.data.get(name) == value:
            continue
        content.writers[name] = [list(writer)]
        if value is None:
            del content.data[name]
        else:
            content.data[name] = value
