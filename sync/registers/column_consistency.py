"""Checking the columns of rows: of what types they are, and what they ask of their own row and of other fields."""

from collections.abc import Iterator
from dataclasses import replace

from sync.registers import choice_filter, expression_consistency
from sync.registers.field import COLUMNS, NUMBERS, Field
from sync.registers.measure_consistency import Declared, mention
from sync.registers.register import Register

NOT_OF_COLUMNS = ("show_when", "copy_from", "choices_from", "section", "applies_to", "live_label")
"""Members that a field may have but a column in a field of rows may not."""


def with_columns(register: Register, field: Field) -> Register:
    """A register as one row of ``field`` sees it: the columns, as ``rows.column``, are among its fields."""
    named = {f"{field.name}.{name}": column for name, column in field.fields.items()}
    return replace(register, fields={**register.fields, **named})


def faults(register: Register, field: Field, where: str, declared: Declared) -> Iterator[str]:
    """Every fault in the columns of a field of rows, as English sentences that begin with their place.

    ``where``: the field's place; ``declared``: names of fields that are broken themselves, of which nothing is said.
    """
    inside = with_columns(register, field)
    for column in field.fields.values():
        at = f"{where}.fields.{column.name}"
        for name in column.evidence:
            yield from mention(register, f"{field.name}.{name}", NUMBERS, f"{at}.evidence", declared)
        if column.name == "id":
            yield f"{at}: each row has an id without asking"
        computed = column.computed is not None and column.compute is None
        if (
            column.type not in COLUMNS
            or computed
            or any(getattr(column, one) not in (None, ()) for one in NOT_OF_COLUMNS)
        ):
            yield f"{at}: a column of rows is plain: one of {', '.join(COLUMNS)}, with no source of its own"
            continue
        yield from expression_consistency.faults(inside, column, at, declared)
        yield from choice_filter.faults(inside, f"{field.name}.{column.name}", at, declared)
        if column.when is not None:
            yield from expression_consistency.condition_faults(inside, column, f"{at}.when", declared)
