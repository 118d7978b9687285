"""Checking a field of rows: each row is a flat record with an id, checked column by column."""

from sync.registers.fault import Wrong
from sync.registers.field import Field
from sync.registers.values import LONGEST_ID, Options, clean_value, entries


def clean_rows(field: Field, value: object, options: Options | None) -> list[dict[str, object]]:
    """The rows as they are stored, without columns that have no answer.

    Raises Wrong if the value is not a list of valid rows with distinct ids; if one row is at fault, with its number
    from 0.
    """
    clean: list[dict[str, object]] = []
    taken: set[str] = set()
    for index, row in enumerate(entries(field, value)):
        if not isinstance(row, dict):
            raise Wrong("type", type=field.type, row=index)
        clean.append({"id": _row_id(row, index, taken), **_row(field, row, index, options)})
    return clean


def _row_id(row: dict[str, object], index: int, taken: set[str]) -> str:
    id_ = row.get("id")
    if not isinstance(id_, str) or not id_ or id_ in taken:
        raise Wrong("type", type="text", row=index, field="id")
    if len(id_) > LONGEST_ID:
        raise Wrong("length", length=[1, LONGEST_ID], row=index, field="id")
    taken.add(id_)
    return id_


def _row(field: Field, row: dict[str, object], index: int, options: Options | None) -> dict[str, object]:
    clean = {}
    for name, value in row.items():
        if name == "id" or value is None:
            continue
        column = field.fields.get(name)
        try:
            if column is None:
                raise Wrong("unknown")
            if column.computed:
                raise Wrong("computed")
            clean[name] = clean_value(column, value, options)
        except Wrong as wrong:
            raise wrong.at(index, name, column) from None
    return clean
