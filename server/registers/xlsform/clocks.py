"""Times and moments in XLSForm's expressions, where ODK compares them as parts of a day, or as days, in numbers.

``decimal-time(${a}) < decimal-time(${b})``: the times themselves are all alike to ODK's app, and moments alike on one
day.
"""

from collections.abc import Callable
from typing import NamedTuple

from server.registers.xlsform.condition_writing import CLOCKS
from server.registers.xlsform.conditions import Inexpressible, moment_of
from server.registers.xlsform.expression_text import Node
from server.registers.xlsform.operands import Typed, node_of
from sync.registers.condition_consistency import KINDS

Read = Callable[[Node], Typed]
"""Reads a part of an expression."""


class Reckoned(NamedTuple):
    """A time or moment, ``given``, that is made a number of. ``kind``: ``time`` or ``datetime``."""

    kind: str
    given: Node


def comparison(sign: str, left: Node, right: Node, read: Read) -> list[object] | None:
    """Two times, or moments, compared; None where neither side is a number that is made of one.

    Raises Inexpressible for one that is compared with a number.
    """
    one, other = _reckoned(left), _reckoned(right)
    if one is None and other is None:
        return None
    if one is None or other is None or one.kind != other.kind:
        raise Inexpressible("a part of a day")
    return [sign, _shown(one, read), _shown(other, read)]


def moment(node: Node, read: Read) -> Typed:
    """What ``date-time()`` is given. Raises Inexpressible for what is no day with a time."""
    return Typed(_shown(Reckoned("datetime", node), read), KINDS["datetime"])


def _reckoned(node: Node) -> Reckoned | None:
    given = node[2] if node[0] == "call" and isinstance(node[2], tuple) else ()
    kind = next((kind for kind, name in CLOCKS.items() if given and name == node[1]), None)
    return Reckoned(kind, node_of(given[0])) if kind and len(given) == 1 else None


def _shown(one: Reckoned, read: Read) -> object:
    if one.given[0] == "text":
        shown = moment_of("datetime", str(one.given[1]))
        return shown if one.kind == "datetime" else shown.partition("T")[2]
    found = read(one.given)
    if found.kind not in (KINDS[one.kind], None):
        raise Inexpressible(one.kind)
    return found.tree
