"""What a member of a definition file may look like: predicates, and what makes them."""

import re
from collections.abc import Callable
from typing import Any

from sync.registers.field import NUMBER_RANGE

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

Fits = Callable[[Any], bool]


def list_of(value: Any, fits: Fits) -> bool:
    return isinstance(value, list) and all(map(fits, value))


def bilingual(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"vi", "en"}
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )


def suffix(value: Any) -> bool:
    """A unit of measurement: in both languages, or written alike in both."""
    return bilingual(value) or (isinstance(value, str) and value.strip() != "")


def whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def count(value: Any) -> bool:
    return whole(value) and value >= 0


def number(value: Any) -> bool:
    return (whole(value) or isinstance(value, float)) and NUMBER_RANGE[0] <= value <= NUMBER_RANGE[1]


def interval(fits: Fits) -> Fits:
    return lambda value: list_of(value, fits) and len(value) == 2 and value[0] <= value[1]


def one_of(*allowed: Any) -> Fits:
    return lambda value: isinstance(value, str) and value in allowed


def some_of(*allowed: str) -> Fits:
    return lambda value: list_of(value, one_of(*allowed)) and 0 < len(value) == len(set(value))


def name(value: Any) -> bool:
    return isinstance(value, str) and NAME.fullmatch(value) is not None


def names(value: Any) -> bool:
    return list_of(value, name) and len(value) == len(set(value))


def path(value: Any) -> bool:
    """A field's name, or a column's: ``rows.column``."""
    return isinstance(value, str) and all(map(name, value.split("."))) and value.count(".") < 2


def paths(value: Any) -> bool:
    return list_of(value, path) and len(value) == len(set(value))


def values(value: Any) -> bool:
    return list_of(value, lambda one: isinstance(one, str) and VALUE.fullmatch(one) is not None) and len(value) > 0


def computed(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and {"how"} <= value.keys() <= {"how", "of"}
        and one_of("total", "rating", "all")(value["how"])
        and names(value.get("of", []))
    )


def target(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"value", "source"}
        and number(value["value"])
        and bilingual(value["source"])
    )


def scalar(value: Any) -> bool:
    return isinstance(value, bool | str) or whole(value)


def names_in(*wanted: str) -> Fits:
    return lambda value: isinstance(value, dict) and value.keys() == set(wanted) and all(map(name, value.values()))


def condition(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"field", "equals"}
        and name(value["field"])
        and scalar(value["equals"])
    )


def where(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"field", "in"}
        and path(value["field"])
        and list_of(value["in"], scalar)
        and len(value["in"]) > 0
    )


def tables(value: Any) -> bool:
    return list_of(value, lambda one: isinstance(one, dict))
