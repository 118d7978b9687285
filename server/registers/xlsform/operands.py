"""What XLSForm's expressions name: fields, columns and constants, as trees have them."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from server.registers.definition_text import Definition
from server.registers.xlsform.cells import number as number_in
from server.registers.xlsform.conditions import FALSE, TRUE, Inexpressible, moment_of
from server.registers.xlsform.expression_text import Node
from sync.registers.conditions import EQUAL, ORDERED
from sync.registers.field import MOMENTS, NUMBERS, TEXTS


class Scope(NamedTuple):
    """What an expression may ask. ``fields``: name → field; ``columns``: ``rows.column`` → column; ``called``: a
    question's name in the workbook → one of these; ``own``: the field that the dot stands for; ``days``: questions
    that hold the day on which the form is filled in; ``of_choices``: heading of a column of the list that is filtered
    → its name."""

    fields: Mapping[str, Definition]
    columns: Mapping[str, Definition]
    called: Mapping[str, str]
    own: str | None = None
    days: Collection[str] = ()
    of_choices: Mapping[str, str] = {}


class Typed(NamedTuple):
    """A tree, and what it comes to; None for the empty text, which goes with anything."""

    tree: object
    kind: str | None


def node_of(part: object) -> Node:
    """A part of an expression, which is one itself."""
    assert isinstance(part, tuple)
    return part


def name_of(node: Node, scope: Scope) -> str:
    """The name here of the field that a node is. Raises Inexpressible for any other."""
    name = scope.own if node[0] == "self" else scope.called.get(str(node[1])) if node[0] == "field" else None
    if name is None or name not in scope.fields:
        raise Inexpressible(str(node[-1]))
    return name


def choices_of(node: Node, scope: Scope) -> str | None:
    """The field of several choices that a node is; None if it is none."""
    if node[0] not in ("field", "self"):
        return None
    name = name_of(node, scope)
    return name if scope.fields[name]["type"] == "choices" else None


def with_constant(sign: str, name: str, constant: object, scope: Scope) -> object:
    """A field compared with a constant, which is read as the field's type has it."""
    field = scope.fields[name]
    kind, operand, text = field["type"], {"field": name}, str(constant)
    if kind == "choices":
        return _of_list(sign, name, field, text)
    if text == "":
        return [sign, operand, ""]
    if kind == "yesno" and sign in EQUAL and text.lower() in (*TRUE, *FALSE):
        return [sign, operand, text.lower() in TRUE]
    if kind in NUMBERS or (sign in ORDERED and kind in ("choice", *TEXTS)):
        plain = constant if isinstance(constant, int | float) else number_in(text)
        if plain is not None:
            return [sign, operand if kind in NUMBERS else ["number", operand], plain]
    if kind == "choice" and sign in EQUAL:
        return [sign, operand, choice_of(field, text)]
    if kind in MOMENTS:
        return [sign, operand, moment_of(kind, text)]
    if kind in TEXTS and sign in EQUAL:
        return [sign, operand, text]
    raise Inexpressible(text)


def _of_list(sign: str, name: str, field: Definition, text: str) -> object:
    operand = {"field": name}
    if sign not in EQUAL:
        raise Inexpressible(sign)
    if not text:
        return [sign, ["count-selected", operand], 0]
    alone = ["and", ["selected", operand, choice_of(field, text)], ["=", ["count-selected", operand], 1]]
    return alone if sign == "=" else ["not", alone]


def choice_of(field: Definition, text: str) -> str:
    """The value here of the choice that the workbook calls so."""
    for one in field.get("choices", ()):
        if one.get("exported_as", one["value"]) == text:
            return str(one["value"])
    raise Inexpressible(text)
