"""Choices that other answers decide on: districts of the province that was chosen.

A field's ``choice_filter`` is an expression (expressions.py) that must be true of a choice for it to be offered.
``{"column": name}`` in it stands for what the choice has in ``columns``, the empty text if it has none. Drafts may hold
any choice; a submit and, after a merge, a flag hold an answer to what is offered. client/src/core/expressions.ts says
the same on the phone.
"""

from collections.abc import Iterator, Mapping

from sync.registers import fits
from sync.registers.condition_consistency import CHOSEN
from sync.registers.conditions import SELECTED, Lookup
from sync.registers.expression_consistency import TRUTH, Unfit, kind
from sync.registers.expression_form import Tree, mentioned, path
from sync.registers.expression_form import well_formed as is_expression
from sync.registers.expressions import true
from sync.registers.field import Choice, Field
from sync.registers.measure_consistency import Declared, mention
from sync.registers.register import Register
from sync.registers.values import missing

COLUMN = "column"
TEXT: Tree = ["concat", "("]
"""A text that is neither a constant to be compared with, nor a pattern."""


def well_formed(value: object) -> bool:
    """Whether a value is an expression in which columns of choices may stand."""
    return is_expression(_with(value, "("))


def columns_of(tree: Tree) -> list[str]:
    """The columns of choices that a filter asks, each once."""
    if (name := column(tree)) is not None:
        return [name]
    found = [name for part in tree for name in columns_of(part)] if isinstance(tree, list) else []
    return list(dict.fromkeys(found))


def column(operand: object) -> str | None:
    """The column that ``{"column": "province"}`` names; None for any other tree."""
    if isinstance(operand, dict) and operand.keys() == {COLUMN} and fits.name(operand[COLUMN]):
        return str(operand[COLUMN])
    return None


def offered(field: Field, answer: Lookup) -> list[Choice]:
    """The choices that other answers leave, retired ones too."""
    return [choice for choice in field.choices if _offers(field, choice, answer)]


def is_offered(field: Field, value: object, answer: Lookup) -> bool:
    """Whether all that was chosen is offered; so it is of no answer."""
    chosen = value if isinstance(value, list) else [value]
    if field.choice_filter is None or missing(value):
        return True
    found = [choice for choice in field.choices if choice.value in chosen]
    return all(_offers(field, choice, answer) for choice in found)


def none_is_offered(field: Field, answer: Lookup) -> bool:
    """Whether other answers leave nothing to choose: then nobody can be asked to."""
    if field.choice_filter is None:
        return False
    return not any(_offers(field, choice, answer) for choice in field.choices if not choice.retired)


def _offers(field: Field, choice: Choice, answer: Lookup) -> bool:
    return true(_of_choice(field.choice_filter, choice.columns), answer)


def _of_choice(tree: Tree, columns: Mapping[str, str]) -> Tree:
    if isinstance(tree, list):
        return [_of_choice(part, columns) for part in tree]
    name = column(tree)
    return tree if name is None else columns.get(name, "")


def _with(tree: Tree, instead: Tree) -> Tree:
    """A filter with the same in place of each column."""
    if isinstance(tree, list):
        return [_with(part, instead) for part in tree]
    return tree if column(tree) is None else instead


def faults(register: Register, name: str, where: str, declared: Declared) -> Iterator[str]:
    """Every fault in the ``choice_filter`` of a field, as English sentences that begin with ``where``.

    ``name``: of the field, or of a column as ``rows.column``; both are among ``register.fields``.
    """
    field = register.fields[name]
    if field.choice_filter is None:
        return
    at = f"{where}.choice_filter"
    if not field.choices or field.computed or field.copy_from:
        yield f"{at}: there are no choices of its own to be offered"
    known = {name for choice in field.choices for name in choice.columns}
    for one in columns_of(field.choice_filter):
        if one not in known:
            yield f"{at}: no choice has a column '{one}'"
    selected = _fields_selected(field.choice_filter)
    wrong = [fault for one in selected for fault in mention(register, one, CHOSEN, at, declared)]
    yield from wrong
    try:
        found = None if wrong else kind(register, _checkable(field.choice_filter), declared)
    except Unfit as fault:
        yield f"{at}: {fault}"
        return
    if found not in (TRUTH, None):
        yield f"{at}: comes to {found}, not {TRUTH}"
    if way := _way_back(register, name, [name]):
        yield f"{at}: goes round in a circle: {' → '.join(way)}"


def _fields_selected(tree: Tree) -> list[str]:
    """The fields of which a filter asks whether they have what stands in a column."""
    if not isinstance(tree, list):
        return []
    own = [path(tree[1]) or ""] if tree[0] == SELECTED and column(tree[2]) else []
    return [*own, *(name for part in tree for name in _fields_selected(part))]


def _checkable(tree: Tree) -> Tree:
    """The filter as an expression whose kinds can be told: each column is a text."""
    if not isinstance(tree, list):
        return tree if column(tree) is None else TEXT
    if tree[0] == SELECTED and column(tree[2]):
        return ["=", TEXT, ""]
    return [_checkable(part) for part in tree]


def _way_back(register: Register, start: str, way: list[str]) -> list[str]:
    field = register.fields.get(way[-1])
    for name in mentioned(_with(field.choice_filter, "")) if field and field.choice_filter is not None else ():
        if name == start:
            return [*way, name]
        if name not in way and (found := _way_back(register, start, [*way, name])):
            return found
    return []
