"""XLSForm's ``relevant`` as a register's condition: ``show_when`` where that says it, else a tree ``when``."""

import re
from collections.abc import Iterator, Mapping

from server.platform.clock import wall_clock
from server.registers.definition_text import Definition
from server.registers.xlsform.expression_text import Node
from sync.registers.conditions import EQUAL, ORDERED, SELECTED, Tree, well_formed
from sync.registers.field import NUMBERS
from sync.registers.measure_consistency import CONDITIONS
from sync.registers.values import WRITTEN

TRUE, FALSE = ("true", "yes", "1"), ("false", "no", "0")
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
SECONDS = re.compile(r":[0-9]{2}:(?!00)")
WRAPPERS = ("number", "int", "string", "date", "boolean")
"""Functions that only say of what type their argument is to be."""

Fields = Mapping[str, Definition]
"""Name → field, of those that a condition may ask."""


class Inexpressible(ValueError):
    """The expression is sound, and registers have no words for it."""


def members(expressions: list[Node], fields: Fields) -> Definition:
    """``{"show_when": …}`` or ``{"when": …}`` for what all ``expressions`` say together; empty if they always hold.

    Raises Inexpressible for what registers cannot say of these fields.
    """
    trees = [tree for node in expressions for tree in _parts("and", _tree(node, fields))]
    trees = [tree for at, tree in enumerate(trees) if tree not in trees[:at]]
    if not trees:
        return {}
    if len(trees) == 1 and (plain := _plain(trees[0], fields)):
        return {"show_when": plain}
    tree = trees[0] if len(trees) == 1 else ["and", *trees]
    if not well_formed(tree):
        raise Inexpressible("too large")
    return {"when": tree}


def _parts(joint: str, tree: Tree | bool) -> Iterator[Tree]:
    """The trees that a joint joins, however nested; none for what always holds."""
    if isinstance(tree, bool):
        if not tree:
            raise Inexpressible("it never holds")
    elif tree[0] == joint:
        for part in tree[1:]:
            assert isinstance(part, list)
            yield from _parts(joint, part)
    else:
        yield tree


def _plain(tree: Tree, fields: Fields) -> Definition | None:
    """The tree as ``show_when``, if it asks for one value of one field of the types that have it."""
    if tree[0] not in ("=", SELECTED):
        return None
    operand, value = tree[1], tree[2]
    if not isinstance(operand, dict) or isinstance(value, dict | list | float) or value == "":
        return None
    if fields[operand["field"]]["type"] not in CONDITIONS:
        return None
    return {"field": operand["field"], "equals": value}


def _tree(node: Node, fields: Fields) -> Tree | bool:
    what = node[0]
    if what in ("and", "or"):
        return _joined(str(what), [_tree(_node(part), fields) for part in node[1:]])
    if what in EQUAL or what in ORDERED:
        return _comparison(str(what), _node(node[1]), _node(node[2]), fields)
    if what == "field":
        return _true(node, fields)
    if what != "call":
        raise Inexpressible(str(what))
    name, given = str(node[1]), [_node(part) for part in node[2]] if isinstance(node[2], tuple) else []
    if name in ("true", "false") and not given:
        return name == "true"
    if name == "not" and len(given) == 1:
        inner = _tree(given[0], fields)
        return not inner if isinstance(inner, bool) else ["not", inner]
    if name == "boolean" and len(given) == 1:
        return _tree(given[0], fields)
    if name == SELECTED and len(given) == 2:
        return _selected(given[0], given[1], fields)
    raise Inexpressible(name)


def _node(part: object) -> Node:
    assert isinstance(part, tuple)
    return part


def _joined(joint: str, trees: list[Tree | bool]) -> Tree | bool:
    decisive = joint == "or"  # the constant that decides the whole
    if decisive in [tree for tree in trees if isinstance(tree, bool)]:
        return decisive
    parts: list[object] = []
    for tree in trees:
        if isinstance(tree, list):
            parts += tree[1:] if tree[0] == joint else [tree]
    if len(parts) > 1:
        return [joint, *parts]
    return next((part for part in parts if isinstance(part, list)), not decisive)


def _true(node: Node, fields: Fields) -> Tree:
    """What a field alone says as a condition: yes, or that there is an answer."""
    name = _name(node, fields)
    return ["=", {"field": name}, True] if fields[name]["type"] == "yesno" else ["!=", {"field": name}, ""]


def _name(node: Node, fields: Fields) -> str:
    if node[0] != "field" or node[1] not in fields:
        raise Inexpressible(str(node[1] if node[0] == "field" else node[0]))
    return str(node[1])


def _selected(operand: Node, value: Node, fields: Fields) -> Tree:
    name = _name(operand, fields)
    if value[0] not in ("text", "number"):
        raise Inexpressible(SELECTED)
    if fields[name]["type"] == "yesno":
        return ["=", {"field": name}, _typed(value[1], "yesno")]
    if fields[name]["type"] not in ("choice", "choices"):
        raise Inexpressible(name)
    return [SELECTED, {"field": name}, _choice(fields[name], str(value[1]))]


def _comparison(sign: str, left: Node, right: Node, fields: Fields) -> Tree | bool:
    if (emptiness := _emptiness(sign, left, right, fields)) is not None:
        return emptiness
    one, kind = _operand(left, fields)
    other, other_kind = _operand(right, fields)
    if kind is None and other_kind is None:
        raise Inexpressible("two constants")
    if other_kind is None:
        other = _typed(other, str(kind))
    if kind is None:
        one = _typed(one, str(other_kind))
    for operand, value in ((one, other), (other, one)):
        if isinstance(operand, dict) and isinstance(value, str) and value:
            _choice(fields[operand["field"]], value)
    if kind == "choices" or other_kind == "choices":
        return _of_list(sign, one, other)
    return [sign, one, other]


def _choice(field: Definition, value: str) -> str:
    """The value, if the field can have it: of a choice that there is not, a form says what never happens."""
    choices = field.get("choices")
    if choices is not None and value not in [one["value"] for one in choices]:
        raise Inexpressible(value)
    return value


def _of_list(sign: str, left: object, right: object) -> Tree:
    """A field of several choices compared with one value: that this one is chosen and no other."""
    operand, value = (left, right) if isinstance(left, dict) else (right, left)
    if not isinstance(value, str) or sign not in EQUAL:
        raise Inexpressible("choices")
    if not value:
        return [sign, operand, ""]
    alone: Tree = ["and", [SELECTED, operand, value], ["=", ["count-selected", operand], 1]]
    return alone if sign == "=" else ["not", alone]


def _emptiness(sign: str, left: Node, right: Node, fields: Fields) -> Tree | None:
    """``string-length(${field}) > 0`` and its kin, as whether there is an answer; None for anything else."""
    if right[0] == "call":
        left, right, sign = right, left, TURNED.get(sign, sign)
    if left[:2] != ("call", "string-length") or right[0] != "number" or not isinstance(left[2], tuple) or not left[2]:
        return None
    name = _name(_node(left[2][0]), fields)
    if (sign, right[1]) in ((">", 0), (">=", 1), ("!=", 0)):
        return ["!=", {"field": name}, ""]
    if (sign, right[1]) in (("=", 0), ("<", 1), ("<=", 0)):
        return ["=", {"field": name}, ""]
    return None


def _operand(node: Node, fields: Fields) -> tuple[object, str | None]:
    """An operand of a tree, and the type of its field; None as type of a constant."""
    if node[0] in ("text", "number"):
        return node[1], None
    if node[0] == "field":
        name = _name(node, fields)
        return {"field": name}, fields[name]["type"]
    if node[0] == "call" and isinstance(node[2], tuple):
        if node[1] in ("true", "false") and not node[2]:
            return node[1] == "true", None
        if node[1] in WRAPPERS and len(node[2]) == 1:
            return _operand(_node(node[2][0]), fields)
        if node[1] == "count-selected" and len(node[2]) == 1:
            name = _name(_node(node[2][0]), fields)
            if fields[name]["type"] == "choices":
                return ["count-selected", {"field": name}], "integer"
    raise Inexpressible(str(node[1] if node[0] == "call" else node[0]))


def moment_of(kind: str, text: str) -> str:
    """A constant that is compared with a day, a time, or both. Raises Inexpressible for what is none, or is told by
    seconds."""
    shown = text if kind == "date" else wall_clock(text) or ""
    if not WRITTEN[kind](shown) or SECONDS.search(text):
        raise Inexpressible(text)
    return shown


def _typed(value: object, kind: str) -> object:
    """A constant as the type of the field has it that it is compared with."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if text == "":
        return ""
    if kind == "yesno":
        if text.lower() in (*TRUE, *FALSE):
            return text.lower() in TRUE
        raise Inexpressible(text)
    if kind in NUMBERS:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        try:
            return int(text)
        except ValueError:
            raise Inexpressible(text) from None
    return moment_of(kind, text) if kind in ("time", "datetime") else text
