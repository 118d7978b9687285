"""The columns of a workbook of records: what matters comes first and is printed, what nobody answered is left out."""

from collections.abc import Collection
from dataclasses import dataclass

from sync.registers import Field, Register
from sync.registers.field import NOTE

FIRST = ("number", "unit", "code")
LAST = ("within", "author", "submitted")
WIDTHS = {"number": 5, "unit": 38, "code": 22, "period": 18, "within": 18, "status": 14, "author": 22}
WIDTHS |= {"submitted": 17}
FIELD_WIDTHS = {"text": 32, "longtext": 64, "integer": 10, "decimal": 10, "date": 12, "yesno": 8, "photos": 8}
FIELD_WIDTHS |= {"ref": 24, "choices": 36, "time": 10, "datetime": 18}
USUAL = 20  # characters, the width of any other field's column
PRINTED = 220  # characters across a landscape A4 page; with more nobody could read it


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """The columns of a sheet: those before the answers and after them (keys of ``PHRASES``), and the fields between.

    ``unanswered``: the fields that are left out.
    """

    first: tuple[str, ...]
    fields: tuple[Field, ...]
    last: tuple[str, ...]
    unanswered: tuple[Field, ...]

    @property
    def widths(self) -> list[float]:
        """In characters."""
        first, last = [WIDTHS[name] for name in self.first], [WIDTHS[name] for name in self.last]
        return [*first, *map(width, self.fields), *last]

    @property
    def printed(self) -> int:
        """How many columns, from the first, one page takes."""
        room, count = float(PRINTED), 0
        for each in self.widths:
            room -= each
            if room < 0:
                break
            count += 1
        return count


def record_columns(register: Register, statuses: Collection[str], answered: Collection[str] | None) -> RecordColumns:
    """The columns for the records of a register in these ``statuses``; with one status it has no column.

    ``answered``: the names of the fields that some record answers; None for all. Before others come the day, what a
    record is called by, what must be answered or is computed, and what is added up for everybody.
    """
    flat = [field for field in register.fields.values() if not field.retired and field.type not in ("rows", NOTE)]
    shown = [field for field in flat if answered is None or field.name in answered]
    named, added = set(register.list.values()), set(added_fields(register))

    def place(field: Field) -> int:
        marks = (
            field.name == register.period_from,
            field.name in named,
            field.required or field.computed is not None,
            field.name in added and field.condition is None,
            field.type == "longtext",
        )
        return marks.index(True) if any(marks) else len(marks)

    by_day = register.period_from is not None
    return RecordColumns(
        first=FIRST if by_day else (*FIRST, "period"),
        fields=tuple(sorted(shown, key=place)),
        last=(*(("period",) if by_day else ()), *(() if len(statuses) == 1 else ("status",)), *LAST),
        unanswered=tuple(field for field in flat if field not in shown),
    )


def added_fields(register: Register) -> list[str]:
    """The names of the fields with a total: those that a measure of the register adds up over periods and all units."""
    sums = [
        one
        for one in register.measures
        if one.kind == "sum" and one.flow == "flow" and one.where is None and not one.applies_to
    ]
    return [name for measure in sums for name in measure.fields if name in register.fields]


def width(field: Field) -> float:
    """The width of a field's column in characters."""
    return FIELD_WIDTHS.get(field.type, USUAL)
