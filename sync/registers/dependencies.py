"""Which other fields a field depends on."""

from collections.abc import Mapping
from typing import NamedTuple

from sync.registers import conditions, expression_form
from sync.registers.conditions import Tree
from sync.registers.field import Field, ShowWhen


class Reckoned(NamedTuple):
    """A condition that is an expression: it reckons, or fits a text to a pattern."""

    tree: object


Condition = ShowWhen | Tree | Reckoned


def condition_of(field: Field) -> Condition | None:
    """The condition under which a field is shown, of its kind; None if it always is."""
    if field.when is None or conditions.well_formed(field.when):
        return field.condition
    return Reckoned(field.when)


def met(name: str) -> str:
    """What stands beside a record's answers as true where the ``Reckoned`` condition of that field holds, which SQL
    cannot work out; it is no field's name."""
    return f"{name}?"


def fields_in(condition: Condition) -> list[str]:
    """The names of the fields that a condition asks, of whichever kind it is; of a column, its field of rows too."""
    if isinstance(condition, Reckoned):
        return expression_form.mentioned(condition.tree)
    return conditions.fields_of(condition) if isinstance(condition, list) else [condition.field]


def hangs_on(fields: Mapping[str, Field], name: str) -> list[str]:
    """What decides whether a field, or a column as ``rows.column``, is shown, or what it comes to: names of fields and
    columns."""
    head, _, column = name.partition(".")
    field = fields.get(head)
    field = field.fields.get(column) if field and column else field
    if field is None:
        return []
    condition = condition_of(field)
    named = fields_in(condition) if condition else []
    return list(dict.fromkeys([*named, *expression_form.mentioned(field.compute)]))


def depended_on(fields: Mapping[str, Field], tree: Tree | object) -> set[str]:
    """The names of the fields that an expression asks, of those that they depend on, and so on."""
    found: set[str] = set()
    todo = expression_form.mentioned(tree)
    while todo:
        if (name := todo.pop()) not in found:
            found.add(name)
            todo += hangs_on(fields, name)
    return {name.partition(".")[0] for name in found}
