"""What questions of a form were when it was published, by a release that knew fewer types."""

from collections.abc import Iterator

from server.registers.xlsform.reading import ReadDefinition
from sync.registers import Registers

ONCE_TEXTS = ("time", "datetime", "barcode")
"""Types that were asked as texts before they were types of fields."""


def texts_before(read: ReadDefinition, registers: Registers) -> list[int]:
    """The rows of a workbook whose questions have such a type now, and are texts in the register that is published: no
    field changes its type, as records hold what was answered."""
    key = read.raw.get("key")
    before = registers.latest(key) if isinstance(key, str) else None
    fields = read.raw.get("fields")
    if before is None or not read.places or not isinstance(fields, list):
        return []
    was = {where: field.type for where, field in before.fields.items()}
    was |= {f"{name}.{one.name}": one.type for name, field in before.fields.items() for one in field.fields.values()}
    late = [(name, where) for name, where, kind in _typed(fields) if kind in ONCE_TEXTS and was.get(name) == "text"]
    return [row for _, where in late if (place := read.places.get(where)) and (row := place[1])]


def _typed(fields: list[dict[str, object]]) -> Iterator[tuple[str, str, object]]:
    """Each field and column: its name, of a column as ``rows.column``; its place; its type."""
    for field in fields:
        name = str(field["name"])
        yield name, f"fields.{name}", field["type"]
        columns = field.get("fields")
        for one in columns if isinstance(columns, list) else ():
            yield f"{name}.{one['name']}", f"fields.{name}.fields.{one['name']}", one["type"]
