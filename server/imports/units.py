"""Rows of units beside the units that there are."""

from collections.abc import Iterator
from typing import Any

from server.access.units import arranges
from server.imports.columns import UNITS
from server.imports.existing import Place, World
from server.imports.faults import fault
from server.imports.rows import Row
from server.models.org import Unit
from server.org.people import KINDS_BELOW
from server.platform.clock import now
from server.platform.workbook import Fault
from sync.folding import fold
from sync.protocol.canonical import Json

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
        allowed = arranges(world.viewer)
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
    wrong = list(_position(world, row, values["kind"], values["parent"], values.get("reports_to")))
    code = values["code"]
    twin = world.named.setdefault((values["parent"], fold(values["name"])), code)
    if twin != code:
        wrong.append(_fault("same_name", row, value=values["name"], code=twin))
    if wrong:
        return [], wrong
    parent = world.places[values["parent"]]
    above = world.places[values.get("reports_to", values["parent"])]
    world.places[code] = Place(code, values["name"], values["kind"], f"{above.path}{code}/", f"{parent.place}{code}/")
    op: Json = {**values, "aliases": _aliases(values)}
    change = {"do": "unit.create", "title": values["name"], "unit": parent.name, "kind": values["kind"]}
    return [_change(row, change, op)], []


def _position(world: World, row: Row, kind: str, parent: str, reports_to: str | None) -> Iterator[Fault]:
    """Whether a unit may stand there and report so."""
    there, above = world.places.get(parent), world.places.get(reports_to or parent)
    if there is None or above is None:
        yield _fault("unknown_unit", row, value=parent if there is None else reports_to)
        return
    for place in {there.key: there, above.key: above}.values():
        if place.unit and not place.unit.open_at(now()):
            yield _fault("ended", row, value=place.name)
    if kind not in KINDS_BELOW[there.kind]:
        yield _fault("place", row, value=NAMES[kind][0], parent=there.name)
    elif above.key not in (there.place.split("/") if kind == "school" else [there.key]):
        yield _fault("reports", row, value=above.name)


def _known(world: World, row: Row) -> tuple[list[Json], list[Fault]]:
    """A unit that there is: another name, level or place, or former names."""
    values, unit = row.values, world.places[row.values["code"]].unit
    assert unit is not None
    wrong = list(_fixed(world, row, unit))
    if wrong:
        return [], wrong
    op: Json = {"id": unit.id, "version": unit.version}
    changes: list[Json] = []

    def changed(do: str, was: str | None, now: str, **more: Any) -> None:
        change = {"do": do, "title": values["name"], "was": was, "now": now}
        changes.append(_change(row, change, op | more))

    if values["name"] != unit.name:
        changed("unit.rename", unit.name, values["name"], name=values["name"])
    if "level" in values and values["level"] != (unit.level or ""):
        changed("unit.level", unit.level, values["level"], level=values["level"])
    fresh = [name for name in _aliases(values) if name not in (*unit.aliases, unit.name)]
    if fresh:
        changed("unit.aliases", None, "; ".join(fresh), aliases=fresh)
    if moved := _moved(world, row, unit):
        parent, above = moved
        was, now_ = world.by_id.get(unit.parent or ""), world.places[parent]
        told = now_.name if above == parent else f"{now_.name} → {world.places[above].name}"
        changed("unit.move", was.name if was else None, told, parent=parent, reports_to=above)
    return changes, []


def _moved(world: World, row: Row, unit: Unit) -> tuple[str, str] | None:
    """The codes of the place and of the reporting line that a row gives a unit, where they are others."""
    values = row.values
    if "parent" not in values and "reports_to" not in values:
        return None
    parent = values.get("parent") or _code(world, unit.parent)
    # Who reported to their place goes on to; who reported further up does too.
    straight = parent if unit.reports_to == unit.parent else _code(world, unit.reports_to)
    above = values.get("reports_to") or straight
    if not parent or not above:
        return None
    same = world.places[parent].key == unit.parent and world.places[above].key == unit.reports_to
    return None if same else (parent, above)


def _code(world: World, id_: str | None) -> str:
    unit = world.by_id.get(id_ or "")
    if unit is None or not unit.code:
        return ""
    world.places.setdefault(unit.code, Place(unit.code, unit.name, unit.kind, unit.path, unit.place, unit))
    return unit.code


def _fixed(world: World, row: Row, unit: Unit) -> Iterator[Fault]:
    """What cannot become of a unit that there is."""
    values = row.values
    if not unit.open_at(now()):
        yield _fault("ended", row, value=unit.name)
    if values.get("kind", unit.kind) != unit.kind:
        yield _fault("kind", row, value=NAMES.get(unit.kind, (unit.kind,))[0])
        return
    for name in ("parent", "reports_to"):
        place = world.places.get(values.get(name, ""))
        if name in values and place is None:
            yield _fault("unknown_unit", row, value=values[name])
            return
        if place and unit.id in (*place.place.split("/"), *place.path.split("/")):
            yield _fault("below_itself", row, value=unit.name)
            return
    moved = _moved(world, row, unit)
    if moved:
        yield from _position(world, row, unit.kind, *moved)


def _aliases(values: dict[str, str]) -> list[str]:
    return [name for part in values.get("aliases", "").split(";") if (name := part.strip())]


def _change(row: Row, change: Json, op: Json) -> Json:
    return {"table": row.table, "sheet": row.sheet, "row": row.row, **change, "op": op}


def _fault(rule: str, row: Row, **said: object) -> Fault:
    return fault(rule, row.sheet, row.row, **said)
