"""Checking one register as a whole: every field, section or measure that it names exists and is of the right type."""

from collections.abc import Iterator

from sync.registers import (
    choice_filter,
    column_consistency,
    condition_consistency,
    expression_consistency,
    measure_consistency,
    pair_consistency,
    repeat_count,
    score_consistency,
    translation_consistency,
)
from sync.registers.dependencies import Reckoned, condition_of, hangs_on
from sync.registers.field import FLAT, NOTE, NUMBERS, Field
from sync.registers.language import FITTING
from sync.registers.measure_consistency import COMMON_DIMENSIONS, CONDITIONS, mention, possible
from sync.registers.register import Register

RULED = {"dates_in_order": ("date",), "not_above": NUMBERS}
PUBLISHED = {
    "title": ("text",),
    "story": ("text", "longtext"),
    "photos": ("photos",),
    "by": ("text", "person", "persons"),
    "place": ("text", "choice", "choices"),
    "kind": ("choice",),
}
"""Member of ``publish`` → the types of field that it may name."""
RIPPLED = {"along": ("ref",), "kind": ("choice",), "name": ("text",), "when": ("date",)}
RESERVED = (*COMMON_DIMENSIONS, "id", "period")
"""Names that no field may have, as they mean something else where fields are named."""
MOST_HUNG_ON = 500
"""The most questions that a condition may ask, with those of the conditions of the fields that it asks, and so on."""


def faults(register: Register, declared: frozenset[str]) -> list[str]:
    """Every fault in how the parts of a register fit together: English sentences, each beginning with its place.

    ``declared``: names of fields that the file has but that are too broken to be read; naming one of them is no fault.
    """
    return [
        *_top(register, declared),
        *(fault for field in register.fields.values() for fault in _field(register, field, declared)),
        *(list(_cycles(register)) or _too_much(register)),
        *_rules(register, declared),
        *_ripple(register, declared),
        *score_consistency.faults(register, declared),
        *measure_consistency.faults(register, declared),
        *pair_consistency.faults(register),
        *translation_consistency.faults(register, declared),
    ]


def _top(register: Register, declared: frozenset[str]) -> Iterator[str]:
    if register.period_from is not None:
        yield from mention(register, register.period_from, ("date",), "period_from", declared)
        day = register.fields.get(register.period_from)
        if day and (not day.required or day.condition or day.retired):
            yield f"period_from: '{day.name}' must be required and always shown, as every record needs its period"
        if register.natural_key:
            yield "period_from: a record with natural_key carries its period"
    if register.natural_key and register.period == "event":
        yield "natural_key: an event is no period that a unit has one record of"
    for name in (register.nothing.register, register.nothing.period) if register.nothing else ():
        yield from mention(register, name, ("text",), "nothing", declared)
    for member, types in PUBLISHED.items() if register.publish else ():
        if (name := getattr(register.publish, member)) is not None:
            yield from mention(register, name, types, f"publish.{member}", declared)
    title = register.list.get("title")
    if title:
        yield from mention(register, title, FLAT, "list.title", declared)


def _ripple(register: Register, declared: frozenset[str]) -> Iterator[str]:
    ripple = register.ripple
    if ripple is None:
        return
    for member, types in RIPPLED.items():
        yield from mention(register, getattr(ripple, member), types, f"ripple.{member}", declared)
    along, kind = register.fields.get(ripple.along), register.fields.get(ripple.kind)
    if along and along.type == "ref" and (along.to != register.key or not along.across):
        yield f"ripple.along: '{along.name}' must refer to records of this register, across units"
    if kind and kind.type == "choice" and ripple.own not in kind.values:
        yield f"ripple.own: '{kind.name}' has no choice '{ripple.own}'"
    reached = register.measure(ripple.reached)
    if reached is None or reached.kind != "sum" or any("." in name for name in reached.fields) or reached.where:
        yield f"ripple.reached: '{ripple.reached}' is no measure that adds up fields of all records"


def _field(register: Register, field: Field, declared: frozenset[str]) -> Iterator[str]:
    where = f"fields.{field.name}"
    if field.name in RESERVED:
        yield f"{where}: this name has a meaning of its own"
    yield from _members(field, where)
    if field.show_when:
        yield from _condition(register, field, f"{where}.show_when", declared)
    if field.when:
        kinds = expression_consistency if isinstance(condition_of(field), Reckoned) else condition_consistency
        yield from kinds.condition_faults(register, field, f"{where}.when", declared)
    yield from expression_consistency.faults(register, field, where, declared)
    yield from choice_filter.faults(register, field.name, where, declared)
    yield from repeat_count.faults(register, field, where, declared)
    if field.copy_from:
        yield from mention(register, field.copy_from.field, ("ref",), f"{where}.copy_from", declared)
    for name in field.evidence:
        yield from mention(register, name, NUMBERS, f"{where}.evidence", declared)
    yield from column_consistency.faults(register, field, where, declared)
    for column in field.fields.values():
        yield from _members(column, f"{where}.fields.{column.name}")


def _members(field: Field, where: str) -> Iterator[str]:
    yield from expression_consistency.default_faults(field, where)
    for member, types in FITTING.items():
        if getattr(field, member) and field.type not in types:
            yield f"{where}.{member}: {field.type} has none"
    if field.type in FITTING["choices"] and bool(field.choices) == bool(field.choices_from):
        yield f"{where}: needs either choices or choices_from"
    if field.type == "ref" and not field.to:
        yield f"{where}.to: missing; it is a register's key"
    if field.type == "photos" and field.copy_from:
        # Who may send and see a photo hangs on the mutation that named it, and a copy names none.
        yield f"{where}.copy_from: photos has none"
    if field.type == NOTE and (field.required or field.copy_from or field.computed):
        yield f"{where}: a note is only shown; nobody answers it"
    if field.type == "rows" and not field.fields:
        yield f"{where}.fields: missing; rows need columns"


def _condition(register: Register, field: Field, where: str, declared: frozenset[str]) -> Iterator[str]:
    assert field.show_when
    yield from mention(register, field.show_when.field, CONDITIONS, where, declared)
    other = register.fields.get(field.show_when.field)
    if other and other.type in CONDITIONS and not possible(other, field.show_when.equals):
        yield f"{where}.equals: '{other.name}' is never {field.show_when.equals!r}"


def _cycles(register: Register) -> Iterator[str]:
    for name, start in _every(register):
        if way := _way_back(register, name, [name], set()):
            member = "show_when" if start.show_when else "when" if start.when else "compute"
            yield f"{_place(name)}.{member}: goes round in a circle: {' → '.join(way)}"


def _too_much(register: Register) -> Iterator[str]:
    """The conditions and computed fields that SQL and phones, which follow all that one hangs on each time anew, could
    not follow."""
    sizes: dict[str, int] = {}

    def size(name: str) -> int:
        if name not in sizes:
            sizes[name] = sum(1 + size(one) for one in hangs_on(register.fields, name))
        return sizes[name]

    for name, _ in _every(register):
        if size(name) > MOST_HUNG_ON:
            yield f"{_place(name)}: it hangs on {size(name)} others; no more than {MOST_HUNG_ON} are followed"


def _every(register: Register) -> Iterator[tuple[str, Field]]:
    """Every field by its name, and every column as ``rows.column``."""
    for field in register.fields.values():
        yield field.name, field
        yield from ((f"{field.name}.{name}", column) for name, column in field.fields.items())


def _place(name: str) -> str:
    return f"fields.{name.replace('.', '.fields.')}"


def _way_back(register: Register, start: str, way: list[str], seen: set[str]) -> list[str] | None:
    """The fields by whose conditions the last of ``way`` leads back to ``start``; None if it does not."""
    for name in hangs_on(register.fields, way[-1]):
        if name == start:
            return [*way, name]
        if name not in seen:
            seen.add(name)
            if found := _way_back(register, start, [*way, name], seen):
                return found
    return None


def _rules(register: Register, declared: frozenset[str]) -> Iterator[str]:
    for rule in register.rules:
        for name in rule.fields:
            yield from mention(register, name, RULED[rule.check], f"rules.{rule.check}", declared)
