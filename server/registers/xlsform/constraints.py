"""XLSForm's ``constraint``: the bounds of a number or of a text's length, apart from what else it says; and back."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from server.registers.definition_text import Definition
from server.registers.xlsform.conditions import TURNED
from server.registers.xlsform.expression_text import Node, parse
from sync.registers.field import LENGTHS, NUMBER_RANGE, NUMBERS, PLACES

APART = {"decimal": Decimal(1).scaleb(-PLACES)}
"""Type of a number → how far the next one is: more than 0 is 0.001 and more where three places are kept; else 1."""


class Divided(NamedTuple):
    """What a constraint says: ``{"range": [least, most]}`` or ``{"length": …}``, empty if neither; and the rest."""

    bounds: Definition
    rest: list[Node]


def divided(text: str, kind: str, within: Sequence[float] = ()) -> Divided:
    """A constraint of a field of type ``kind``, its bounds apart. ``within``: the range that its type says already.

    Raises NotRead for what is no expression.
    """
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
    least, most = within or (NUMBER_RANGE if name == "range" else LENGTHS[kind])
    for sign, limit in found:
        if sign in (">", ">=", "="):
            least = max(least, allowed(limit, kind, ROUND_CEILING, beyond=sign == ">"))
        if sign in ("<", "<=", "="):
            most = min(most, allowed(limit, kind, ROUND_FLOOR, beyond=sign == "<"))
    return Divided({name: [least, most]}, rest)


def allowed(limit: float, kind: str, rounding: str, beyond: bool = False) -> int | float:
    """The first number that a field of type ``kind`` keeps and that is within ``limit``, the least or the most.

    ``rounding``: ``ROUND_CEILING`` from the least, ``ROUND_FLOOR`` from the most; ``beyond``: not the limit itself.
    """
    apart = APART.get(kind, Decimal(1))
    exact = Decimal(str(limit))
    found = (exact / apart).to_integral_value(rounding) * apart
    if beyond and found == exact:
        found += apart if rounding == ROUND_CEILING else -apart
    return int(found) if found == found.to_integral_value() else float(found)


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
