"""A register as the text of a definition file, without what is default; and the limits of a definition's size."""

import json
from collections.abc import Iterator
from typing import Any, TypeGuard

from sync.registers import Register, catalog_entry
from sync.registers.field import COMPUTE, LENGTHS, NUMBER_RANGE, NUMBERS, PLACES

Definition = dict[str, Any]
"""A definition, or a table in one, as TOML or JSON gives it; its members may be anything until ``sync.registers``
checks them."""

MOST_CHOICES = 250  # in one field
MOST_FIELDS = 300
MOST_BYTES = 96 << 10  # of all that phones carry of a definition, as JSON
MOST_TRANSLATED = 256 << 10  # bytes of its texts in further languages, as JSON

TOP = {"natural_key": False, "counts": ["approved"], "list": {}, "rules": [], "measures": [], "charts": []}
FIELD: Definition = {"required": False, "retired": False, "choices": []}
MEASURE = {"flow": "flow", "by": []}
SECTION = {"adds": "points"}


def definition(register: Register) -> Definition:
    """The shortest definition that makes this register: its catalog entry without members that are default."""
    entry = _without(TOP | {"needs": list(register.needs)}, {**catalog_entry(register)})
    entry["fields"] = [_field(field) for field in entry["fields"]]
    for name, defaults in (("measures", MEASURE), ("sections", SECTION)):
        if name in entry:
            entry[name] = [_without(defaults, table) for table in entry[name]]
    return entry


def too_large(raw: Definition) -> Iterator[str]:
    """The reasons why a definition is too large, as English sentences that begin with the place; none if it is not.

    The limits exist because every phone holds every register with all of its choices; texts in further languages are
    kept by the server alone.
    """
    listed = raw.get("fields")
    fields = [field for field in listed if isinstance(field, dict)] if isinstance(listed, list) else []
    inner = [field["fields"] for field in fields if isinstance(field.get("fields"), list)]
    columns = [column for one in inner for column in one if isinstance(column, dict)]
    if len(fields) + len(columns) > MOST_FIELDS:
        yield f"fields: are {len(fields) + len(columns)}; no more than {MOST_FIELDS} fit on a phone"
    for field in (*fields, *columns):
        choices = field.get("choices")
        if isinstance(choices, list) and len(choices) > MOST_CHOICES:
            where = f"fields.{field.get('name')}.choices"
            yield f"{where}: are {len(choices)}; no more than {MOST_CHOICES} fit on a phone"
    size, further = _bytes({**raw, "translations": None}), _bytes(raw.get("translations"))
    if further > MOST_TRANSLATED:
        yield f"translations: take {further >> 10} KB; no more than {MOST_TRANSLATED >> 10} KB are kept"
    if size > MOST_BYTES:
        yield f"fields: the register takes {size >> 10} KB; no more than {MOST_BYTES >> 10} KB fit on a phone"


def _bytes(part: object) -> int:
    return len(json.dumps(part, ensure_ascii=False, default=str).encode())


def toml(raw: Definition) -> str:
    """A definition as the text of a TOML file: plain members first, then one table after another."""
    plain = {name: value for name, value in raw.items() if not _is_tables(value) and not _is_help(name, value)}
    lines = [f"{name} = {_value(value)}" for name, value in plain.items()]
    if isinstance(raw.get("help"), dict):
        lines += ["", "[help]", *(f"{name} = {_value(value)}" for name, value in raw["help"].items())]
    for name in (name for name, value in raw.items() if _is_tables(value)):
        for table in raw[name]:
            lines += ["", f"[[{name}]]", *(f"{member} = {_member(value)}" for member, value in table.items())]
    return "\n".join(lines) + "\n"


def _field(field: Definition) -> Definition:
    kind = field["type"]
    defaults = FIELD | {
        "range": list(NUMBER_RANGE) if kind in NUMBERS else None,
        "length": list(LENGTHS[kind]) if kind in LENGTHS else None,
        "places": PLACES if kind == "decimal" else None,
        "computed": {"how": COMPUTE},
    }
    kept = _without(defaults, field)
    return kept | {"fields": [_field(column) for column in kept["fields"]]} if "fields" in kept else kept


def _without(defaults: Definition, given: Definition) -> Definition:
    return {
        name: value
        for name, value in given.items()
        if value is not None and not (name in defaults and defaults[name] == value)
    }


def _is_tables(value: object) -> TypeGuard[list[Definition]]:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _is_help(name: str, value: object) -> bool:
    return name == "help" and isinstance(value, dict)


def _member(value: object) -> str:
    """A member's value in TOML; choices and columns are written one to a line."""
    if _is_tables(value):
        return "[\n" + "".join(f"  {_value(one)},\n" for one in value) + "]"
    return _value(value)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    # JSON's text is TOML's, but for DEL, which TOML wants escaped too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
