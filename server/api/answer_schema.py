"""Makes the schema of an answer, for the API's description, of the ``TypedDict`` whose members the answer has.

So what is described is what mypy holds the code to; the tests hold each of their real answers to it, too.
"""

import re
import types
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from inspect import getdoc
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import marshmallow as ma
from apispec.ext.marshmallow.openapi import OpenAPIConverter


class Nothing(ma.fields.Raw):
    """A field that is always null."""

    def __init__(self, **members: Any):
        super().__init__(metadata={"type": "null"}, **members)


PLAIN: Mapping[object, type[ma.fields.Field]] = {
    str: ma.fields.String,
    int: ma.fields.Integer,
    float: ma.fields.Float,
    bool: ma.fields.Boolean,
    date: ma.fields.Date,
    datetime: ma.fields.AwareDateTime,
    Any: ma.fields.Raw,
    object: ma.fields.Raw,
    type(None): Nothing,
}
LISTS = (list, tuple, Sequence, Iterable)
_MANY_CAPITALS = re.compile("[a-z][A-Z]")
_names: dict[str, type] = {}  # of a schema → whose it is


class OneOfSeveral(ma.fields.Raw):
    """A field whose value fits one of several fields: text or a number, say."""

    def __init__(self, among: Sequence[ma.fields.Field], **members: Any):
        super().__init__(**members)
        self.among = among


def of_several(converter: OpenAPIConverter, field: ma.fields.Field, ret: Mapping[str, Any]) -> dict[str, Any]:
    """How ``OneOfSeveral`` is described: called for each field, as a method of apispec's converter."""
    if not isinstance(field, OneOfSeveral):
        return {}
    none = [{"type": "null"}] if field.allow_none else []
    return {"anyOf": [*map(converter.field2property, field.among), *none]}


@cache
def answer_schema(shape: type) -> type[ma.Schema]:
    """The schema of a ``TypedDict``; those that it names are nested. ``TypeError`` for a type that no JSON has."""
    hints = get_type_hints(shape, include_extras=True)
    fields = {name: _member(hint, name in vars(shape)["__required_keys__"]) for name, hint in hints.items()}
    description = (getdoc(shape) or "").partition("\n\n")[0].replace("\n", " ")
    about = {"description": description} if description and not description.startswith("dict(") else {}
    meta = type("Meta", (), {"unknown": ma.EXCLUDE, **about})
    return type(_name(shape), (ma.Schema,), {"Meta": meta, **fields})


def _name(shape: type) -> str:
    """The name of a shape's schema: its own. Before a single word, which others have too, stands that of its wing."""
    name, wing = shape.__name__.lstrip("_"), shape.__module__.split(".")[1].title()
    if not _MANY_CAPITALS.search(name) and not name.startswith(wing.rstrip("s")):
        name = wing + name
    for unique in (name, wing + name):
        if _names.setdefault(unique, shape) is shape:
            return unique
    raise TypeError(f"two shapes have the name {name}")


def _member(hint: Any, required: bool) -> ma.fields.Field:
    field = _field(hint)
    field.required = required
    return field


def _field(hint: Any) -> ma.fields.Field:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (NotRequired, Required, Annotated):
        return _field(args[0])
    if hint in PLAIN:
        return PLAIN[hint]()
    if is_typeddict(hint):
        return ma.fields.Nested(lambda: answer_schema(hint)())
    if origin is Literal:
        kinds = {type(one) for one in args}
        return PLAIN[kinds.pop() if len(kinds) == 1 else object](validate=ma.validate.OneOf(args))
    if origin in (Union, types.UnionType):
        return _union([one for one in args if one is not type(None)], type(None) in args)
    if origin in LISTS or hint in LISTS:
        return ma.fields.List(_field(args[0]) if args else ma.fields.Raw())
    if origin in (dict, Mapping):
        return ma.fields.Dict(keys=ma.fields.String(), values=_field(args[1]))
    raise TypeError(f"no JSON has the type {hint!r}")


def _union(hints: Sequence[Any], none: bool) -> ma.fields.Field:
    fields = [_field(hint) for hint in hints]
    if len(fields) > 1:
        return OneOfSeveral(fields, allow_none=none)
    fields[0].allow_none = none
    return fields[0]
