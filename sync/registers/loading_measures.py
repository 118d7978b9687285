"""Reading the measures of a definition file: each is made as far as possible, and all faults are collected."""

from sync.registers.language import MEASURE
from sync.registers.measure import Measure, Target, Where
from sync.registers.tables import Faults, Table, tables_in, well_formed


def measures(value: object, faults: Faults) -> list[Measure]:
    """The measures of an array of tables. ``faults`` is added to; a measure without a key or kind is left out."""
    listed = tables_in(value, "measures", "key", faults)
    return [measure for where, table in listed if (measure := _measure(table, where, faults))]


def _measure(table: Table, where: str, faults: Faults) -> Measure | None:
    good = well_formed(table, MEASURE, where, faults)
    if "key" not in good or "kind" not in good:
        return None
    condition = good.get("where")
    return Measure(
        key=good["key"],
        label=good.get("label", {}),
        kind=good["kind"],
        fields=tuple(good.get("fields", ())),
        of=good.get("of"),
        n=good.get("n"),
        d=good.get("d"),
        where=Where(condition["field"], tuple(condition["in"])) if condition else None,
        by=tuple(one for one in good.get("by", ()) if isinstance(one, str)),
        pairs=tuple((one[0], one[1]) for one in good.get("by", ()) if isinstance(one, list)),
        flow=good.get("flow", "flow"),
        unit=good.get("unit"),
        applies_to=tuple(good.get("applies_to", ())),
        target=Target(**good["target"]) if "target" in good else None,
    )
