"""What answers come to, in a record and in each row: nothing of what is hidden, of what is computed the value."""

from collections.abc import Collection, Mapping
from typing import Any

from sync.registers.conditions import Lookup
from sync.registers.expressions import result, true
from sync.registers.field import Field

Row = dict[str, Any]
"""A row as it is stored: its ``id``, and its answers by column."""


def lookup(fields: Mapping[str, Field], data: Mapping[str, object], shown: Collection[str]) -> Lookup:
    """A function from a field's name to its answer among ``data``, of a field with ``compute`` to its value, and of
    rows to these as they count.

    It gives None for what is not in ``shown``, to which names may still be added: a value is worked out once, when it
    is first wanted.
    """
    found: dict[str, object] = {}

    def answer(name: str) -> object:
        field = fields.get(name)
        if field is None or name not in shown:
            return None
        if field.compute is None and not field.live:
            return data.get(name)
        if name not in found:
            found[name] = _rows(field, data.get(name), answer) if field.live else result(field, answer)
        return found[name]

    return answer


def in_row(field: Field, row: Row, answer: Lookup) -> Lookup:
    """The same within one row of the field ``field``: a column of it is ``rows.column``, all else is asked of
    ``answer``."""
    found: dict[str, object] = {}

    def of(name: str) -> object:
        head, _, column = name.partition(".")
        if head != field.name or column not in field.fields:
            return answer(name)
        if name not in found:
            found[name] = _cell(field.fields[column], row, of)
        return found[name]

    return of


def is_shown(column: Field, of: Lookup) -> bool:
    """Whether a row shows a column; ``of``: as ``in_row`` gives it."""
    return column.when is None or true(column.when, of)


def rows_seen(field: Field, answer: Lookup) -> list[Row] | None:
    """The rows of a field as they count: without what each hides, with what is computed in it. None for no rows."""
    rows = answer(field.name)
    return [row.whole() for row in rows] if isinstance(rows, list) else None


class _LiveRow(Row):
    """A row whose cells are worked out as they are asked for: some ask for a sum over all rows."""

    def __init__(self, field: Field, row: Row, answer: Lookup):
        super().__init__(row)
        self._field, self._of = field, in_row(field, row, answer)

    def get(self, name: str, default: Any = None) -> Any:
        return self._of(f"{self._field.name}.{name}")

    def whole(self) -> Row:
        """The row as it counts."""
        cells = {name: self.get(name) for name in self._field.fields}
        kept = {"id": self["id"]} if "id" in self else {}
        return kept | {name: value for name, value in cells.items() if value is not None}


def _rows(field: Field, rows: object, answer: Lookup) -> list[_LiveRow] | None:
    if not isinstance(rows, list):
        return None
    return [_LiveRow(field, row, answer) for row in rows if isinstance(row, dict)]


def _cell(column: Field, row: Row, of: Lookup) -> object:
    if not is_shown(column, of):
        return None
    return row.get(column.name) if column.compute is None else result(column, of)
