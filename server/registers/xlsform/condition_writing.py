"""A register's conditions as XLSForm's ``relevant``."""

from collections.abc import Mapping

from server.registers.definition_text import Definition
from sync.registers.conditions import SELECTED, Tree
from sync.registers.values import is_day

CLOCKS = {"time": "decimal-time", "datetime": "decimal-date-time"}
"""Type of a field → the function of ODK that makes a number of a time, by which it is compared: times themselves are
all alike there, and moments alike on one day."""


def tree(condition: Definition, kinds: Mapping[str, str]) -> Tree | None:
    """A field's ``show_when`` or ``when`` as a tree; None if it has neither. ``kinds``: name → type of fields."""
    if "when" in condition:
        return condition["when"]
    if not (plain := condition.get("show_when")):
        return None
    chosen = kinds.get(plain["field"]) == "choices"
    return [SELECTED if chosen else "=", {"field": plain["field"]}, plain["equals"]]


def expression(tree: Tree, kinds: Mapping[str, str]) -> str:
    """A tree as an expression. ``kinds``: name → type of fields."""
    return _written(tree, kinds, outside=True)


def _written(tree: Tree, kinds: Mapping[str, str], outside: bool = False) -> str:
    what, *parts = tree
    if what in ("and", "or"):
        text = f" {what} ".join(_written(part, kinds) for part in parts if isinstance(part, list))
        return text if outside else f"({text})"
    if what == "not":
        return f"not({_written(parts[0], kinds, outside=True)})" if isinstance(parts[0], list) else ""
    kind = next((kinds.get(part["field"], "") for part in parts if isinstance(part, dict)), "")
    left, right = on_clock(kind, parts, [_side(part, kind) for part in parts])
    return f"selected({left}, {right})" if what == SELECTED else f"{left} {what} {right}"


def on_clock(kind: str, parts: list[object], written: list[str]) -> list[str]:
    """What is compared, as it is ``written``: two times, or moments, as the numbers by which ODK tells which is
    earlier. ``kind``: the type of a field among ``parts``."""
    if kind not in CLOCKS or "" in parts:
        return written
    day = "2000-01-01T" if kind == "time" else ""  # in 1970 the clocks of Sài Gòn were an hour ahead
    texts = [
        quoted(f"{day}{part}:00") if isinstance(part, str) else text for part, text in zip(parts, written, strict=True)
    ]
    return [f"{CLOCKS[kind]}({text})" for text in texts]


def _side(operand: object, kind: str) -> str:
    if isinstance(operand, dict):
        return f"${{{operand['field']}}}"
    if isinstance(operand, list):
        return f"count-selected({_side(operand[1], kind)})"
    if isinstance(operand, bool) or (isinstance(operand, int | float) and kind == "yesno"):
        return quoted(str(operand).lower())
    if kind == "date" and isinstance(operand, str) and is_day(operand):
        return day(operand)
    return quoted(operand) if isinstance(operand, str) else str(operand)


def day(text: str) -> str:
    """A day as a constant: to ODK's app no day is before or after a text."""
    return f"date({quoted(text)})"


def quoted(text: str) -> str:
    """The text as a literal of an expression, in whichever quotes it does not hold; both cannot be said there."""
    return f'"{text}"' if "'" in text else f"'{text}'"
