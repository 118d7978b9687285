"""Checking a register's measures and charts: everything that they name exists and can be counted in that way."""

from collections.abc import Iterator

from sync.registers.field import NUMBERS, Field
from sync.registers.measure import STORED, Measure
from sync.registers.register import Register

CONDITIONS = ("choice", "choices", "yesno", "integer")
"""Types of fields that a condition may compare."""
DIMENSIONS = ("choice", "choices", "yesno", "person", "persons", "ref")
"""Types of fields that a measure may be divided by."""
ENTRIES = ("rows", "choices", "persons")
"""Types of fields whose entries a measure of the kind ``rows`` may count."""
GIVEN = {
    "count": (),
    "sum": ("fields",),
    "rows": ("fields",),
    "units": ("of",),
    "share": ("of",),
    "ratio": ("n", "d"),
}
"""Kind of measure → which of ``fields``, ``of``, ``n`` and ``d`` it must have; it may not have the others."""
COMMON_DIMENSIONS = ("unit", "unit_level", "month")
"""Dimensions that every measure can be divided by, beside those in its ``by``."""

Declared = frozenset[str]
"""Names of fields that the file has but that are too broken to be read; naming one of them is no fault."""


def faults(register: Register, declared: Declared) -> Iterator[str]:
    """Every fault of the register's measures and charts: English sentences, each beginning with its place."""
    for measure in register.measures:
        yield from _measure(register, measure, declared)
    yield from _charts(register)


def mention(register: Register, name: str, types: tuple[str, ...], where: str, declared: Declared) -> Iterator[str]:
    """The fault of naming a field, or a column as ``rows.column``, that does not exist or is of none of the ``types``.

    ``where``: the place that names it, with which the sentence begins; ``declared``: fields that are broken themselves.
    """
    head, _, column = name.partition(".")
    field = register.fields.get(head)
    if field is None:
        if head not in declared:
            yield f"{where}: there is no field '{head}'"
        return
    named = field.fields.get(column) if column else field
    if named is None:
        yield f"{where}: '{head}' has no column '{column}'"
    elif named.type not in types:
        yield f"{where}: '{name}' is {named.type}, not {' or '.join(types)}"


def possible(field: Field, value: str | int | bool) -> bool:
    """Whether a field, of one of the types in ``CONDITIONS``, can ever have that value."""
    if field.type == "yesno":
        return isinstance(value, bool)
    if field.type == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and (field.choices_from is not None or value in field.values)


def _measure(register: Register, measure: Measure, declared: Declared) -> Iterator[str]:
    where = f"measures.{measure.key}"
    for member in ("fields", "of", "n", "d"):
        wanted = member in GIVEN[measure.kind]
        if bool(getattr(measure, member)) != wanted:
            yield f"{where}.{member}: " + (
                f"missing; {measure.kind} needs it" if wanted else f"{measure.kind} has none"
            )
    types = ENTRIES if measure.kind == "rows" else NUMBERS
    for name in measure.fields:
        yield from mention(register, name, types, f"{where}.fields", declared)
    for name in measure.by:
        if name not in COMMON_DIMENSIONS:
            yield from mention(register, name, DIMENSIONS, f"{where}.by", declared)
    yield from _row_by_row(measure, where)
    yield from _in_rows(register, measure, where)
    yield from _where(register, measure, where, declared)
    yield from _made_of(register, measure, where)


def _row_by_row(measure: Measure, where: str) -> Iterator[str]:
    """Faults of a measure that names columns: it must go through the rows of one field, and count nothing else."""
    if measure.rows is None or measure.kind not in STORED:
        return
    if measure.kind == "count":
        yield f"{where}: count goes record by record; rows counts the rows of a field"
    names = (*measure.fields, *measure.by, *((measure.where.field,) if measure.where else ()))
    if {name.split(".")[0] for name in names if "." in name} != {measure.rows}:
        yield f"{where}: goes through the rows of one field"
    elif measure.kind == "rows" and measure.fields != (measure.rows,):
        yield f"{where}.fields: must be ['{measure.rows}'], whose rows are counted one by one"
    elif measure.kind == "sum" and not all("." in name for name in measure.fields):
        yield f"{where}.fields: a sum over rows adds up columns alone"


def _in_rows(register: Register, measure: Measure, where: str) -> Iterator[str]:
    """Faults of naming a column of several choices, by which rows are not counted."""
    for name in (*measure.by, *((measure.where.field,) if measure.where else ())):
        head, _, column = name.partition(".")
        field = register.fields.get(head)
        if column and field and column in field.fields and field.fields[column].type == "choices":
            yield f"{where}: '{name}' has several answers in each row, and rows are not counted by them"


def _where(register: Register, measure: Measure, where: str, declared: Declared) -> Iterator[str]:
    if not measure.where:
        return
    if measure.kind not in STORED:
        yield f"{where}.where: {measure.kind} is worked out from other measures; give it to those"
    name, _, column = measure.where.field.partition(".")
    yield from mention(register, measure.where.field, CONDITIONS, f"{where}.where", declared)
    field = register.fields.get(name)
    field = field.fields.get(column) if field and column else field
    if field and field.type in CONDITIONS:
        never = [value for value in measure.where.among if not possible(field, value)]
        yield from (f"{where}.where.in: '{measure.where.field}' is never {value!r}" for value in never)


def _made_of(register: Register, measure: Measure, where: str) -> Iterator[str]:
    kinds = STORED if measure.kind == "ratio" else ("count",)
    for member in ("of", "n", "d"):
        key = getattr(measure, member)
        if not key or "." in key:
            continue  # of another register: judged where all registers are known
        part = register.measure(key)
        if part is None:
            yield f"{where}.{member}: there is no measure '{key}'"
        elif part.kind not in kinds:
            yield f"{where}.{member}: '{key}' is {part.kind}, not {' or '.join(kinds)}"
        elif more := set(measure.by) - set(part.by) - set(COMMON_DIMENSIONS):
            yield f"{where}.by: '{key}' is not kept by {', '.join(sorted(more))}"
        elif part.applies_to != measure.applies_to:
            yield f"{where}.applies_to: '{key}' concerns other units"
    if measure.d and "." in measure.d and measure.by:
        yield f"{where}.by: what another register counts is told by unit and level alone"


def _charts(register: Register) -> Iterator[str]:
    for chart in register.charts:
        where = f"charts.{chart.measure}"
        measure = register.measure(chart.measure)
        if measure is None:
            yield f"{where}: there is no measure '{chart.measure}'"
        elif chart.by not in (*COMMON_DIMENSIONS, *measure.by):
            yield f"{where}.by: '{chart.measure}' is not kept by {chart.by}"
