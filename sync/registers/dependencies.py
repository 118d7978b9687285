"""Which other fields a field depends on."""

from collections.abc import Iterable, Mapping

from sync.registers import expression_form
from sync.registers.conditions import Tree, fields_of
from sync.registers.field import Field, ShowWhen


def fields_in(condition: ShowWhen | Tree) -> list[str]:
    """The names of the fields that a condition asks, of whichever kind it is."""
    return fields_of(condition) if isinstance(condition, list) else [condition.field]


def hangs_on(field: Field) -> list[str]:
    """The names of the fields that decide whether a field is shown, or what it comes to."""
    condition = fields_in(field.condition) if field.condition else []
    return [*condition, *expression_form.fields_of(field.compute)]


def depended_on(fields: Mapping[str, Field], names: Iterable[str]) -> set[str]:
    """The names of some fields, of those that they depend on, and so on."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        if (name := todo.pop()) not in found and name in fields:
            found.add(name)
            todo += hangs_on(fields[name])
    return found
