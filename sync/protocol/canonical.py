"""JSON as the contract means it: strict to read, canonical (RFC 8785) to compare and to keep."""

import json
import math
import re
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
"""An object whose members are truly free: what has a shape is a TypedDict or dataclass with a name."""

SAFE = 2**53  # larger numbers do not survive JavaScript
MUTATION_DEPTH = 32
BODY_DEPTH = 900


class Wide:
    """An integer beyond ±2⁵³: its digits are kept to be stored as they came, never counted with."""

    __slots__ = ("digits",)

    def __init__(self, digits: str):
        self.digits = digits


def parse(body: bytes) -> Any:
    """Strict JSON of UTF-8 bytes. ValueError for anything else: NaN, other encodings, nesting over 900."""
    try:
        value = json.loads(body.decode("utf-8"), parse_int=_integer, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if depth(value) > BODY_DEPTH:
        raise ValueError("nested too deep")
    return value


def _integer(digits: str) -> Any:
    return int(digits) if len(digits) < 18 else Wide(digits)


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def depth(value: Any) -> int:
    """How deep arrays and objects are nested; 0 for a bare value."""
    level, layer = 0, [value]
    while layer := [item for item in layer if isinstance(item, dict | list)]:
        level += 1
        layer = [inner for item in layer for inner in (item.values() if isinstance(item, dict) else item)]
    return level


def sound(value: Any) -> bool:
    """Whether PostgreSQL, SQLite and JavaScript all can hold it: no NUL, lone surrogate or number beyond ±2⁵³."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, Wide) or (isinstance(item, str) and not sound_text(item)):
            return False
        if isinstance(item, dict):
            todo.extend(item.keys())
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, int | float) and not abs(item) <= SAFE:
            return False
    return True


def sound_text(text: str) -> bool:
    return "\x00" not in text and encodable(text)


def encodable(text: str) -> bool:
    """Whether it has no lone surrogates, which UTF-8 cannot say."""
    return text.isascii() or not _SURROGATE.search(text)


_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes of a parsed value; lone surrogates as WTF-8, wide integers as their digits."""
    if _simple(value):
        return _PLAIN(value).encode("utf-8", "surrogatepass")
    return _spelled(value)


# Nearly every mutation: the library's encoder writes it as the RFC does, a dozen times as fast.
_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _simple(value: Any) -> bool:
    """No numbers but integers, keys of ASCII alone, and not deep."""
    layer = [value]
    for _ in range(MUTATION_DEPTH):
        below: list[Any] = []
        for item in layer:
            if isinstance(item, dict):
                if not "".join(item).isascii():
                    return False
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, float | Wide):
                return False
        if not below:
            return True
        layer = below
    return False


def _spelled(value: Any) -> bytes:
    parts: list[str] = []
    todo: list[Any] = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, _Text):
            parts.append(item.text)
        elif isinstance(item, dict):
            _open(todo, "{", "}", sorted(item.items(), key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass")))
        elif isinstance(item, list):
            _open(todo, "[", "]", item)
        elif isinstance(item, tuple):
            parts.append(_scalar(item[0]) + ":")
            todo.append(item[1])
        else:
            parts.append(_scalar(item))
    return "".join(parts).encode("utf-8", "surrogatepass")


class _Text:
    __slots__ = ("text",)

    def __init__(self, text: str):
        self.text = text


_COMMA = _Text(",")


def _open(todo: list[Any], first: str, last: str, items: list[Any]) -> None:
    todo.append(_Text(last))
    for index in range(len(items) - 1, -1, -1):
        todo.append(items[index])
        if index:
            todo.append(_COMMA)
    todo.append(_Text(first))


_ESCAPE = json.JSONEncoder(ensure_ascii=False).encode


def _scalar(item: Any) -> str:
    if isinstance(item, Wide):
        return item.digits
    if isinstance(item, float):
        return _number(item)
    return _ESCAPE(item)


def _number(x: float) -> str:
    """As ECMAScript writes it; infinities (only in what is refused) by name."""
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
