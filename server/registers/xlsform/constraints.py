"""XLSForm's ``constraint`` as the bounds of a number or of a text's length, and back."""

from server.registers.definition_text import Definition
from server.registers.xlsform.conditions import TURNED, Inexpressible
from server.registers.xlsform.expression_text import Node, parse
from sync.registers.field import LENGTHS, NUMBER_RANGE, NUMBERS, PLACES

STEP = {"integer": 1.0, "decimal": 10.0**-PLACES}
"""Type of a number → how far the next one is: more than 0 is 0.001 and more where three places are kept."""


def bounds(text: str, kind: str) -> Definition:
    """``{"range": [least, most]}`` or ``{"length": …}`` that a constraint sets for a field of type ``kind``.

    Raises NotRead for what is no expression; Inexpressible if it says anything else.
    """
    name = "range" if kind in NUMBERS else "length" if kind in LENGTHS else None
    if name is None:
        raise Inexpressible(kind)
    least, most = (float(limit) for limit in (NUMBER_RANGE if name == "range" else LENGTHS[kind]))
    step = STEP.get(kind, 1.0)
    for sign, limit in _limits(parse(text), name):
        if sign in (">", ">=", "="):
            least = max(least, limit + step * (sign == ">"))
        if sign in ("<", "<=", "="):
            most = min(most, limit - step * (sign == "<"))
    whole = kind != "decimal"
    return {name: [int(one) if whole or one == int(one) else round(one, PLACES) for one in (least, most)]}


def _limits(node: Node, name: str) -> list[tuple[str, float]]:
    """The signs and numbers with which the answer, or its length, is compared: all of them hold."""
    sign, *sides = node
    left, right = sides if len(sides) == 2 else (None, None)
    if sign == "and" and isinstance(left, tuple) and isinstance(right, tuple):
        return [*_limits(left, name), *_limits(right, name)]
    if left is not None and isinstance(right, tuple) and right[0] != "number":
        left, right, sign = right, left, TURNED.get(str(sign), sign)
    own = ("self",) if name == "range" else ("call", "string-length", (("self",),))
    if sign not in ("=", "<", "<=", ">", ">=") or left != own or not isinstance(right, tuple) or right[0] != "number":
        raise Inexpressible("constraint")
    assert isinstance(right[1], int | float)
    return [(str(sign), float(right[1]))]


def expression(field: Definition) -> str:
    """A field's range or length as a constraint; empty if it is the default of its type."""
    kind = field["type"]
    name, what = ("range", ".") if kind in NUMBERS else ("length", "string-length(.)")
    if name not in field:
        return ""
    least, most = field[name]
    low, high = NUMBER_RANGE if name == "range" else LENGTHS[kind]
    parts = [f"{what} >= {least}"] if least > low else []
    return " and ".join([*parts, *([f"{what} <= {most}"] if most < high else [])])
