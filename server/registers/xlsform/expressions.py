"""``relevant`` and ``constraint`` as far as registers know them, both ways. There is no expression language here."""

import re
from typing import Any

from server.registers.xlsform.cells import number
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


def condition(said: str) -> tuple[str, str] | None:
    """(field, value as it is written) of ``${field} = 'value'`` or ``selected(${field}, 'value')``; None: another."""
    plain = _bare(said)
    for pattern in RELEVANT:
        if found := pattern.fullmatch(plain):
            return found[1], _literal(found[2])
    found = TURNED.fullmatch(plain)
    return (found[2], _literal(found[1])) if found else None


def typed(said: str, kind: str | None) -> str | int | bool:
    """The value of a condition on a field of that type."""
    if kind == "yesno" and said in ("true", "yes", "1", "false", "no", "0"):
        return said in ("true", "yes", "1")
    return int(said) if kind == "integer" and re.fullmatch(r"[+-]?[0-9]{1,16}", said) else said


def relevant(shown: dict[str, Any], kind: str) -> str:
    """The condition as XLSForm says it; ``kind``: the type of the field that it asks."""
    value = shown["equals"]
    said = str(value).lower() if isinstance(value, bool) else str(value)
    if kind == "choices":
        return f"selected(${{{shown['field']}}}, '{said}')"
    return f"${{{shown['field']}}} = {said if kind == 'integer' else repr_of(said)}"


def repr_of(said: str) -> str:
    return f"'{said}'"


def bounds(said: str, kind: str) -> dict[str, list[Any]] | None:
    """``{"range": […]}`` or ``{"length": […]}`` of a constraint on a field of that type; None: something else."""
    name = "range" if kind in NUMBERS else "length" if kind in LENGTHS else None
    if name is None:
        return None
    low, high = LENGTHS[kind] if name == "length" else NUMBER_RANGE
    least: float = low
    most: float = high
    for part in AND.split(_bare(said)):
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


def constraint(field: dict[str, Any]) -> str:
    """A field's range or length as XLSForm says it; empty if it has none of its own."""
    kind = field["type"]
    name, what = ("range", ".") if kind in NUMBERS else ("length", "string-length(.)")
    if name not in field:
        return ""
    least, most = field[name]
    low, high = NUMBER_RANGE if name == "range" else LENGTHS[kind]
    parts = [f"{what} >= {least}"] if least > low else []
    return " and ".join([*parts, *([f"{what} <= {most}"] if most < high else [])])


def _literal(said: str) -> str:
    return said[1:-1] if said[0] in "'\"" else said.removesuffix("()")


def _bare(said: str) -> str:
    """Without the brackets that stand around all of it."""
    said = said.strip()
    while said.startswith("(") and said.endswith(")") and _closes_last(said):
        said = said[1:-1].strip()
    return said


def _closes_last(said: str) -> bool:
    depth = 0
    for at, letter in enumerate(said):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at == len(said) - 1
    return False
