"""The form of expressions: what they are made of, how large they may be, and what they ask."""

from collections.abc import Iterator

from sync.registers import fits, pattern_text
from sync.registers.conditions import COUNTED, EQUAL, JOINED, NOT, ORDERED, SELECTED

Tree = object
"""An expression: a constant, a field, or a list."""

COMPARED = (*EQUAL, *ORDERED)
NUMBERS_IN = {
    "+": (2, 60),
    "-": (2, 2),
    "*": (2, 60),
    "div": (2, 2),
    "mod": (2, 2),
    "int": (1, 1),
    "round": (2, 2),
    "min": (1, 60),
    "max": (1, 60),
}
"""What reckons with numbers → how many parts it has, at least and at most."""
OTHERS = {
    "if": (3, 3),
    "coalesce": (2, 60),
    "concat": (1, 60),
    "days": (2, 2),
    "string-length": (1, 1),
    "number": (1, 1),
}
OF_ROWS = ("sum", "count")
TODAY, REGEX = "today", "regex"
SIZES = {
    **NUMBERS_IN,
    **OTHERS,
    **dict.fromkeys(COMPARED, (2, 2)),
    **dict.fromkeys(JOINED, (2, 60)),
    NOT: (1, 1),
    TODAY: (0, 0),
}
DEEPEST, MOST = 24, 400
"""How deep an expression may be, and how many parts it may have."""


def well_formed(value: object) -> bool:
    """Whether a value is an expression of this language, no deeper and no larger than a phone should have to follow."""
    budget = MOST

    def sound(tree: object, depth: int) -> bool:
        nonlocal budget
        budget -= 1
        if budget < 0 or depth > DEEPEST:
            return False
        if not isinstance(tree, list):
            return path(tree) is not None or isinstance(tree, str | bool) or fits.number(tree)
        what, *parts = tree or [None]
        if what in OF_ROWS or what == COUNTED:
            return len(parts) == 1 and path(parts[0]) is not None
        if what == SELECTED:
            return len(parts) == 2 and path(parts[0]) is not None and isinstance(parts[1], str)
        if what == REGEX:
            return len(parts) == 2 and sound(parts[0], depth + 1) and pattern_text.well_formed(parts[1])
        least, most = SIZES.get(what, (1, 0)) if isinstance(what, str) else (1, 0)
        return least <= len(parts) <= most and all(sound(part, depth + 1) for part in parts)

    return sound(value, 1)


def path(operand: object) -> str | None:
    """The field that ``{"field": "lines.price"}`` names, or the column; None for any other tree."""
    if isinstance(operand, dict) and operand.keys() == {"field"} and fits.path(operand["field"]):
        return operand["field"]
    return None


def parts_of(tree: Tree) -> Iterator[list[object]]:
    """The lists of an expression, the outermost first."""
    if isinstance(tree, list):
        yield tree
        for part in tree[1:]:
            yield from parts_of(part)


def fields_of(tree: Tree) -> list[str]:
    """The names of the fields that an expression asks, each once, in their order; of a column, its field of rows."""
    named = [path(tree), *(path(part) for one in parts_of(tree) for part in one[1:])]
    return list(dict.fromkeys(name.partition(".")[0] for name in named if name))


def mentioned(tree: Tree) -> list[str]:
    """What an expression asks, each once: names of fields, columns as ``rows.column``, and with a column that is added
    up its field of rows."""
    named = [path(tree), *(path(part) for one in parts_of(tree) for part in one[1:])]
    summed = [name.partition(".")[0] for one in parts_of(tree) if one[0] in OF_ROWS and (name := path(one[1]))]
    return list(dict.fromkeys(name for name in [*summed, *named] if name))


def asks_today(tree: Tree) -> bool:
    """Whether an expression depends on the day on which it is asked."""
    return any(one[0] == TODAY for one in parts_of(tree))
