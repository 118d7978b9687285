"""XLSForm's ``relevant`` and ``constraint``, in both directions, as far as registers have such conditions.

Only fixed patterns are read: there is no expression language.
"""

import re

from server.registers.definition_text import Definition
from server.registers.xlsform.cells import number
from sync.protocol.register_entry import ShowWhenEntry
from sync.registers.field import LENGTHS, NUMBER_RANGE, NUMBERS

NAMED = r"\$\{\s*([^}\s]+)\s*\}"
LITERAL = r"""('[^']*'|"[^"]*"|[+-]?[0-9]+|true\(\)|false\(\))"""
RELEVANT = (
    re.compile(rf"{NAMED}\s*=\s*{LITERAL}"),
    re.compile(rf"selected\(\s*{NAMED}\s*,\s*{LITERAL}\s*\)"),
)
TURNED = re.compile(rf"{LITERAL}\s*=\s*{NAMED}")
BOUND = re.compile(r"(\.|string-length\(\s*\.\s*\))\s*(<=|>=|<|>|=)\s*([+-]?[0-9]+(?:\.[0-9]+)?)")
AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def condition(text: str) -> tuple[str, str] | None:
    """The field and value of ``${field} = 'value'`` or ``selected(${field}, 'value')``.

    None for any other expression.
    """
    plain = _bare(text)
    for pattern in RELEVANT:
        if found := pattern.fullmatch(plain):
            return found[1], _literal(found[2])
    found = TURNED.fullmatch(plain)
    return (found[2], _literal(found[1])) if found else None


def typed(text: str, kind: str | None) -> str | int | bool:
    """A condition's value for a field of type ``kind``: a boolean for yesno, a number for integer, else a text."""
    if kind == "yesno" and text in ("true", "yes", "1", "false", "no", "0"):
        return text in ("true", "yes", "1")
    return int(text) if kind == "integer" and re.fullmatch(r"[+-]?[0-9]{1,16}", text) else text


def relevant(shown: ShowWhenEntry, kind: str) -> str:
    """A register's condition as an XLSForm expression; ``kind``: the type of the field that it compares."""
    value = shown["equals"]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if kind == "choices":
        return f"selected(${{{shown['field']}}}, '{text}')"
    return f"${{{shown['field']}}} = {text if kind == 'integer' else repr_of(text)}"


def repr_of(text: str) -> str:
    """The text in single quotes, as a literal in an XLSForm expression. A quote in the text itself is not escaped."""
    return f"'{text}'"


def bounds(text: str, kind: str) -> dict[str, list[float]] | None:
    """``{"range": [least, most]}`` or ``{"length": …}`` that a constraint sets for a field of type ``kind``.

    None if the constraint says anything else.
    """
    name = "range" if kind in NUMBERS else "length" if kind in LENGTHS else None
    if name is None:
        return None
    low, high = LENGTHS[kind] if name == "length" else NUMBER_RANGE
    least: float = low
    most: float = high
    for part in AND.split(_bare(text)):
        found = BOUND.fullmatch(_bare(part))
        limit = number(found[3]) if found else None
        if not found or limit is None or (found[1] != ".") != (name == "length"):
            return None
        if found[2] in ("<", ">"):
            if kind == "decimal" or not isinstance(limit, int):
                return None
            limit += 1 if found[2] == ">" else -1
        if found[2] in (">", ">=", "="):
            least = max(least, limit)
        if found[2] in ("<", "<=", "="):
            most = min(most, limit)
    return {name: [least, most]}


def constraint(field: Definition) -> str:
    """A field's range or length as an XLSForm expression; empty if it is the default of its type."""
    kind = field["type"]
    name, what = ("range", ".") if kind in NUMBERS else ("length", "string-length(.)")
    if name not in field:
        return ""
    least, most = field[name]
    low, high = NUMBER_RANGE if name == "range" else LENGTHS[kind]
    parts = [f"{what} >= {least}"] if least > low else []
    return " and ".join([*parts, *([f"{what} <= {most}"] if most < high else [])])


def _literal(text: str) -> str:
    return text[1:-1] if text[0] in "'\"" else text.removesuffix("()")


def _bare(text: str) -> str:
    """The expression without brackets that enclose all of it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at == len(text) - 1
    return False
