"""Rows of units beside the units that there are."""

from collections.abc import Iterator
from typing import Any

from server import access
from server.imports.columns import UNITS
from server.imports.faults import fault
from server.imports.rows import Row
from server.imports.world import Place, World
from server.models import Unit, now
from server.people import KINDS_BELOW
from server.workbook import Fault
from sync.folding import fold

Json = dict[str, Any]
NAMES = UNITS.column("kind").words


def plan(world: World, rows: list[Row]) -> tuple[list[Json], list[Fault]]:
    """New units come after those that they lie in."""
    changes: list[Json] = []
    faults: list[Fault] = []
    first: dict[str, Row] = {}
    for row in rows:
        earlier = first.setdefault(row.values["code"], row)
        if earlier is not row:
            faults.append(_fault("twice", row, other=earlier.row))
    ordered, round_ = _ordered(world, first)
    faults += [_fault("below_itself", row, value=row.values["code"]) for row in round_]
    for row in ordered:
        made, wrong = _new(world, row) if row.values["code"] not in world.places else _known(world, row)
        allowed = access.arranges(world.viewer)
        faults += wrong if allowed or not made else [_fault("forbidden", row)]
        changes += made if allowed and not wrong else []
    return changes, faults


def _ordered(world: World, first: dict[str, Row]) -> tuple[list[Row], list[Row]]:
    """Rows so that each comes after its parent's, and those that lie in a circle."""
    done: list[Row] = []
    left = dict(first)
    while left:
        free = [code for code, row in left.items() if row.values.get("parent") not in left]
        if not free:
            return done, list(left.values())
        done += [left.pop(code) for code in free]
    return done, []


def _new(world: World, row: Row) -> tuple[list[Json], list[Fault]]:
    values = row.values
    missing = [name for name in ("kind", "parent") if name not in values]
    if missing:
        return [], [_fault("required", row, column=UNITS.column(name).vi) for name in missing]
    wrong = [
        _fault("unknown_unit", row, value=values[name])
        for name in ("parent", "reports_to")
        if _absent(world, row, name)
    ]
    if wrong:
        return [], wrong
    parent = world.places[values["parent"]]
    above = world.places[values.get("reports_to", values["parent"])]
    for place in (parent, above):
        if place.unit and place.unit.ended:
            wrong.append(_fault("ended", row, value=place.name))
    if values["kind"] not in KINDS_BELOW[parent.kind]:
        wrong.append(_fault("place", row, value=NAMES[values["kind"]][0], parent=parent.name))
    code = values["code"]
    twin = world.named.setdefault((values["parent"], fold(values["name"])), code)
    if twin != code:
        wrong.append(_fault("same_name", row, value=values["name"], code=twin))
    if wrong:
        return [], wrong
    world.places[code] = Place(code, values["name"], values["kind"], f"{above.line}{code}/", None)
    op: Json = {**values, "aliases": _aliases(values)}
    change = {"do": "unit.create", "title": values["name"], "unit": parent.name, "now": NAMES[values["kind"]][0]}
    return [_change(row, change, op)], []


def _absent(world: World, row: Row, name: str) -> bool:
    return name in row.values and row.values[name] not in world.places


def _known(world: World, row: Row) -> tuple[list[Json], list[Fault]]:
    """A unit that there is: another name, level or former names."""
    values, place = row.values, world.places[row.values["code"]]
    unit = place.unit
    assert unit is not None
    wrong = list(_fixed(world, row, unit))
    if wrong:
        return [], wrong
    op: Json = {"id": unit.id, "version": unit.version}
    changes: list[Json] = []
    change: Json
    if values["name"] != unit.name:
        change = {"do": "unit.rename", "title": values["name"], "was": unit.name, "now": values["name"]}
        changes.append(_change(row, change, op | {"name": values["name"]}))
    if "level" in values and values["level"] != (unit.level or ""):
        change = {"do": "unit.level", "title": values["name"], "was": unit.level, "now": values["level"]}
        changes.append(_change(row, change, op | {"level": values["level"]}))
    fresh = [name for name in _aliases(values) if name not in unit.aliases]
    if fresh:
        change = {"do": "unit.aliases", "title": values["name"], "now": "; ".join(fresh)}
        changes.append(_change(row, change, op | {"aliases": fresh}))
    return changes, []


def _fixed(world: World, row: Row, unit: Unit) -> Iterator[Fault]:
    """What a row says of a unit that only the page of units can change, or nobody."""
    values = row.values
    if unit.ended and unit.ended <= now():
        yield _fault("ended", row, value=unit.name)
    if values.get("kind", unit.kind) != unit.kind:
        yield _fault("kind", row, value=NAMES.get(unit.kind, (unit.kind,))[0])
    if "parent" not in values:
        return
    there = world.places.get(values["parent"])
    parent = world.by_id.get(unit.parent or "")
    if there is None:
        yield _fault("unknown_unit", row, value=values["parent"])
    elif there.unit and there.unit.place.startswith(unit.place):
        yield _fault("below_itself", row, value=unit.name)
    elif there.unit is None or there.unit.id != unit.parent:
        yield _fault("moves", row, parent=parent.name if parent else "–")


def _aliases(values: dict[str, str]) -> list[str]:
    return [name for part in values.get("aliases", "").split(";") if (name := part.strip())]


def _change(row: Row, change: Json, op: Json) -> Json:
    return {"table": row.table, "sheet": row.sheet, "row": row.row, **change, "op": op}


def _fault(rule: str, row: Row, **said: object) -> Fault:
    return fault(rule, row.sheet, row.row, **said)
