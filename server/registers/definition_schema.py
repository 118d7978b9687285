"""The JSON Schema of definition files, for editors: made of the tables by which the loader reads them.

Which members a table has, which of them it may not lack, and what is said of each are the loader's. It knows one file:
what holds between the parts of it, and between registers, only the loader finds.
"""

from collections.abc import Mapping
from functools import cache

from server.registers import definition_values as values
from server.registers.definition_values import Schema, array
from sync.registers import language
from sync.registers.tables import Member

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version of JSON Schema that editors of TOML know."""
COLUMN: Schema = {"$ref": "#/definitions/column"}


@cache
def definition_schema() -> Schema:
    """The schema of a register's definition file, as JSON has it."""
    choices = {"choices": array({"$ref": "#/definitions/choice"})}
    inner = {
        "sections": _array(language.SECTION, values.SECTION),
        "rules": _array(language.RULE, values.RULE),
        "measures": _array(language.MEASURE, values.MEASURE),
        "charts": _array(language.CHART, values.CHART),
        "translations": _array(language.TRANSLATION, values.TRANSLATION),
        "fields": array({"$ref": "#/definitions/field"}, 1),
    }
    column = table(language.FIELD, {**values.FIELD, **choices, "fields": {"not": {}}})
    field = table(language.FIELD, {**values.FIELD, **choices, "fields": array(COLUMN, 1)})
    return {
        "$schema": DRAFT,
        "title": "Lan Tỏa: a register",
        **table(language.REGISTER, {**values.REGISTER, **inner}),
        "definitions": {
            "field": field | {"allOf": _fitting()},
            "column": column | {"allOf": _fitting()},
            "choice": table(language.CHOICE, values.CHOICE),
            "expression": values.expression("expression"),
            "filter": values.expression("filter", values.table({"column": values.NAME})),
        },
    }


def table(members: Mapping[str, Member], own: Mapping[str, Schema]) -> Schema:
    """The schema of a table that the loader reads by ``members``. KeyError for a member of which nothing is said."""
    known = {**own, **values.EVERYWHERE}
    found = {name: {**known[name], "description": one.wanted} for name, one in members.items()}
    return values.table(found, *(name for name, one in members.items() if not one.needed))


def _array(members: Mapping[str, Member], own: Mapping[str, Schema]) -> Schema:
    return array(table(members, own))


def _fitting() -> list[Schema]:
    """That some members belong to some types of fields only."""
    return [
        {"if": {"required": [name]}, "then": {"properties": {"type": {"enum": [*types]}}}}
        for name, types in language.FITTING.items()
    ]
