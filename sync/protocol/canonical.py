"""JSON of the sync contract: read strictly, and written canonically (RFC 8785) to be compared and kept."""

import json
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

Json = dict[str, Any]
"""An object whose members are not fixed; an object with fixed members is a TypedDict or dataclass with a name."""

SAFE = 2**53  # larger numbers do not survive JavaScript
MUTATION_DEPTH = 32
BODY_DEPTH = 900


class Wide:
    """An integer of 18 digits or more, too large to calculate with: its digits are kept as they came."""

    __slots__ = ("digits",)

    def __init__(self, digits: str):
        self.digits = digits


def parse(body: bytes) -> object:
    """Parse strict JSON in UTF-8; integers of 18 digits or more become ``Wide``.

    Raises ValueError for anything else: NaN, other encodings, nesting deeper than 900.
    """
    try:
        value: object = json.loads(body.decode("utf-8"), parse_int=_integer, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None
    # No text is nested deeper than it has brackets, and few have so many.
    if sum(map(body.count, (b"[", b"{"))) > BODY_DEPTH and depth(value) > BODY_DEPTH:
        raise ValueError("nested too deep")
    return value


def parts(body: bytes) -> int:
    """At least how many values a JSON text holds, counted without parsing it: signs within its texts count, too.

    Each takes up to some 200 bytes of memory once it is parsed, however few it is written with.
    """
    return sum(body.count(sign) for sign in (b",", b"{", b"["))


def _integer(digits: str) -> int | Wide:
    return int(digits) if len(digits) < 18 else Wide(digits)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def depth(value: object) -> int:
    """How many levels deep arrays and objects are nested in a value; 0 for a text, number, boolean or null."""
    level, layer = 0, [value]
    while layer := [item for item in layer if isinstance(item, dict | list)]:
        level += 1
        layer = [inner for item in layer for inner in (item.values() if isinstance(item, dict) else item)]
    return level


def sound(value: object) -> bool:
    """Whether PostgreSQL, SQLite and JavaScript can hold a value: no NUL, lone surrogate or number beyond ±2⁵³."""
    todo: list[object] = [value]
    # Every mutation comes here, member by member: most are short texts of ASCII.
    for item in todo:
        if isinstance(item, str):
            if not (item.isascii() and "\x00" not in item) and not sound_text(item):
                return False
        elif isinstance(item, dict):
            todo += item
            todo += item.values()
        elif isinstance(item, list):
            todo += item
        elif isinstance(item, Wide) or (isinstance(item, int | float) and not abs(item) <= SAFE):
            return False
    return True


def sound_text(text: str) -> bool:
    """Whether every database and browser can hold the text: it has no NUL and no lone surrogate."""
    return "\x00" not in text and encodable(text)


def encodable(text: str) -> bool:
    """Whether the text has no lone surrogates, which UTF-8 cannot encode."""
    return text.isascii() or not _SURROGATE.search(text)


_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(value: object) -> bytes:
    """The canonical JSON bytes (RFC 8785) of a parsed value.

    Lone surrogates are written as WTF-8, a ``Wide`` as its digits.
    """
    if _simple(value):
        return _PLAIN(value).encode("utf-8", "surrogatepass")
    return canonical_of_any(value)


# Nearly every mutation: the library's encoder writes it as the RFC does, a dozen times as fast.
_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _simple(value: object) -> bool:
    """Whether Python's encoder writes the value as RFC 8785 does: only ASCII in names, not deep, and of fractions none
    that either would write as whole, or with an exponent."""
    layer = [value]
    for _ in range(MUTATION_DEPTH):
        below: list[object] = []
        for item in layer:
            if isinstance(item, dict):
                if not "".join(item).isascii():
                    return False
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, float):
                if not 1e-4 <= abs(item) <= SAFE or item.is_integer():
                    return False
            elif isinstance(item, Wide):
                return False
        if not below:
            return True
        layer = below
    return False


def canonical_of_any(value: object) -> bytes:
    """The canonical bytes of any value, without recursion: a stack holds what is still to be written."""
    parts: list[str] = []
    todo: list[object] = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, _Text):
            parts.append(item.text)
        elif isinstance(item, dict):
            members: list[tuple[str, object]] = sorted(item.items(), key=_utf16)
            _push(todo, "{", "}", members)
        elif isinstance(item, list):
            _push(todo, "[", "]", item)
        elif isinstance(item, tuple):
            parts.append(_scalar(item[0]) + ":")
            todo.append(item[1])
        else:
            parts.append(_scalar(item))
    return "".join(parts).encode("utf-8", "surrogatepass")


class _Text:
    """Text that is written unquoted: brackets and commas."""

    __slots__ = ("text",)

    def __init__(self, text: str):
        self.text = text


_COMMA = _Text(",")


def _utf16(member: tuple[str, object]) -> bytes:
    """The key by which RFC 8785 sorts an object's members: their name in UTF-16."""
    return member[0].encode("utf-16-be", "surrogatepass")


def _push(todo: list[object], first: str, last: str, items: Sequence[object]) -> None:
    """Put an array's or object's brackets, items and commas on the stack, the first on top."""
    todo.append(_Text(last))
    for index in range(len(items) - 1, -1, -1):
        todo.append(items[index])
        if index:
            todo.append(_COMMA)
    todo.append(_Text(first))


_ESCAPE = json.JSONEncoder(ensure_ascii=False).encode


def _scalar(item: object) -> str:
    if isinstance(item, Wide):
        return item.digits
    if isinstance(item, float):
        return _number(item)
    return _ESCAPE(item)


def _number(x: float) -> str:
    """A float as ECMAScript writes it; infinities, which occur only in refused mutations, by their name."""
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    if x == int(x) and abs(x) < 1e21:
        return str(int(Decimal(repr(x))))
    mantissa, _, exponent = repr(x).partition("e")
    if exponent:
        power = int(exponent)
        if -7 < power < 0:
            sign, digits = ("-", mantissa[1:]) if mantissa[0] == "-" else ("", mantissa)
            return f"{sign}0.{'0' * (-power - 1)}{digits.replace('.', '')}"
        if mantissa.endswith(".0"):
            mantissa = mantissa[:-2]
        return f"{mantissa}e{'+' if power > 0 else ''}{power}"
    return mantissa
