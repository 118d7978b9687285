"""Predicates that say what a member of a definition file may be; they take values as TOML or JSON gives them."""

import re
from collections.abc import Callable
from typing import Any, TypeGuard

from sync.protocol.register_entry import Bilingual
from sync.registers.field import NUMBER_RANGE

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

Fits = Callable[[object], bool]
"""A predicate: whether a value is allowed for a member."""


def list_of(value: object, fits: Fits) -> TypeGuard[list[Any]]:
    """Whether the value is an array all of whose entries fit."""
    return isinstance(value, list) and all(map(fits, value))


def bilingual(value: object) -> TypeGuard[Bilingual]:
    """Whether the value is a text in both languages, ``{vi, en}``, neither of them blank."""
    return (
        isinstance(value, dict)
        and value.keys() == {"vi", "en"}
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )


def suffix(value: object) -> bool:
    """Whether the value is a unit of measurement: ``{vi, en}``, or one text for both languages."""
    return bilingual(value) or (isinstance(value, str) and value.strip() != "")


def whole(value: object) -> TypeGuard[int]:
    """Whether the value is a whole number; true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def count(value: object) -> bool:
    """Whether the value is a whole number of 0 or more."""
    return whole(value) and value >= 0


def number(value: object) -> TypeGuard[float]:
    """Whether the value is a number within ±2⁵³, in which JSON carries whole numbers exactly."""
    return (whole(value) or isinstance(value, float)) and NUMBER_RANGE[0] <= value <= NUMBER_RANGE[1]


def interval(fits: Fits) -> Fits:
    """A predicate: whether a value is a pair of values that fit, the first no larger than the second."""
    return lambda value: list_of(value, fits) and len(value) == 2 and value[0] <= value[1]


def one_of(*allowed: str) -> Fits:
    """A predicate: whether a value is one of the texts ``allowed``."""
    return lambda value: isinstance(value, str) and value in allowed


def some_of(*allowed: str) -> Fits:
    """A predicate: whether a value is a list of texts of ``allowed``, with at least one and none twice."""
    return lambda value: list_of(value, one_of(*allowed)) and 0 < len(value) == len(set(value))


def name(value: object) -> TypeGuard[str]:
    """Whether the value is a name: lower-case letters, digits and _, a letter first, 63 characters at most."""
    return isinstance(value, str) and NAME.fullmatch(value) is not None


def original(value: object) -> TypeGuard[str]:
    """Whether the value is a text of 1 to 100 characters, such as a name in a form of another system."""
    return isinstance(value, str) and 0 < len(value.strip()) <= 100


def names(value: object) -> TypeGuard[list[str]]:
    """Whether the value is a list of names, none twice."""
    return list_of(value, name) and len(value) == len(set(value))


def path(value: object) -> TypeGuard[str]:
    """Whether the value is the name of a field, or of a column: ``rows.column``."""
    return isinstance(value, str) and all(map(name, value.split("."))) and value.count(".") < 2


def paths(value: object) -> bool:
    """Whether the value is a list of names of fields or columns, none twice."""
    return list_of(value, path) and len(value) == len(set(value))


def dimensions(value: object) -> bool:
    """Whether the value is a list of names of fields or columns, and of pairs of two of them, none twice."""
    if not list_of(value, lambda one: path(one) or (list_of(one, path) and len(one) == 2 and one[0] != one[1])):
        return False
    named = [frozenset([one] if isinstance(one, str) else one) for one in value]
    return len(named) == len(set(named))


def values(value: object) -> bool:
    """Whether the value is a list of values that a choice may have, with at least one."""
    return list_of(value, lambda one: isinstance(one, str) and VALUE.fullmatch(one) is not None) and len(value) > 0


def computed(value: object) -> bool:
    """Whether the value says how a field is computed: ``{how, of}``, where ``of`` may be missing."""
    return (
        isinstance(value, dict)
        and {"how"} <= value.keys() <= {"how", "of"}
        and one_of("total", "rating", "all", "compute")(value["how"])
        and names(value.get("of", []))
    )


def target(value: object) -> bool:
    """Whether the value is a measure's target: ``{value, source}``."""
    return (
        isinstance(value, dict)
        and value.keys() == {"value", "source"}
        and number(value["value"])
        and bilingual(value["source"])
    )


def scalar(value: object) -> bool:
    """Whether a condition may compare with the value: a text, a whole number, true or false."""
    return isinstance(value, bool | str) or whole(value)


def default(value: object) -> bool:
    """Whether the value may be what a form begins with: a text, a number, true, false, or a list of texts."""
    return isinstance(value, bool | str) or number(value) or list_of(value, lambda one: isinstance(one, str))


def names_in(*wanted: str) -> Fits:
    """A predicate: whether a value is a table with exactly the members ``wanted``, each of them a name."""
    return lambda value: isinstance(value, dict) and value.keys() == set(wanted) and all(map(name, value.values()))


def publish(value: object) -> bool:
    """Whether the value says what of a record may be published: ``{title, story, photos, by, place, kind}``, names all;
    only the first two must be there."""
    return (
        isinstance(value, dict)
        and {"title", "story"} <= value.keys() <= {"title", "story", "photos", "by", "place", "kind"}
        and all(map(name, value.values()))
    )


def columns(value: object) -> bool:
    """Whether the value is what a choice has in columns: at most 8, name → text of at most 100 characters."""
    return (
        isinstance(value, dict)
        and len(value) <= 8
        and all(name(one) and isinstance(text, str) and len(text) <= 100 for one, text in value.items())
    )


def translated(value: object) -> bool:
    """Whether the value is a text in a further language: ``{of, text}``, its place in a definition, and it."""
    return (
        isinstance(value, dict)
        and value.keys() == {"of", "text"}
        and all(isinstance(one, str) and one.strip() for one in value.values())
    )


def condition(value: object) -> bool:
    """Whether the value says when a field is shown: ``{field, equals}``."""
    return (
        isinstance(value, dict)
        and value.keys() == {"field", "equals"}
        and name(value["field"])
        and scalar(value["equals"])
    )


def where(value: object) -> bool:
    """Whether the value says which records or rows a measure counts: ``{field, in}``."""
    return (
        isinstance(value, dict)
        and value.keys() == {"field", "in"}
        and path(value["field"])
        and list_of(value["in"], scalar)
        and len(value["in"]) > 0
    )


def tables(value: object) -> TypeGuard[list[dict[str, Any]]]:
    """Whether the value is an array of tables."""
    return list_of(value, lambda one: isinstance(one, dict))
