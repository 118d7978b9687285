"""Reading the fields of a definition file: each is made as far as possible, and all faults are collected."""

from typing import TypeVar

from sync.protocol.register_entry import Bilingual
from sync.registers.field import (
    COMPUTE,
    LENGTHS,
    NUMBER_RANGE,
    NUMBERS,
    PLACES,
    Choice,
    Computed,
    CopyFrom,
    Field,
    ShowWhen,
)
from sync.registers.language import CHOICE, FIELD
from sync.registers.tables import Faults, Table, tables_in, well_formed

N = TypeVar("N", int, float)


def fields(value: object, where: str, faults: Faults, columns: bool = False) -> tuple[dict[str, Field], frozenset[str]]:
    """The fields of an array of tables, by name, and all names in it, those of broken fields too.

    ``where``: the array's place in the file; ``columns``: it is of the columns of a field of rows. ``faults`` is added
    to; a field without a name or type is left out.
    """
    named = tables_in(value, where, "name", faults)
    made = [field for at, table in named if (field := _field(table, at, faults, columns))]
    names = frozenset(table["name"] for _, table in named if isinstance(table.get("name"), str))
    return {field.name: field for field in made}, names


def _field(table: Table, where: str, faults: Faults, column: bool) -> Field | None:
    good = well_formed(table, FIELD, where, faults)
    if "name" not in good or "type" not in good:
        return None
    kind = good["type"]
    return Field(
        name=good["name"],
        type=kind,
        label=good.get("label", {}),
        help=good.get("help"),
        required=good.get("required", False),
        range=_pair(good.get("range")) or (NUMBER_RANGE if kind in NUMBERS else None),
        length=_pair(good.get("length")) or LENGTHS.get(kind),
        choices_from=good.get("choices_from"),
        choice_filter=good.get("choice_filter"),
        show_when=ShowWhen(**good["show_when"]) if "show_when" in good else None,
        when=good.get("when"),
        copy_from=CopyFrom(**good["copy_from"]) if "copy_from" in good else None,
        to=good.get("to"),
        across=good.get("across", False),
        unit=_both(good.get("unit")),
        plausible=_pair(good.get("plausible")),
        places=good.get("places", PLACES if kind == "decimal" else None),
        fields=_columns(table, where, faults, column),
        choices=tuple(_choices(table.get("choices"), where, faults)),
        section=good.get("section"),
        points=good.get("points"),
        evidence=tuple(good.get("evidence", ())),
        computed=Computed(COMPUTE) if "compute" in good else _computed(good.get("computed")),
        applies_to=tuple(good.get("applies_to", ())),
        within=good.get("within"),
        check=good.get("check"),
        compute=good.get("compute"),
        repeat_count=good.get("repeat_count"),
        default=good.get("default"),
        live_label=good.get("live_label"),
        constraint_message=good.get("constraint_message"),
        required_message=good.get("required_message"),
        exported_as=good.get("exported_as"),
        retired=good.get("retired", False),
    )


def _columns(table: Table, where: str, faults: Faults, column: bool) -> dict[str, Field]:
    """The columns of a field of rows; a column cannot have columns itself."""
    at = f"{where}.fields"
    if not column:
        return fields(table.get("fields"), at, faults, columns=True)[0]
    if tables_in(table.get("fields"), at, "name", faults):
        faults.append(f"{at}: the fields of rows are flat")
    return {}


def _choices(value: object, where: str, faults: Faults) -> list[Choice]:
    listed = tables_in(value, f"{where}.choices", "value", faults)
    read = [well_formed(table, CHOICE, at, faults) for at, table in listed]
    return [Choice(**{"label": {}, **good}) for good in read if "value" in good]


def _computed(value: Table | None) -> Computed | None:
    return Computed(value["how"], tuple(value.get("of", ()))) if value else None


def _pair(value: list[N] | None) -> tuple[N, N] | None:
    return (value[0], value[1]) if value else None


def _both(unit: str | Bilingual | None) -> Bilingual | None:
    """A unit of measurement in both languages; one text, such as "m²", is used for both."""
    return {"vi": unit, "en": unit} if isinstance(unit, str) else unit
