"""A register's definition file, read: either a Register, or every fault in it at once with where it stands."""

import tomllib
import unicodedata
from typing import Any

from sync.registers.consistency import faults as inconsistencies
from sync.registers.field import LENGTHS, NUMBER_RANGE, NUMBERS, PLACES, Choice, Computed, CopyFrom, Field, ShowWhen
from sync.registers.measure import Chart, Measure, Target, Where
from sync.registers.members import CHART, CHOICE, FIELD, MEASURE, REGISTER, RULE, SECTION, Faults, Raw, members, tables
from sync.registers.register import Nothing, Register, Rule, Scores, Section


class RegisterFaults(ValueError):
    """``faults``: one sentence each, beginning with where it stands."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def load(text: str) -> Register:
    """The register that a definition file (TOML) describes. Raises RegisterFaults, a ValueError, with all faults."""
    try:
        raw = tomllib.loads(unicodedata.normalize("NFC", text))
    except tomllib.TOMLDecodeError as error:
        raise RegisterFaults([f"not TOML: {error}"]) from error
    return parse(raw)


def parse(raw: Raw) -> Register:
    """The register that a definition describes, as TOML or a catalog entry gives it. Raises RegisterFaults."""
    register, faults = parse_with_faults(raw)
    if faults:
        raise RegisterFaults(faults)
    return register


def parse_with_faults(raw: Raw) -> tuple[Register, list[str]]:
    """What can be made of a definition, even a faulty one, with all of its faults."""
    faults: list[str] = []
    register, declared = _register(_filled(raw), faults)
    return register, [*faults, *inconsistencies(register, declared)]


def _filled(raw: Raw) -> Raw:
    """A catalog entry writes null where a file leaves a member out."""
    return {name: value for name, value in raw.items() if value is not None}


def _register(raw: Raw, faults: Faults) -> tuple[Register, frozenset[str]]:
    """What can be made of the definition, even a faulty one, so that the audit sees all of it; and the names of all
    fields that it declares, so that one broken field is not reported again by everything that mentions it."""
    top = members(raw, REGISTER, "", faults)
    named = tables(raw.get("fields"), "fields", "name", faults)
    fields = [field for where, table in named if (field := _field(table, where, faults))]
    measures = [
        measure
        for where, table in tables(raw.get("measures"), "measures", "key", faults)
        if (measure := _measure(table, where, faults))
    ]
    register = Register(
        key=top.get("key", ""),
        version=top.get("version", 0),
        title=top.get("title", {}),
        help=top.get("help"),
        by=tuple(top.get("by", ())),
        period=top.get("period", ""),
        natural_key=top.get("natural_key", False),
        period_from=top.get("period_from"),
        review=tuple(top.get("review", ())),
        counts=tuple(top.get("counts", ("approved",))),
        due=top.get("due"),
        applies_to=tuple(top.get("applies_to", ())),
        scores=Scores(**top["scores"]) if "scores" in top else None,
        nothing=Nothing(**top["nothing"]) if "nothing" in top else None,
        sections=tuple(_sections(raw.get("sections"), faults)),
        list=top.get("list", {}),
        fields={field.name: field for field in fields},
        rules=tuple(_rules(raw.get("rules"), faults)),
        measures=tuple(measures),
        charts=tuple(_charts(raw.get("charts"), faults)),
    )
    return register, frozenset(table["name"] for _, table in named if isinstance(table.get("name"), str))


def _field(raw: Raw, where: str, faults: Faults, column: bool = False) -> Field | None:
    got = members(raw, FIELD, where, faults)
    if "name" not in got or "type" not in got:
        return None
    kind = got["type"]
    columns = tables(raw["fields"], f"{where}.fields", "name", faults) if "fields" in raw else []
    if column and columns:
        faults.append(f"{where}.fields: the fields of rows are flat")
    return Field(
        name=got["name"],
        type=kind,
        label=got.get("label", {}),
        help=got.get("help"),
        required=got.get("required", False),
        range=_pair(got.get("range")) or (NUMBER_RANGE if kind in NUMBERS else None),
        length=_pair(got.get("length")) or LENGTHS.get(kind),
        choices=tuple(_choices(raw.get("choices"), where, faults)),
        choices_from=got.get("choices_from"),
        show_when=ShowWhen(**got["show_when"]) if "show_when" in got else None,
        copy_from=CopyFrom(**got["copy_from"]) if "copy_from" in got else None,
        to=got.get("to"),
        across=got.get("across", False),
        unit=_both(got.get("unit")),
        plausible=_pair(got.get("plausible")),
        places=got.get("places", PLACES if kind == "decimal" else None),
        fields={} if column else {one.name: one for at, table in columns if (one := _field(table, at, faults, True))},
        section=got.get("section"),
        points=got.get("points"),
        evidence=tuple(got.get("evidence", ())),
        computed=_computed(got.get("computed")),
        applies_to=tuple(got.get("applies_to", ())),
        retired=got.get("retired", False),
    )


def _computed(value: Raw | None) -> Computed | None:
    return Computed(value["how"], tuple(value.get("of", ()))) if value else None


def _pair(value: list[Any] | None) -> Any:
    return tuple(value) if value else None


def _both(unit: str | dict[str, str] | None) -> dict[str, str] | None:
    """A suffix such as "m²" is written alike in both languages."""
    return {"vi": unit, "en": unit} if isinstance(unit, str) else unit


def _choices(raw: Any, where: str, faults: Faults) -> list[Choice]:
    listed = tables(raw, f"{where}.choices", "value", faults) if raw is not None else []
    found = []
    for at, table in listed:
        got = members(table, CHOICE, at, faults)
        if "value" in got:
            found.append(Choice(**{"label": {}, **got}))
    return found


def _sections(raw: Any, faults: Faults) -> list[Section]:
    read = [members(table, SECTION, where, faults) for where, table in tables(raw, "sections", "key", faults)]
    return [Section(**{"title": {}, **got}) for got in read if "key" in got]


def _rules(raw: Any, faults: Faults) -> list[Rule]:
    read = [members(table, RULE, where, faults) for where, table in tables(raw, "rules", None, faults)]
    return [Rule(got["check"], _pair(got["fields"])) for got in read if got.keys() >= {"check", "fields"}]


def _charts(raw: Any, faults: Faults) -> list[Chart]:
    read = [members(table, CHART, where, faults) for where, table in tables(raw, "charts", None, faults)]
    return [Chart(got["measure"], got["by"]) for got in read if got.keys() >= {"measure", "by"}]


def _measure(raw: Raw, where: str, faults: Faults) -> Measure | None:
    got = members(raw, MEASURE, where, faults)
    if "key" not in got or "kind" not in got:
        return None
    condition = got.get("where")
    return Measure(
        key=got["key"],
        label=got.get("label", {}),
        kind=got["kind"],
        fields=tuple(got.get("fields", ())),
        of=got.get("of"),
        n=got.get("n"),
        d=got.get("d"),
        where=Where(condition["field"], tuple(condition["in"])) if condition else None,
        by=tuple(got.get("by", ())),
        flow=got.get("flow", "flow"),
        unit=got.get("unit"),
        applies_to=tuple(got.get("applies_to", ())),
        target=Target(**got["target"]) if "target" in got else None,
    )
