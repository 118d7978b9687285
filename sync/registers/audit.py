"""What must hold between the parts of one register: everything named exists and is of the right type."""

from collections.abc import Iterator

from .definition import FLAT, NUMBERS, STORED, Field, Measure, Register
from .shapes import FITTING

RULED = {"dates_in_order": ("date",), "not_above": NUMBERS}
CONDITIONS = ("choice", "choices", "yesno", "integer")
DIMENSIONS = ("choice", "choices", "yesno", "person", "persons", "ref")
ENTRIES = ("rows", "choices", "persons")
GIVEN = {"count": (), "sum": ("fields",), "rows": ("fields",), "units": ("of",), "ratio": ("n", "d")}
"""What each kind of measure is made of."""
OUTSIDE = ("unit", "month")
"""Dimensions that every measure has."""
RESERVED = (*OUTSIDE, "id", "period")
"""Words that mean something else beside a record's fields."""


def audit(register: Register, declared: frozenset[str]) -> list[str]:
    """Every fault, each beginning with where it stands. ``declared`` names fields that are there but too broken to be
    judged: what mentions them is not at fault."""
    return [
        *_top(register, declared),
        *(fault for field in register.fields.values() for fault in _field(register, field, declared)),
        *_cycles(register),
        *_rules(register, declared),
        *(fault for measure in register.measures for fault in _measure(register, measure, declared)),
        *_charts(register),
    ]


def _mention(
    register: Register, name: str, types: tuple[str, ...], where: str, declared: frozenset[str]
) -> Iterator[str]:
    """A fault if that field is unknown or of a type that does not fit there."""
    field = register.fields.get(name)
    if field is None:
        if name not in declared:
            yield f"{where}: there is no field '{name}'"
    elif field.type not in types:
        yield f"{where}: '{name}' is {field.type}, not {' or '.join(types)}"


def _top(register: Register, declared: frozenset[str]) -> Iterator[str]:
    if register.period_from is not None:
        yield from _mention(register, register.period_from, ("date",), "period_from", declared)
        day = register.fields.get(register.period_from)
        if day and (not day.required or day.show_when or day.retired):
            yield f"period_from: '{day.name}' must be required and always shown, as every record needs its period"
        if register.natural_key:
            yield "period_from: a record with natural_key carries its period"
    if register.natural_key and register.period == "event":
        yield "natural_key: an event is no period that a unit has one record of"
    title = register.list.get("title")
    if title:
        yield from _mention(register, title, FLAT, "list.title", declared)


def _field(register: Register, field: Field, declared: frozenset[str]) -> Iterator[str]:
    where = f"fields.{field.name}"
    if field.name in RESERVED:
        yield f"{where}: this name has a meaning of its own"
    yield from _members(field, where)
    if field.show_when:
        yield from _condition(register, field, f"{where}.show_when", declared)
    if field.copy_from:
        yield from _mention(register, field.copy_from.field, ("ref",), f"{where}.copy_from", declared)
    for column in field.fields.values():
        at = f"{where}.fields.{column.name}"
        if column.name == "id":
            yield f"{at}: each row has an id without asking"
        if column.type not in FLAT or column.show_when or column.copy_from or column.choices_from:
            yield f"{at}: a column of rows is plain: one of {', '.join(FLAT)}, with no condition and no source"
        yield from _members(column, at)


def _members(field: Field, where: str) -> Iterator[str]:
    for member, types in FITTING.items():
        if getattr(field, member) and field.type not in types:
            yield f"{where}.{member}: {field.type} has none"
    if field.type in FITTING["choices"] and bool(field.choices) == bool(field.choices_from):
        yield f"{where}: needs either choices or choices_from"
    if field.type == "ref" and not field.to:
        yield f"{where}.to: missing; it is a register's key"
    if field.type == "rows" and not field.fields:
        yield f"{where}.fields: missing; rows need columns"


def _condition(register: Register, field: Field, where: str, declared: frozenset[str]) -> Iterator[str]:
    assert field.show_when
    yield from _mention(register, field.show_when.field, CONDITIONS, where, declared)
    asked = register.fields.get(field.show_when.field)
    if asked and asked.type in CONDITIONS and not _possible(asked, field.show_when.equals):
        yield f"{where}.equals: '{asked.name}' is never {field.show_when.equals!r}"


def _possible(field: Field, value: str | int | bool) -> bool:
    if field.type == "yesno":
        return isinstance(value, bool)
    if field.type == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and (field.choices_from is not None or value in field.values)


def _cycles(register: Register) -> Iterator[str]:
    for start in register.fields.values():
        seen, field = [start.name], start
        while field.show_when and field.show_when.field in register.fields and field.show_when.field not in seen:
            field = register.fields[field.show_when.field]
            seen.append(field.name)
        if field.show_when and field.show_when.field == start.name:
            yield f"fields.{start.name}.show_when: goes round in a circle: {' → '.join([*seen, start.name])}"


def _rules(register: Register, declared: frozenset[str]) -> Iterator[str]:
    for rule in register.rules:
        for name in rule.fields:
            yield from _mention(register, name, RULED[rule.check], f"rules.{rule.check}", declared)


def _measure(register: Register, measure: Measure, declared: frozenset[str]) -> Iterator[str]:
    where = f"measures.{measure.key}"
    for member in ("fields", "of", "n", "d"):
        wanted = member in GIVEN[measure.kind]
        if bool(getattr(measure, member)) != wanted:
            yield f"{where}.{member}: " + (
                f"missing; {measure.kind} needs it" if wanted else f"{measure.kind} has none"
            )
    types = ENTRIES if measure.kind == "rows" else NUMBERS
    for name in measure.fields:
        yield from _mention(register, name, types, f"{where}.fields", declared)
    for name in measure.by:
        if name not in OUTSIDE:
            yield from _mention(register, name, DIMENSIONS, f"{where}.by", declared)
    yield from _where(register, measure, where, declared)
    yield from _made_of(register, measure, where)


def _where(register: Register, measure: Measure, where: str, declared: frozenset[str]) -> Iterator[str]:
    if not measure.where:
        return
    if measure.kind not in STORED:
        yield f"{where}.where: {measure.kind} is worked out from other measures; give it to those"
    yield from _mention(register, measure.where.field, CONDITIONS, f"{where}.where", declared)
    field = register.fields.get(measure.where.field)
    if field and field.type in CONDITIONS:
        never = [value for value in measure.where.among if not _possible(field, value)]
        yield from (f"{where}.where.in: '{field.name}' is never {value!r}" for value in never)


def _made_of(register: Register, measure: Measure, where: str) -> Iterator[str]:
    kinds = ("count",) if measure.kind == "units" else STORED
    for member in ("of", "n", "d"):
        key = getattr(measure, member)
        part = register.measure(key) if key else None
        if key and part is None:
            yield f"{where}.{member}: there is no measure '{key}'"
        elif part and part.kind not in kinds:
            yield f"{where}.{member}: '{key}' is {part.kind}, not {' or '.join(kinds)}"
        elif part and (more := set(measure.by) - set(part.by) - set(OUTSIDE)):
            yield f"{where}.by: '{key}' is not kept by {', '.join(sorted(more))}"


def _charts(register: Register) -> Iterator[str]:
    for chart in register.charts:
        where = f"charts.{chart.measure}"
        measure = register.measure(chart.measure)
        if measure is None:
            yield f"{where}: there is no measure '{chart.measure}'"
        elif chart.by not in (*OUTSIDE, *measure.by):
            yield f"{where}.by: '{chart.measure}' is not kept by {chart.by}"
