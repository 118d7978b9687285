"""XLSForm's expressions as text, in the part of XPath that forms are written in: reading one into nested tuples.

A node is ``("text", value)``, ``("number", value)``, ``("field", name)``, ``("self",)`` for the dot, ``("path", text)``
for a place in a form's XML, ``("call", name, arguments)``, or an operator's name with its operands: ``("and", left,
right)``.
"""

import re
from collections.abc import Iterator

Node = tuple[object, ...]

MOST, DEEPEST = 4_000, 40  # characters of an expression, and how deep its brackets may go
TOKEN = re.compile(
    r"""\s*(?:
    (?P<field>\$\{\s*[^}\s]+\s*\})
    |(?P<text>'[^']*'|"[^"]*"|‘[^’]*’|“[^”]*”)
    |(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
    |(?P<path>(?:\.\.|\.?/)[A-Za-z0-9_./*-]*|[A-Za-z_][A-Za-z0-9_-]*/[A-Za-z0-9_./*-]*)
    |(?P<name>[A-Za-z_][A-Za-z0-9_:-]*(?:\.[A-Za-z0-9_:-]+)*)
    |(?P<sign><=|>=|!=|[=<>()+*,.|-])
    )""",
    re.VERBOSE,
)
STRINGS = re.compile(r"""'[^']*'|"[^"]*\"""")
DELIMITED = re.compile(r"""'[^']*'|"[^"]*"|[‘’][^‘’]*[‘’]|[“”][^“”]*[“”]|[‘’“”]""")
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
"""The quotes that word processors put in place of those that were typed → these."""
PLACES = re.compile(r"\[|\)\s*/|\$\{\s*last-saved#")
"""What only a way through a form's XML has, its answers' or those of the last time."""
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
"""The operators that stand between two operands, the loosest first."""


class NotRead(ValueError):
    """The text is no expression of XLSForm, or one that is longer or deeper than forms have."""


def parse(text: str) -> Node:
    """The expression that a cell holds. Raises NotRead."""
    readings = [text, DELIMITED.sub(_straightened, text[: MOST + 1]), text.translate(QUOTES)]
    for straight in dict.fromkeys(readings):
        try:
            return _parse(straight, text)
        except NotRead as fault:
            wrong = fault
    raise wrong


def _straightened(delimited: re.Match[str]) -> str:
    """A text in bent quotes in straight ones, or a single such quote; texts in straight quotes are right as they
    are."""
    text = delimited[0]
    if text[0] in "'\"":
        return text
    quote = text[0].translate(QUOTES)
    if quote in text:
        quote = "'" if quote == '"' else '"'
    return f"{quote}{text[1:-1]}{quote}" if len(text) > 1 else quote


def _parse(text: str, original: str) -> Node:
    """``text``: the original, in which quotes may be others; what stands within them is as the original has it."""
    if len(text) > MOST:
        raise NotRead("too long")
    if PLACES.search(STRINGS.sub("", text)):
        return ("path", text)
    reader = _Reader(_tokens(text, original))
    node = reader.level(0, 0)
    if reader.left():
        raise NotRead("something follows")
    return node


def names_in(node: Node) -> Iterator[str]:
    """The names of the questions that an expression names, each as often as it does."""
    if node[:1] == ("field",):
        yield str(node[1])
    else:
        for part in node:
            if isinstance(part, tuple):
                yield from names_in(part)


def _tokens(text: str, original: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise NotRead(f"at {at}")
        kind = str(match.lastgroup)
        found.append((kind, original[slice(*match.span(kind))] if kind == "text" else match[kind]))
        at = match.end()
    return found


class _Reader:
    """Reads a list of tokens by the operators' order."""

    def __init__(self, tokens: list[tuple[str, str]]):
        self._tokens, self._at = tokens, 0

    def left(self) -> bool:
        return self._at < len(self._tokens)

    def level(self, number: int, depth: int) -> Node:
        """What stands at one level of ``LEVELS`` or a tighter one, from here on."""
        if depth > DEEPEST:
            raise NotRead("too deep")
        if number == len(LEVELS):
            return self._operand(depth)
        node = self.level(number + 1, depth)
        while self.left() and (sign := self._sign()) in LEVELS[number]:
            self._at += 1
            node = (sign, node, self.level(number + 1, depth))
        return node

    def _sign(self) -> str:
        kind, text = self._tokens[self._at]
        return text if kind in ("sign", "name") else ""

    def _operand(self, depth: int) -> Node:
        kind, text = self._next()
        if kind == "field":
            return ("field", text[2:-1].strip())
        if kind == "text":
            return ("text", text[1:-1])
        if kind == "number":
            return ("number", float(text) if "." in text else int(text))
        if kind == "path" or (kind == "name" and not self._sign_is("(")):
            return ("path", text)
        if kind == "name":
            return self._call(text, depth)
        if text == "(":
            node = self.level(0, depth + 1)
            self._want(")")
            return node
        if text == "-":
            return self._negative(depth)
        if text == ".":
            return ("self",)
        raise NotRead(text)

    def _negative(self, depth: int) -> Node:
        inner = self.level(len(LEVELS), depth + 1)
        if inner[0] == "number" and isinstance(inner[1], int | float):
            return ("number", -inner[1])
        return ("-", ("number", 0), inner)

    def _call(self, name: str, depth: int) -> Node:
        self._want("(")
        given: list[Node] = []
        if self._sign_is(")"):
            self._at += 1
            return ("call", name, ())
        while True:
            given.append(self.level(0, depth + 1))
            if not self._sign_is(","):
                break
            self._at += 1
        self._want(")")
        return ("call", name, tuple(given))

    def _sign_is(self, text: str) -> bool:
        return self.left() and self._tokens[self._at] == ("sign", text)

    def _next(self) -> tuple[str, str]:
        if not self.left():
            raise NotRead("it ends too soon")
        self._at += 1
        return self._tokens[self._at - 1]

    def _want(self, text: str) -> None:
        if self._next() != ("sign", text):
            raise NotRead(f"{text} is missing")
