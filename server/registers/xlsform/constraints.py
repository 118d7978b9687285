"""XLSForm's ``constraint``: the bounds of a number or of a text's length, apart from what else it says; and back."""

from collections.abc import Iterator
from typing import NamedTuple

from server.registers.definition_text import Definition
from server.registers.xlsform.conditions import TURNED
from server.registers.xlsform.expression_text import Node, parse
from sync.registers.field import LENGTHS, NUMBER_RANGE, NUMBERS, PLACES

STEP = {"integer": 1.0, "decimal": 10.0**-PLACES}
"""Type of a number → how far the next one is: more than 0 is 0.001 and more where three places are kept."""


class Divided(NamedTuple):
    """What a constraint says: ``{"range": [least, most]}`` or ``{"length": …}``, empty if neither; and the rest."""

    bounds: Definition
    rest: list[Node]


def divided(text: str, kind: str) -> Divided:
    """A constraint of a field of type ``kind``, its bounds apart. Raises NotRead for what is no expression."""
    name = "range" if kind in NUMBERS else "length" if kind in LENGTHS else None
    found: list[tuple[str, float]] = []
    rest: list[Node] = []
    for part in _parts(parse(text)):
        if name and (one := _limit(part, name)):
            found.append(one)
        else:
            rest.append(part)
    if not found or name is None:
        return Divided({}, rest)
    least, most = (float(limit) for limit in (NUMBER_RANGE if name == "range" else LENGTHS[kind]))
    step = STEP.get(kind, 1.0)
    for sign, limit in found:
        if sign in (">", ">=", "="):
            least = max(least, limit + step * (sign == ">"))
        if sign in ("<", "<=", "="):
            most = min(most, limit - step * (sign == "<"))
    whole = kind != "decimal"
    return Divided(
        {name: [int(one) if whole or one == int(one) else round(one, PLACES) for one in (least, most)]}, rest
    )


def _parts(node: Node) -> Iterator[Node]:
    """What must all hold."""
    if node[0] == "and":
        for part in node[1:]:
            assert isinstance(part, tuple)
            yield from _parts(part)
    else:
        yield node


def _limit(node: Node, name: str) -> tuple[str, float] | None:
    """The sign and number with which the answer, or its length, is compared; None for anything else."""
    sign, *sides = node
    if len(sides) != 2 or sign not in ("=", "<", "<=", ">", ">="):
        return None
    left, right = sides
    if isinstance(right, tuple) and right[0] != "number":
        left, right, sign = right, left, TURNED.get(str(sign), sign)
    own = ("self",) if name == "range" else ("call", "string-length", (("self",),))
    if left != own or not isinstance(right, tuple) or not isinstance(right[1], int | float):
        return None
    return str(sign), float(right[1])


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
