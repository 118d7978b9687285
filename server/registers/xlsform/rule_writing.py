"""What an answer must be, and when it is asked, as XLSForm's ``constraint`` and ``relevant``."""

from collections.abc import Mapping
from typing import Any

from server.registers.definition_text import Definition
from server.registers.xlsform import condition_writing, constraints, expression_writing
from sync.registers import conditions

Fields = Mapping[str, Definition]
"""Name → field of a register."""


def constraint(field: Definition, by_name: Fields, above: str) -> str:
    """What an answer must be: its bounds, and what is checked of it. ``above``: of a column its field of rows, with the
    point behind it."""
    bounds = constraints.expression(field)
    if "check" not in field:
        return bounds
    check = expression_writing.check(field["check"], with_columns(by_name), f"{above}{field['name']}")
    return f"{bounds} and ({check})" if bounds else check


def relevant(field: Definition, by_name: Fields, above: str) -> str:
    """A field's condition as an expression, with the names that its questions and their choices came with."""
    if "when" in field and (above or not conditions.well_formed(field["when"])):
        return expression_writing.expression(field["when"], with_columns(by_name))
    kinds = {one.get("exported_as", name): one["type"] for name, one in by_name.items()}
    tree = condition_writing.tree(field, {name: one["type"] for name, one in by_name.items()})
    return condition_writing.expression(_as_exported(tree, by_name), kinds) if tree else ""


def with_columns(by_name: Fields) -> dict[str, Definition]:
    """The fields by name, and their columns as ``rows.column``."""
    columns = {f"{name}.{one['name']}": one for name, field in by_name.items() for one in field.get("fields", ())}
    return {**by_name, **columns}


def _as_exported(part: Any, by_name: Fields) -> Any:
    if isinstance(part, dict):
        return {"field": by_name.get(part["field"], {}).get("exported_as", part["field"])}
    if not isinstance(part, list):
        return part
    fields = [by_name.get(one["field"], {}) for one in part if isinstance(one, dict)]
    choices = [choice for one in fields for choice in one.get("choices", ())]
    values = {choice["value"]: choice["exported_as"] for choice in choices if "exported_as" in choice}
    return [values.get(one, one) if isinstance(one, str) else _as_exported(one, by_name) for one in part]
