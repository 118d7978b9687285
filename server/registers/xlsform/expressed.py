"""Fields of which a form says something by an expression: what it is, what is checked, how many rows there are."""

from typing import NamedTuple

from server.registers.definition_text import Definition
from server.registers.xlsform.expression_text import Node
from server.registers.xlsform.table import Row


class Calculated(NamedTuple):
    """A field that is computed, and the text of how. ``typed``: whether its type is known; ``rows``: the field of rows
    that it is a column of."""

    field: Definition
    text: str
    row: Row
    typed: bool
    rows: Definition | None = None


class Checked(NamedTuple):
    """A field, and what must be true of its answer beside its bounds: the parts that are all to hold."""

    field: Definition
    nodes: list[Node]
    text: str
    row: Row
    rows: Definition | None = None


def path_of(field: Definition, rows: Definition | None) -> str:
    """The name by which expressions ask a field, or a column of ``rows``."""
    return f"{rows['name']}.{field['name']}" if rows else str(field["name"])


class Counted(NamedTuple):
    """A field of rows, and the text of how many these are."""

    field: Definition
    text: str
    row: Row
