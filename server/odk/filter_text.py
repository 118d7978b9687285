"""Reads the text of an OData ``$filter`` into a tree; the part of the language that ODK Central knows."""

import re
from dataclasses import dataclass
from typing import NoReturn

from server.odk.problems import unparseable

LONGEST, DEEPEST = 4_000, 40
COMPARED = ("eq", "ne", "lt", "le", "gt", "ge")
FUNCTIONS = ("year", "month", "day", "hour", "minute", "second", "now")
_TOKEN = re.compile(
    r"""\s*(?:(?P<open>\()|(?P<close>\))
    |(?P<text>'(?:[^']|'')*')
    |(?P<moment>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\w.])
    |(?P<number>-?\d+(?:\.\d+)?)(?![\w.])
    |(?P<word>\$?[A-Za-z_][\w/$]*))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value in the filter: text, a number, true or false, None for ``null``; ``moment``: written as a day or moment
    without quotes."""

    value: str | int | float | bool | None
    moment: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A field that the filter names, such as ``__system/submissionDate``."""

    path: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of one operand, or ``now``, of none."""

    function: str
    of: "Node | None"


@dataclass(frozen=True, slots=True)
class Op:
    """``and``, ``or``, ``not`` of one part, or a comparison."""

    what: str
    parts: "tuple[Node, ...]"


Node = Literal | Name | Call | Op


def parse_filter(text: str) -> Node:
    """The tree of a filter. Raises CentralProblem 400.18 for what is none, or too long or deep."""
    if len(text) > LONGEST:
        raise unparseable("it is too long")
    reader = _Reader(text)
    tree = reader.either(0)
    if reader.kind:
        reader.fail()
    return tree


class _Reader:
    """Goes through the words of a filter from left to right."""

    def __init__(self, text: str):
        self._text, self._at = text, 0
        self.kind: str | None = None
        self.word = ""
        self.next()

    def next(self) -> None:
        """Take the next word."""
        if not self._text[self._at :].strip():
            self.kind, self.word = None, ""
            return
        found = _TOKEN.match(self._text, self._at)
        if found is None or found.lastgroup is None:
            raise unparseable(f"at {self._at}")
        self.kind, self.word, self._at = found.lastgroup, found[found.lastgroup], found.end()

    def fail(self) -> NoReturn:
        """Raise CentralProblem 400.18 at the present word."""
        raise unparseable(f"at {self._at - len(self.word)}")

    def says(self, *among: str) -> bool:
        """Whether the present word is one of these."""
        return self.kind == "word" and self.word in among

    def either(self, depth: int) -> Node:
        """Parts with ``or`` between them."""
        if depth > DEEPEST:
            raise unparseable("it is too deep")
        parts = [self._both(depth)]
        while self.says("or"):
            self.next()
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Op("or", tuple(parts))

    def _both(self, depth: int) -> Node:
        parts = [self._not(depth)]
        while self.says("and"):
            self.next()
            parts.append(self._not(depth))
        return parts[0] if len(parts) == 1 else Op("and", tuple(parts))

    def _not(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise unparseable("it is too deep")
        if self.says("not"):
            self.next()
            return Op("not", (self._not(depth + 1),))
        left = self._operand(depth)
        if not self.says(*COMPARED):
            return left
        what = self.word
        self.next()
        return Op(what, (left, self._operand(depth)))

    def _operand(self, depth: int) -> Node:
        kind, word = self.kind, self.word
        if kind is None or kind == "close":
            self.fail()
        self.next()
        if kind == "open":
            inner = self.either(depth + 1)
            self._close()
            return inner
        if kind == "text":
            return Literal(word[1:-1].replace("''", "'"))
        if kind == "moment":
            return Literal(word, moment=True)
        if kind == "number":
            return Literal(float(word) if "." in word else int(word))
        if word in ("null", "true", "false"):
            return Literal({"null": None, "true": True, "false": False}[word])
        if self.kind == "open" and word in FUNCTIONS:
            self.next()
            of = None if word == "now" else self._operand(depth + 1)
            self._close()
            return Call(word, of)
        if word in (*COMPARED, "and", "or", "not"):
            raise unparseable(f"at {word}")
        return Name(word)

    def _close(self) -> None:
        if self.kind != "close":
            self.fail()
        self.next()
