"""XLSForm's expressions as trees of ``check`` and ``compute`` (sync/registers/expressions.py)."""

from collections.abc import Callable

from server.registers.xlsform import clocks, patterns
from server.registers.xlsform.cells import number as number_in
from server.registers.xlsform.conditions import TURNED, Inexpressible
from server.registers.xlsform.expression_text import Node
from server.registers.xlsform.operands import Scope, Typed, choice_of, choices_of, name_of, node_of, with_constant
from sync.registers.condition_consistency import KINDS
from sync.registers.conditions import EQUAL, ORDERED
from sync.registers.expression_consistency import DAY, NUMBER, TEXT, TRUTH
from sync.registers.expression_form import well_formed
from sync.registers.field import NUMBERS
from sync.registers.values import is_day

LITERALS = ("text", "number")
JOINTS = ("and", "or")
RECKONED = ("+", "*", "div", "mod")


def expression(node: Node, scope: Scope) -> Typed:
    """The tree that says the same. Raises Inexpressible."""
    found = _expression(node, scope)
    if not well_formed(found.tree):
        raise Inexpressible("too large")
    return found


def truth(node: Node, scope: Scope) -> object:
    """The tree of an expression that is true or false, or of which it is meant that there is an answer."""
    if name := choices_of(node, scope):
        return [">", ["count-selected", {"field": name}], 0]
    found = _expression(node, scope)
    if node[0] == "field" and found.kind == TRUTH and isinstance(found.tree, dict):
        return ["=", found.tree, True]
    if node[0] == "field" and found.kind != TRUTH:
        return ["!=", found.tree, ""]
    if found.kind != TRUTH:
        raise Inexpressible(str(node[0]))
    return found.tree


def _expression(node: Node, scope: Scope) -> Typed:
    what = str(node[0])
    if what == "text":
        text = str(node[1])
        return Typed(text, (DAY if is_day(text) else TEXT) if text else None)
    if what == "number":
        return Typed(node[1], NUMBER)
    if what == "field" and node[1] in scope.days:
        return Typed(["today"], DAY)
    if what in ("field", "self"):
        name = name_of(node, scope)
        if scope.fields[name]["type"] == "choices":
            raise Inexpressible(name)
        return Typed({"field": name}, KINDS[scope.fields[name]["type"]])
    if what == "path" and (of_list := scope.of_choices.get(str(node[1]).lower())):
        return Typed({"column": of_list}, TEXT)
    if what in JOINTS:
        return Typed(_joined(what, node, scope), TRUTH)
    if what in EQUAL or what in ORDERED:
        return Typed(_comparison(what, node_of(node[1]), node_of(node[2]), scope), TRUTH)
    if what == "-":
        return _difference(node_of(node[1]), node_of(node[2]), scope)
    if what in RECKONED:
        return Typed(_reckoned(what, node, scope), NUMBER)
    if what == "call" and isinstance(node[2], tuple):
        return _call(str(node[1]), [node_of(part) for part in node[2]], scope)
    raise Inexpressible(what)


def _joined(joint: str, node: Node, scope: Scope) -> list[object]:
    parts: list[object] = [joint]
    for one in node[1:]:
        tree = truth(node_of(one), scope)
        parts += tree[1:] if isinstance(tree, list) and tree[0] == joint else [tree]
    return parts


def _number(node: Node, scope: Scope) -> object:
    found = _expression(node, scope)
    if node[0] == "text" and (plain := number_in(str(node[1]))) is not None:
        return plain
    if found.kind == NUMBER:
        return found.tree
    if found.kind == TEXT:
        return ["number", found.tree]
    if found.kind == TRUTH:
        return ["if", truth(node, scope), 1, 0]
    raise Inexpressible("number")


def _reckoned(what: str, node: Node, scope: Scope) -> list[object]:
    left, right = (_number(node_of(one), scope) for one in node[1:])
    longer = what in ("+", "*") and isinstance(left, list) and left[0] == what
    return [*left, right] if longer and isinstance(left, list) else [what, left, right]


def _difference(left: Node, right: Node, scope: Scope) -> Typed:
    if {_kind(left, scope), _kind(right, scope)} == {DAY}:
        return Typed(["days", _expression(left, scope).tree, _expression(right, scope).tree], NUMBER)
    return Typed(["-", _number(left, scope), _number(right, scope)], NUMBER)


def _kind(node: Node, scope: Scope) -> str | None:
    return _expression(node, scope).kind


def _comparison(sign: str, left: Node, right: Node, scope: Scope) -> object:
    left, right = (
        ("call", "today", ()) if one[0] == "field" and one[1] in scope.days else one for one in (left, right)
    )
    if times := clocks.comparison(sign, left, right, lambda one: _expression(one, scope)):
        return times
    if left[0] in LITERALS and right[0] in ("field", "self"):
        turned = _comparison(TURNED.get(sign, sign), right, left, scope)
        plain = isinstance(turned, list) and len(turned) == 3 and turned[0] == TURNED.get(sign, sign)
        return [sign, turned[2], turned[1]] if plain and isinstance(turned, list) else turned
    if right[0] in LITERALS and left[0] in ("field", "self"):
        return with_constant(sign, name_of(left, scope), right[1], scope)
    one, other = _expression(left, scope), _expression(right, scope)
    kinds = {one.kind, other.kind} - {None}
    if kinds == {TEXT, DAY} and sign in EQUAL and (left[0] if one.kind == DAY else right[0]) == "text":
        kinds = {TEXT}  # a text that looks like a day
    if kinds == {TEXT, NUMBER} or (kinds == {TEXT} and sign in ORDERED):
        return [sign, _number(left, scope), _number(right, scope)]
    if len(kinds) > 1 or (sign in ORDERED and kinds == {TRUTH}):
        raise Inexpressible(sign)
    return [sign, one.tree, other.tree]


def _call(name: str, given: list[Node], scope: Scope) -> Typed:
    if (name, len(given)) in CALLS:
        return CALLS[name, len(given)](given, scope)
    if name in ("min", "max") and given:
        return Typed([name, *(_number(one, scope) for one in given)], NUMBER)
    if name == "concat" and given:
        return Typed(["concat", *(_expression(one, scope).tree for one in given)], TEXT)
    if name in ("coalesce", "if") and len(given) == (2 if name == "coalesce" else 3):
        return _branches(name, given, scope)
    raise Inexpressible(name)


def _branches(name: str, given: list[Node], scope: Scope) -> Typed:
    first = [truth(given[0], scope)] if name == "if" else []
    found = [_expression(one, scope) for one in given[len(first) :]]
    kinds = {one.kind for one in found} - {None}
    if kinds == {TEXT, DAY}:
        kinds = {TEXT}
    if kinds == {TEXT, NUMBER}:
        numbers = [_number(one, scope) for one in given[len(first) :]]
        return Typed([name, *first, *numbers], NUMBER)
    if len(kinds) > 1:
        raise Inexpressible(name)
    return Typed([name, *first, *(one.tree for one in found)], next(iter(kinds), None))


def _selected(given: list[Node], scope: Scope) -> Typed:
    name, value = name_of(given[0], scope), given[1]
    if value[0] == "path" and scope.fields[name]["type"] in ("choice", "choices"):
        return Typed(["selected", {"field": name}, _expression(value, scope).tree], TRUTH)
    if value[0] not in LITERALS:
        raise Inexpressible("selected")
    if scope.fields[name]["type"] == "yesno":
        return Typed(with_constant("=", name, value[1], scope), TRUTH)
    return Typed(["selected", {"field": name}, choice_of(scope.fields[name], str(value[1]))], TRUTH)


def _count_selected(given: list[Node], scope: Scope) -> Typed:
    name = choices_of(given[0], scope)
    if name is None:
        raise Inexpressible("count-selected")
    return Typed(["count-selected", {"field": name}], NUMBER)


def _of_rows(what: str) -> Callable[[list[Node], Scope], Typed]:
    def read(given: list[Node], scope: Scope) -> Typed:
        name = scope.called.get(str(given[0][1])) if given[0][0] == "field" else None
        if what == "count" and name:
            return Typed(["count", {"field": name.partition(".")[0]}], NUMBER)
        if name is None or name not in scope.columns or scope.columns[name]["type"] not in NUMBERS:
            raise Inexpressible(what)
        return Typed([what, {"field": name}], NUMBER)

    return read


def _regex(given: list[Node], scope: Scope) -> Typed:
    if given[1][0] != "text":
        raise Inexpressible("regex")
    found = _expression(given[0], scope)
    if found.kind not in (TEXT, NUMBER):
        raise Inexpressible("regex")
    return Typed(["regex", found.tree, patterns.pattern(str(given[1][1]))], TRUTH)


def _day(given: list[Node], scope: Scope) -> Typed:
    found = _expression(given[0], scope)
    if found.kind != DAY:
        raise Inexpressible("date")
    return found


def _rounded(given: list[Node], scope: Scope) -> Typed:
    places = given[1][1] if len(given) > 1 and given[1][0] == "number" else 0 if len(given) == 1 else None
    if not isinstance(places, int):
        raise Inexpressible("round")
    return Typed(["round", _number(given[0], scope), places], NUMBER)


def _text(given: list[Node], scope: Scope) -> Typed:
    found = _expression(given[0], scope)
    return found if found.kind == TEXT else Typed(["concat", found.tree], TEXT)


def _absolute(given: list[Node], scope: Scope) -> Typed:
    number = _number(given[0], scope)
    return Typed(["if", ["<", number, 0], ["-", 0, number], number], NUMBER)


CALLS: dict[tuple[str, int], Callable[[list[Node], Scope], Typed]] = {
    ("true", 0): lambda given, scope: Typed(True, TRUTH),
    ("false", 0): lambda given, scope: Typed(False, TRUTH),
    ("today", 0): lambda given, scope: Typed(["today"], DAY),
    ("now", 0): lambda given, scope: Typed(["today"], DAY),
    ("not", 1): lambda given, scope: Typed(["not", truth(given[0], scope)], TRUTH),
    ("boolean", 1): lambda given, scope: Typed(truth(given[0], scope), TRUTH),
    ("number", 1): lambda given, scope: Typed(_number(given[0], scope), NUMBER),
    ("int", 1): lambda given, scope: Typed(["int", _number(given[0], scope)], NUMBER),
    ("abs", 1): _absolute,
    ("string", 1): _text,
    ("date", 1): _day,
    ("date-time", 1): lambda given, scope: clocks.moment(given[0], lambda one: _expression(one, scope)),
    ("round", 1): _rounded,
    ("round", 2): _rounded,
    ("string-length", 1): lambda given, scope: Typed(["string-length", _expression(given[0], scope).tree], NUMBER),
    ("selected", 2): _selected,
    ("count-selected", 1): _count_selected,
    ("sum", 1): _of_rows("sum"),
    ("count", 1): _of_rows("count"),
    ("regex", 2): _regex,
}
"""Function and number of its arguments → how it is read."""
