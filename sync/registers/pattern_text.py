"""Patterns that a text is to fit as a whole: a part of regular expressions that is followed in linear time.

There are letters, ``[a-z]`` and ``[^a-z]``, groups with ``|``, and ``? * + {2} {2,} {2,5}`` behind any of them: what is
repeated has nothing in it that may be there more or less often. There is no looking around, no reference back and no
short name such as ``\\d``: what is left means the same to this matcher and to the RegExp of any browser.
"""

import re
from functools import lru_cache
from typing import NamedTuple

LONGEST, MOST_STATES, MOST_TIMES = 200, 1_000, 100
"""Characters of a pattern; letters in it, each as often as it may be repeated; the highest figure within braces."""
SPECIAL = set("\\^$.|?*+()[]{}")
IN_CLASS = set("\\]^-[")
TIMES = re.compile(r"\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\}")

Ranges = tuple[tuple[str, str], ...]


class Broken(ValueError):
    """The text is no pattern of this language."""


class Class(NamedTuple):
    """One letter: one within the ranges, or, ``negated``, outside of them."""

    ranges: Ranges
    negated: bool

    def has(self, letter: str) -> bool:
        """Whether the letter is one of these."""
        return any(low <= letter <= high for low, high in self.ranges) != self.negated


class Sequence(NamedTuple):
    """Parts, one after another."""

    parts: tuple["Node", ...]


class Either(NamedTuple):
    """One of several."""

    parts: tuple["Node", ...]


class Repeat(NamedTuple):
    """A part, from ``least`` to ``most`` times; without ``most`` as often as one likes."""

    part: "Node"
    least: int
    most: int | None


Node = Class | Sequence | Either | Repeat


def well_formed(value: object) -> bool:
    """Whether a value is a pattern of this language, and no larger than should be followed."""
    try:
        return isinstance(value, str) and size(parsed(value)) <= MOST_STATES
    except Broken:
        return False


def size(node: Node) -> int:
    """How many letters a pattern comes to, with those that are repeated."""
    if isinstance(node, Class):
        return 1
    if isinstance(node, Repeat):
        return size(node.part) * max(1, node.most if node.most is not None else node.least + 1)
    return sum(map(size, node.parts))


@lru_cache(maxsize=256)
def parsed(pattern: str) -> Node:
    """What a pattern says. Raises Broken."""
    if len(pattern) > LONGEST:
        raise Broken("too long")
    reader = _Reader(pattern)
    node = reader.either(0)
    if reader.at < len(pattern):
        raise Broken(pattern[reader.at])
    return node


class _Reader:
    def __init__(self, pattern: str):
        self.pattern, self.at = pattern, 0

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _takes(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def either(self, depth: int) -> Node:
        if depth > 10:
            raise Broken("too deep")
        parts = [self._sequence(depth)]
        while self._takes("|"):
            parts.append(self._sequence(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _sequence(self, depth: int) -> Node:
        parts = []
        while self._next() not in ("", "|", ")"):
            parts.append(self._times(self._one(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _one(self, depth: int) -> Node:
        if self._takes("("):
            self._takes("?:")
            node = self.either(depth + 1)
            if not self._takes(")"):
                raise Broken("( is not closed")
            return node
        if self._takes("["):
            return self._class()
        letter = self._letter(SPECIAL)
        return Class(((letter, letter),), False)

    def _letter(self, special: set[str]) -> str:
        letter = self._next()
        self.at += 1
        if letter == "\\":
            letter = self._next()
            self.at += 1
            if letter not in special:
                raise Broken(f"\\{letter}")
        elif not letter or letter in special or letter < " ":
            raise Broken(letter)
        return letter

    def _class(self) -> Class:
        negated, ranges = self._takes("^"), []
        while not self._takes("]"):
            low = self._letter(IN_CLASS)
            high = self._letter(IN_CLASS) if self._takes("-") else low
            if low > high:
                raise Broken(f"{low}-{high}")
            ranges.append((low, high))
        if not ranges:
            raise Broken("[]")
        return Class(tuple(ranges), negated)

    def _times(self, node: Node) -> Node:
        for sign, least, most in (("?", 0, 1), ("*", 0, None), ("+", 1, None)):
            if self._takes(sign):
                return self._repeated(node, least, most)
        if self._next() != "{":
            return node
        found = TIMES.match(self.pattern, self.at)
        if not found:
            raise Broken("{")
        self.at = found.end()
        least, most = int(found[1]), int(found[3]) if found[3] else None if found[2] else int(found[1])
        if (most is not None and most < least) or max(least, most or 0) > MOST_TIMES:
            raise Broken(found[0])
        return self._repeated(node, least, most)

    def _repeated(self, node: Node, least: int, most: int | None) -> Node:
        if (most != 1 and _varies(node)) or self._next() in ("?", "*", "+", "{"):
            raise Broken("repeated twice")
        return Repeat(node, least, most)


def _varies(node: Node) -> bool:
    """Whether a part is repeated in it that may be there more or less often: a browser might try for long."""
    if isinstance(node, Repeat):
        return node.least != node.most or _varies(node.part)
    return not isinstance(node, Class) and any(map(_varies, node.parts))
