"""What values of members of definition files may be, as JSON Schema; ``sync/registers/fits.py`` says the same."""

from collections.abc import Mapping
from typing import Any

from sync.registers import expression_form, fits
from sync.registers.conditions import COUNTED, SELECTED
from sync.registers.field import NUMBER_RANGE, OFFERS, TYPES
from sync.registers.language import PERIODS, REVIEWS, ROLES, STATUSES

Schema = dict[str, Any]
_NAME, _VALUE = fits.NAME.pattern, fits.VALUE.pattern
NAME: Schema = {"type": "string", "pattern": f"^{_NAME}$"}
VALUE: Schema = {"type": "string", "pattern": f"^{_VALUE}$"}
PATH: Schema = {"type": "string", "pattern": rf"^{_NAME}(\.{_NAME})?$"}
TEXT: Schema = {"type": "string", "pattern": r"\S"}
ORIGINAL: Schema = {"type": "string", "pattern": r"^\s*\S([\s\S]{0,98}\S)?\s*$"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number", "minimum": NUMBER_RANGE[0], "maximum": NUMBER_RANGE[1]}
SCALAR: Schema = {"type": ["string", "integer", "boolean"]}


def table(members: Mapping[str, Schema], *optional: str) -> Schema:
    """A table with these members alone, of which those that are not ``optional`` are needed."""
    needed = [name for name in members if name not in optional]
    return {"type": "object", "properties": dict(members), "required": needed, "additionalProperties": False}


def names(*members: str) -> Schema:
    """A table whose members are names."""
    return table(dict.fromkeys(members, NAME))


def array(of: Schema, least: int = 0, unique: bool = False) -> Schema:
    """A list of values that fit."""
    return {"type": "array", "items": of, "minItems": least, "uniqueItems": unique}


def pair(of: Schema) -> Schema:
    """A list of two values that fit."""
    return array(of, 2) | {"maxItems": 2}


def one_of(*allowed: str) -> Schema:
    """One of several texts."""
    return {"type": "string", "enum": [*allowed]}


def whole(least: int, most: int | None = None) -> Schema:
    """A whole number from one to another."""
    return {"type": "integer", "minimum": least, **({} if most is None else {"maximum": most})}


def expression(own: str, *more: Schema) -> Schema:
    """An expression, whose parts are expressions: of the definition ``own``; ``more`` may stand wherever one may."""
    part: Schema = {"$ref": f"#/definitions/{own}"}
    field = table({"field": PATH})

    def call(what: Schema, *parts: Schema) -> Schema:
        return {"type": "array", "items": [what, *parts], "additionalItems": False, "minItems": len(parts) + 1}

    def sized(sizes: tuple[int, int]) -> Schema:
        what = [name for name, size in expression_form.SIZES.items() if size == sizes]
        head: Schema = {"type": "array", "items": [{"enum": what}], "additionalItems": part}
        return head | {"minItems": sizes[0] + 1, "maxItems": sizes[1] + 1}

    calls = [
        *map(sized, sorted(set(expression_form.SIZES.values()))),
        call({"enum": [*expression_form.OF_ROWS, COUNTED]}, field),
        call({"const": SELECTED}, field, {"type": "string"}),
        call({"const": expression_form.REGEX}, part, {"type": "string"}),
    ]
    return {"anyOf": [field, {"type": ["string", "boolean"]}, NUMBER, *more, *calls]}


BILINGUAL = table({"vi": TEXT, "en": TEXT})
EXPRESSION: Schema = {"$ref": "#/definitions/expression"}
FILTER: Schema = {"$ref": "#/definitions/filter"}
UNITS = array(VALUE, 1)
PUBLISHED = names("title", "story", "photos", "by", "place", "kind") | {"required": ["title", "story"]}
COLUMNS: Schema = {
    "type": "object",
    "maxProperties": 8,
    "propertyNames": {"pattern": NAME["pattern"]},
    "additionalProperties": {"type": "string", "maxLength": 100},
}
EVERYWHERE: Mapping[str, Schema] = {
    "key": NAME,
    "name": NAME,
    "title": BILINGUAL,
    "label": BILINGUAL,
    "help": BILINGUAL,
    "retired": FLAG,
    "exported_as": ORIGINAL,
    "applies_to": UNITS,
}
"""Members that are the same in every table that has them."""
REGISTER: Mapping[str, Schema] = {
    "version": whole(1, 10**6 - 1),
    "form_version": ORIGINAL,
    "by": array(one_of(*ROLES), 1, unique=True),
    "period": one_of(*PERIODS),
    "natural_key": FLAG,
    "period_from": NAME,
    "review": {"enum": [*REVIEWS]},
    "counts": array(one_of(*STATUSES), 1, unique=True),
    "list": names("title") | {"required": []},
    "due": whole(0, 366),
    "scores": names("register", "unit"),
    "nothing": names("register", "period"),
    "publish": PUBLISHED,
    "ripple": names("along", "kind", "own", "name", "when", "reached"),
}
FIELD: Mapping[str, Schema] = {
    "type": one_of(*TYPES),
    "required": FLAG,
    "range": pair(NUMBER),
    "length": pair(whole(0)),
    "choices_from": one_of(*OFFERS),
    "choice_filter": FILTER,
    "show_when": table({"field": NAME, "equals": SCALAR}),
    "when": EXPRESSION,
    "copy_from": names("field", "of"),
    "to": NAME,
    "across": FLAG,
    "unit": {"anyOf": [BILINGUAL, TEXT]},
    "plausible": pair(NUMBER),
    "places": whole(0, 3),
    "section": NAME,
    "points": NAME,
    "evidence": array(NAME, unique=True),
    "computed": table({"how": one_of("total", "rating", "all", "compute"), "of": array(NAME, unique=True)}, "of"),
    "within": {"type": "string", "pattern": rf"^{_NAME}\.{_NAME}$"},
    "check": EXPRESSION,
    "compute": EXPRESSION,
    "repeat_count": EXPRESSION,
    "default": {"anyOf": [{"type": ["boolean", "string"]}, NUMBER, array({"type": "string"})]},
    "live_label": BILINGUAL,
    "constraint_message": BILINGUAL,
    "required_message": BILINGUAL,
}
CHOICE: Mapping[str, Schema] = {"value": VALUE, "least": NUMBER, "columns": COLUMNS}
SECTION: Mapping[str, Schema] = {
    "most": NUMBER | {"exclusiveMinimum": 0},
    "adds": one_of("points", "bonus", "penalty"),
}
RULE: Mapping[str, Schema] = {
    "check": one_of("dates_in_order", "not_above"),
    "fields": pair(NAME) | {"uniqueItems": True},
}
MEASURE: Mapping[str, Schema] = {
    "kind": one_of("count", "sum", "rows", "units", "share", "ratio"),
    "fields": array(PATH, unique=True),
    "of": NAME,
    "n": NAME,
    "d": PATH,
    "where": table({"field": PATH, "in": array(SCALAR, 1)}),
    "by": array({"anyOf": [PATH, pair(PATH) | {"uniqueItems": True}]}, unique=True),
    "flow": one_of("flow", "stock"),
    "unit": BILINGUAL,
    "target": table({"value": NUMBER, "source": BILINGUAL}),
}
TRANSLATION: Mapping[str, Schema] = {"language": ORIGINAL, "texts": array(table({"of": TEXT, "text": TEXT}), 1)}
CHART: Mapping[str, Schema] = {"measure": NAME, "by": PATH}
