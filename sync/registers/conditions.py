"""Conditions as trees: whether one holds for the answers that a form shows, and whether one is well formed.

A tree is a list whose first entry is what it does: ``["and", …]``, ``["or", …]``, ``["not", tree]``, ``["selected",
{"field": name}, value]``, or one of ``= != < <= > >=`` with two operands. An operand is ``{"field": name}``,
``["count-selected", {"field": name}]``, or a text, number, true or false. An empty text stands for no answer.
client/src/core/conditions.ts says the same on the phone.
"""

from collections.abc import Callable, Iterator

from sync.registers import fits

Tree = list[object]
Lookup = Callable[[str], object]
"""A field's name → its answer, None if it has none or its form hides it."""

EQUAL = ("=", "!=")
ORDERED = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
JOINED = ("and", "or")
COUNTED, SELECTED, NOT = "count-selected", "selected", "not"
DEEPEST, MOST = 12, 200
"""How deep a tree may be, and how many parts it may have."""


def well_formed(value: object) -> bool:
    """Whether a value is a tree of this language, no deeper and no larger than a phone should have to follow."""
    budget = MOST

    def sound(tree: object, depth: int) -> bool:
        nonlocal budget
        budget -= 1
        if not isinstance(tree, list) or not tree or depth > DEEPEST or budget < 0:
            return False
        what, *parts = tree
        if what in JOINED:
            return len(parts) > 1 and all(sound(part, depth + 1) for part in parts)
        if what == NOT:
            return len(parts) == 1 and sound(parts[0], depth + 1)
        if what == SELECTED:
            return len(parts) == 2 and named(parts[0]) is not None and isinstance(parts[1], str)
        compares = isinstance(what, str) and (what in EQUAL or what in ORDERED)
        return compares and len(parts) == 2 and all(map(_operand, parts)) and any(map(_asks, parts))

    return sound(value, 1)


def named(operand: object) -> str | None:
    """The field that an operand such as ``{"field": "books"}`` names; None for any other operand."""
    if isinstance(operand, dict) and operand.keys() == {"field"} and fits.name(operand["field"]):
        return operand["field"]
    return None


def counted(operand: object) -> str | None:
    """The field whose entries ``["count-selected", {"field": "kinds"}]`` counts; None for any other operand."""
    return named(operand[1]) if isinstance(operand, list) and len(operand) == 2 and operand[0] == COUNTED else None


def _asks(operand: object) -> bool:
    return named(operand) is not None or counted(operand) is not None


def _operand(value: object) -> bool:
    return _asks(value) or isinstance(value, str | bool) or fits.number(value)


def comparisons(tree: Tree) -> Iterator[Tree]:
    """The parts of a tree that compare something, in their order."""
    what, *parts = tree
    if what in JOINED or what == NOT:
        for part in parts:
            assert isinstance(part, list)
            yield from comparisons(part)
    else:
        yield tree


def fields_of(tree: Tree) -> list[str]:
    """The names of the fields that a tree asks, each once, in their order."""
    found = [name for one in comparisons(tree) for part in one[1:] if (name := named(part) or counted(part))]
    return list(dict.fromkeys(found))


def holds(tree: Tree, answer: Lookup) -> bool:
    """Whether a well-formed tree holds. What has no answer equals only the empty text, and is neither less nor more."""
    what, *parts = tree
    if what == "and":
        return all(holds(part, answer) for part in parts if isinstance(part, list))
    if what == "or":
        return any(holds(part, answer) for part in parts if isinstance(part, list))
    if what == NOT:
        return isinstance(parts[0], list) and not holds(parts[0], answer)
    if what == SELECTED:
        value = answer(named(parts[0]) or "")
        return parts[1] in (value if isinstance(value, list) else [value])
    left, right = (_value(part, answer) for part in parts)
    if what in EQUAL:
        return _same(left, right) == (what == "=")
    return _comparable(left, right) and ORDERED[str(what)](left, right)


def _value(operand: object, answer: Lookup) -> object:
    """What an operand stands for: an answer, the number of its entries, or itself; None for nothing."""
    if isinstance(operand, list):
        entries = answer(counted(operand) or "")
        return len(entries) if isinstance(entries, list) else 0
    value = answer(operand["field"]) if isinstance(operand, dict) else operand
    return None if value in ("", []) else value


def _same(left: object, right: object) -> bool:
    """True equals 1 to Python, and in no form."""
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _comparable(left: object, right: object) -> bool:
    """Whether there is an order between two values: numbers, or days, which are texts."""
    texts = isinstance(left, str) and isinstance(right, str)
    return texts or (_is_number(left) and _is_number(right))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
