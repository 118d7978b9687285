"""The words of the definition language: which members each table may have, and what each must look like."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from .definition import NUMBER_RANGE, NUMBERS, TYPES

Raw = dict[str, Any]
Faults = list[str]

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
ROLES = ("teacher", "leader", "commune", "department")
PERIODS = ("event", "semester", "school_year", "half_year", "year", "once")
PHOTOS = "photos do not exist yet; a later version of Lan Tỏa adds them"
STATUSES = ("draft", "submitted", "returned", "verified", "approved", "rejected")
REVIEWS = (["commune"], ["department"], ["leader", "commune"], ["leader", "department"])


class Member(NamedTuple):
    fits: Callable[[Any], bool]
    wanted: str
    needed: bool = False


def members(raw: Raw, shape: dict[str, Member], where: str, faults: Faults) -> Raw:
    """The members that are as they should be; the others are reported."""
    at = f"{where}." if where else ""
    faults += [f"{at}{name}: unknown key" for name in raw if name not in shape]
    faults += [
        f"{at}{name}: missing; it is {one.wanted}" for name, one in shape.items() if one.needed and name not in raw
    ]
    got = {name: value for name, value in raw.items() if name in shape and shape[name].fits(value)}
    for name in (name for name in raw if name in shape and name not in got):
        reason = PHOTOS if raw[name] == "photos" else f"must be {shape[name].wanted}"
        faults.append(f"{at}{name}: {reason}")
    return got


def tables(raw: Any, where: str, called: str | None, faults: Faults) -> list[tuple[str, Raw]]:
    """The tables of an array, each with where it stands: by its name if it has one, else by its place from 1.

    One name twice is reported; what is no array of tables is not, as the shape of what holds it says so."""
    if not _tables(raw):
        return []
    names = [table.get(called) if called else None for table in raw]
    for name, count in Counter(name for name in names if isinstance(name, str)).items():
        if count > 1:
            faults.append(f"{where}.{name}: stands there {count} times")
    return [
        (f"{where}.{name}" if isinstance(name, str) else f"{where}[{place}]", table)
        for place, (name, table) in enumerate(zip(names, raw, strict=True), 1)
    ]


def _list_of(value: Any, fits: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(map(fits, value))


def _words(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"vi", "en"}
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> bool:
    return (_whole(value) or isinstance(value, float)) and NUMBER_RANGE[0] <= value <= NUMBER_RANGE[1]


def _interval(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: _list_of(value, fits) and len(value) == 2 and value[0] <= value[1]


def _one_of(*allowed: Any) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in allowed


def _some_of(*allowed: str) -> Callable[[Any], bool]:
    return lambda value: _list_of(value, _one_of(*allowed)) and 0 < len(value) == len(set(value))


def _name(value: Any) -> bool:
    return isinstance(value, str) and NAME.fullmatch(value) is not None


def _names(value: Any) -> bool:
    return _list_of(value, _name) and len(value) == len(set(value))


def _scalar(value: Any) -> bool:
    return isinstance(value, bool | str) or _whole(value)


def _names_in(*wanted: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and value.keys() == set(wanted) and all(map(_name, value.values()))


def _condition(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"field", "equals"}
        and _name(value["field"])
        and _scalar(value["equals"])
    )


def _where(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"field", "in"}
        and _name(value["field"])
        and _list_of(value["in"], _scalar)
        and len(value["in"]) > 0
    )


def _tables(value: Any) -> bool:
    return _list_of(value, lambda one: isinstance(one, dict))


NAMED = Member(_name, "a name: lower-case letters, digits and _, a letter first", needed=True)
WORDS = "{vi, en}, both filled in"
FLAG = Member(lambda value: isinstance(value, bool), "true or false")
ARRAY = Member(_tables, "an array of tables")

REGISTER = {
    "key": NAMED,
    "version": Member(lambda value: _whole(value) and 1 <= value < 10**6, "a number from 1", needed=True),
    "title": Member(_words, WORDS, needed=True),
    "help": Member(_words, WORDS),
    "by": Member(_some_of(*ROLES), f"a list of {', '.join(ROLES)}", needed=True),
    "period": Member(_one_of(*PERIODS), f"one of {', '.join(PERIODS)}", needed=True),
    "natural_key": FLAG,
    "period_from": Member(_name, "the name of a date field"),
    "review": Member(lambda value: value in REVIEWS, 'commune or department, "leader" before it or not', needed=True),
    "counts": Member(_some_of(*STATUSES), f"a list of {', '.join(STATUSES)}"),
    "list": Member(lambda value: value == {} or _names_in("title")(value), "{title}, the name of a field"),
    "fields": Member(lambda value: _tables(value) and len(value) > 0, "an array of tables", needed=True),
    "rules": ARRAY,
    "measures": ARRAY,
    "charts": ARRAY,
}
FIELD = {
    "name": NAMED,
    "type": Member(_one_of(*TYPES), f"one of {', '.join(TYPES)}", needed=True),
    "label": Member(_words, WORDS, needed=True),
    "help": Member(_words, WORDS),
    "required": FLAG,
    "range": Member(_interval(_number), f"[lowest, highest] within ±{NUMBER_RANGE[1]}"),
    "length": Member(_interval(lambda value: _whole(value) and value >= 0), "[shortest, longest] in characters"),
    "choices": Member(_tables, "an array of {value, label}"),
    "choices_from": Member(_one_of("sites"), '"sites"'),
    "show_when": Member(_condition, "{field, equals}"),
    "copy_from": Member(_names_in("field", "of"), "{field, of}"),
    "to": Member(_name, "a register's key"),
    "across": FLAG,
    "unit": Member(lambda value: _words(value) or (isinstance(value, str) and value.strip() != ""), f"text or {WORDS}"),
    "plausible": Member(_interval(_number), "[lowest, highest]"),
    "places": Member(lambda value: _whole(value) and 0 <= value <= 3, "0 to 3"),
    "fields": Member(lambda value: _tables(value) and len(value) > 0, "an array of tables"),
    "retired": FLAG,
}
FITTING = {
    "range": NUMBERS,
    "plausible": NUMBERS,
    "unit": NUMBERS,
    "places": ("decimal",),
    "length": ("text", "longtext"),
    "choices": ("choice", "choices"),
    "choices_from": ("choice", "choices"),
    "to": ("ref",),
    "across": ("ref",),
    "fields": ("rows",),
}
"""Members that only some types have."""
CHOICE = {
    "value": Member(
        lambda value: isinstance(value, str) and VALUE.fullmatch(value) is not None,
        "letters, digits, _ . - and no more than 64 of them",
        needed=True,
    ),
    "label": Member(_words, WORDS, needed=True),
    "retired": FLAG,
}
RULE = {
    "check": Member(_one_of("dates_in_order", "not_above"), "dates_in_order or not_above", needed=True),
    "fields": Member(lambda value: _names(value) and len(value) == 2, "the names of two fields", needed=True),
}
MEASURE = {
    "key": NAMED,
    "label": Member(_words, WORDS, needed=True),
    "kind": Member(
        _one_of("count", "sum", "rows", "units", "ratio"), "one of count, sum, rows, units, ratio", needed=True
    ),
    "fields": Member(_names, "a list of fields' names"),
    "of": Member(_name, "a measure's key"),
    "n": Member(_name, "a measure's key"),
    "d": Member(_name, "a measure's key"),
    "where": Member(_where, "{field, in = [values]}"),
    "by": Member(_names, "a list of fields' names"),
    "flow": Member(_one_of("flow", "stock"), "flow or stock"),
    "unit": Member(_words, WORDS),
}
CHART = {"measure": NAMED, "by": NAMED}
