"""Trees of ``check`` and ``compute`` as XLSForm's expressions; expressions.py makes the same trees of them again."""

from collections.abc import Mapping

from server.registers.definition_text import Definition
from server.registers.xlsform import patterns
from server.registers.xlsform.condition_writing import CLOCKS, day, on_clock, quoted
from sync.registers.conditions import SELECTED
from sync.registers.expression_form import COMPARED
from sync.registers.values import is_day

BETWEEN = (*COMPARED, "and", "or", "+", "-", "*", "div", "mod")


def expression(tree: object, fields: Mapping[str, Definition], own: str | None = None) -> str:
    """A tree as an expression. ``fields``: name → field, or ``rows.column`` → column; ``own``: the field that is the
    dot."""
    return _Writer(fields, own).written(tree, outside=True)


def check(tree: object, fields: Mapping[str, Definition], own: str) -> str:
    """What is checked of the field ``own``, as an expression in which nothing reads like the bounds of a number."""
    parts = tree[1:] if isinstance(tree, list) and tree[0] == "and" else [tree]
    return " and ".join(_joined(part, fields, own, alone=len(parts) == 1) for part in parts)


def _joined(part: object, fields: Mapping[str, Definition], own: str, alone: bool) -> str:
    text = expression(part, fields, own)
    if _is_bound(part, own):
        return f"boolean({text})"
    return f"({text})" if isinstance(part, list) and part[0] == "or" and not alone else text


def _is_bound(tree: object, own: str) -> bool:
    """Whether a tree compares the field, or its length, with a number."""
    sides = tree[1:] if isinstance(tree, list) and tree[0] in COMPARED else []
    length = ["string-length", {"field": own}]
    return any(side in ({"field": own}, length) for side in sides) and any(_is_number(side) for side in sides)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class _Writer:
    def __init__(self, fields: Mapping[str, Definition], own: str | None):
        self.fields, self.own = fields, own

    def written(self, tree: object, outside: bool = False) -> str:
        if isinstance(tree, dict):
            return str(tree["column"]) if "column" in tree else self._field(tree["field"])
        if not isinstance(tree, list):
            return _constant(tree)
        what, *parts = tree
        if what in COMPARED or what == SELECTED:
            parts = self._constants(parts)
            kind = next((kind for part in parts if (kind := self._type(part)) in CLOCKS), "")
            if kind:
                left, right = on_clock(kind, parts, [self.written(part, outside=True) for part in parts])
                return f"{left} {what} {right}" if outside else f"({left} {what} {right})"
        if what == "regex":
            return f"regex({self.written(parts[0])}, {quoted(patterns.expression(str(parts[1])))})"
        if what == "days":
            what = "-"
        if what in BETWEEN:
            text = f" {what} ".join(self.written(part) for part in parts)
            return text if outside else f"({text})"
        if what == "coalesce" and len(parts) > 2:
            parts = [parts[0], ["coalesce", *parts[1:]]]
        inner = ", ".join(self.written(part, outside=len(parts) == 1) for part in parts)
        return f"{what}({inner})"

    def _type(self, part: object) -> str:
        """The type of field that holds what a part comes to; empty where that makes no difference to how it is
        compared."""
        if isinstance(part, dict):
            return str(self.fields.get(part.get("field", ""), {}).get("type", ""))
        if isinstance(part, str):
            return "text" if part and not is_day(part) else ""
        what, *parts = part if isinstance(part, list) else [None]
        if what == "concat":
            return "text"
        branches = {"if": parts[1:], "coalesce": parts}.get(what, []) if isinstance(what, str) else []
        return next((kind for one in branches if (kind := self._type(one))), "")

    def _field(self, path: str) -> str:
        if path == self.own:
            return "."
        return f"${{{self.fields.get(path, {}).get('exported_as', path.rpartition('.')[2])}}}"

    def _constants(self, parts: list[object]) -> list[object]:
        """Constants as what they are compared with has them: choices by the names that they came with."""
        types = [self._type(one) for one in parts]
        if "date" in types or not any(types):
            return parts
        named = [self.fields.get(one["field"], {}) for one in parts if isinstance(one, dict) and "field" in one]
        choices = [one for field in named for one in field.get("choices", ()) if "exported_as" in one]
        called = {one["value"]: one["exported_as"] for one in choices}
        truths = any(field.get("type") == "yesno" and "compute" not in field for field in named)
        return [_as_field_has_it(one, called, truths) for one in parts]


def _as_field_has_it(value: object, called: Mapping[str, str], truths: bool) -> object:
    if isinstance(value, bool) and truths:
        return _Text(str(value).lower())
    return _Text(called.get(value, value)) if isinstance(value, str) and value else value


class _Text(str):
    """A text that is written in quotes, though it looks like a day."""


def _constant(value: object) -> str:
    if isinstance(value, bool):
        return "true()" if value else "false()"
    if isinstance(value, str):
        return day(value) if is_day(value) and not isinstance(value, _Text) else quoted(value)
    return str(value)
