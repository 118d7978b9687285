"""What a form shows: the fields to be answered, and what is worked out of the answers so far."""

from collections.abc import Collection, Mapping

from sync.protocol.answers import Answers
from sync.registers.answers import answers_shown, concerns, visible_fields
from sync.registers.register import Register
from sync.registers.scores import computed_from


def form_fields(register: Register, data: Mapping[str, object], unit: Collection[str] | None = None) -> set[str]:
    """Names of the fields that a form shows to be answered, given the answers so far.

    Retired and computed fields are not. ``unit``: the level and kind of the record's unit, such as ``("TH",
    "school")``; without it, fields that only some units answer are included.
    """
    fields = (register.fields[name] for name in visible_fields(register, data))
    open_ones = (field for field in fields if not (field.retired or field.computed))
    return {field.name for field in open_ones if concerns(field.applies_to, unit)}


def computed_values(register: Register, data: Mapping[str, object]) -> Answers:
    """Field → value of the computed fields; those whose answers are missing are left out."""
    return computed_from(register, answers_shown(register, data)) if register.computed else {}
