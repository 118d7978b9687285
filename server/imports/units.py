"""Planning the changes that rows of units ask for, by comparing them with the existing units."""

from collections.abc import Iterator, Mapping
from typing import Unpack

from server.access.units import arranges
from server.imports.change import ImportChange, Operation, Planned, new_change
from server.imports.columns import UNITS
from server.imports.existing import Existing, PlannedUnit
from server.imports.records.unit_search import plain_name
from server.imports.rows import Row
from server.imports.unit_names import UnitNames
from server.models.org import Unit
from server.org.people import KINDS_BELOW
from server.platform.clock import day_of, now
from server.platform.look_alikes import identity_of
from server.platform.workbook_faults import Fault

KINDS = UNITS.column("kind").spellings


def plan_units(existing: Existing, names: UnitNames, rows: list[Row]) -> Planned:
    """The changes that rows of units ask for, new units after their parents, and the faults of the rows."""
    changes: list[ImportChange] = []
    faults: list[Fault] = []
    first: dict[str, Row] = {}
    for row in rows:
        earlier = first.setdefault(row.values["code"], row)
        if earlier is not row:
            faults.append(row.fault("twice", other=earlier.row))
    faults += _sector_faults(existing, first)
    ordered, round_ = _ordered(existing, first)
    faults += [row.fault("below_itself", value=row.values["code"]) for row in round_]
    for row in ordered:
        made, wrong = _new(existing, row) if row.values["code"] not in existing.units else _known(existing, row)
        allowed = arranges(existing.viewer)
        wrong += _commune_faults(existing, names, row)
        faults += wrong if allowed or not made else [row.fault("forbidden")]
        changes += made if allowed and not wrong else []
    return changes, faults


def _commune_faults(existing: Existing, names: UnitNames, row: Row) -> Iterator[Fault]:
    """The fault of a row that names another commune than the one in which its unit lies, or is to lie."""
    values = row.values
    places = [existing.units[code] for code in (values["code"], values.get("parent", "")) if code in existing.units]
    if "commune" not in values or not places:
        return
    commune = plain_name(values["commune"])
    above = [existing.units[part] for one in places for part in one.place.split("/") if part in existing.units]
    planned = any(one.unit is None and one.kind == "commune" and plain_name(one.name) == commune for one in above)
    if not planned and not any(names.within(values["commune"], one.place) for one in places):
        yield row.fault("elsewhere", value=values.get("name", places[0].name), commune=values["commune"])


def _sector_faults(existing: Existing, rows: Mapping[str, Row]) -> Iterator[Fault]:
    """The rows that give a code of the sector's database which another row gives, too, or another unit keeps.

    ``rows``: by the code of their unit. A unit whose own row gives it another one passes the one that it has on.
    """
    first: dict[str, Row] = {}
    for name, row in rows.items():
        code = row.values.get("sector_code", "")
        earlier = first.setdefault(code, row)
        if code and earlier is not row:
            yield row.fault("sector_twice", value=code, other=earlier.row)
        holder = existing.holders.get(code)
        if holder is None or (name in existing.units and existing.units[name].unit is holder):
            continue
        own = rows.get(holder.code or holder.id)
        if own is None or own.values.get("sector_code", code) == code:
            yield row.fault("sector_taken", value=code, name=holder.name)


def _ordered(existing: Existing, first: dict[str, Row]) -> tuple[list[Row], list[Row]]:
    """The rows in an order in which each comes after its parent's row; and the rows whose parents form a circle."""
    done: list[Row] = []
    left = dict(first)
    while left:
        free = [code for code, row in left.items() if row.values.get("parent") not in left]
        if not free:
            return done, list(left.values())
        done += [left.pop(code) for code in free]
    return done, []


def _new(existing: Existing, row: Row) -> Planned:
    values = row.values
    missing = [name for name in ("name", "kind", "parent") if name not in values]
    if len(missing) == 3:
        return [], [row.fault("unknown_unit", value=values["code"])]
    if missing:
        return [], [row.fault("required", column=UNITS.column(name).vi) for name in missing]
    wrong = list(_placement_faults(existing, row, values["kind"], values["parent"], values.get("reports_to")))
    code = values["code"]
    twin = existing.code_of.setdefault((values["parent"], identity_of(values["name"])), code)
    if twin != code:
        wrong.append(row.fault("same_name", value=values["name"], code=twin))
    if wrong:
        return [], wrong
    parent = existing.units[values["parent"]]
    above = existing.units[values.get("reports_to", values["parent"])]
    path, place = f"{above.path}{code}/", f"{parent.place}{code}/"
    existing.units[code] = PlannedUnit(code, values["name"], values["kind"], path, place)
    op: Operation = {"code": code, "name": values["name"], "kind": values["kind"], "parent": values["parent"]}
    if "level" in values:
        op["level"] = values["level"]
    if "reports_to" in values:
        op["reports_to"] = values["reports_to"]
    if "begins" in values:
        op["begins"] = values["begins"]
    if "sector_code" in values:
        op["sector_code"] = values["sector_code"]
    op["aliases"] = _aliases(values)
    shown = new_change(row, op, do="unit.create", title=values["name"], unit=parent.name, kind=values["kind"])
    return [shown], []


def _placement_faults(existing: Existing, row: Row, kind: str, parent: str, reports_to: str | None) -> Iterator[Fault]:
    """What keeps a unit of this kind from lying in ``parent`` and reporting to ``reports_to``, both codes."""
    place, above = existing.units.get(parent), existing.units.get(reports_to or parent)
    if place is None or above is None:
        yield row.fault("unknown_unit", value=parent if place is None else reports_to)
        return
    for one in {place.key: place, above.key: above}.values():
        if one.unit and not one.unit.open_at(now()):
            yield row.fault("ended", value=one.name)
    if kind not in KINDS_BELOW[place.kind]:
        yield row.fault("place", value=KINDS[kind][0], parent=place.name)
    elif above.key not in (place.place.split("/") if kind == "school" else [place.key]):
        yield row.fault("reports", value=above.name)


def _known(existing: Existing, row: Row) -> Planned:
    """Plan the changes of an existing unit: name, level, former names, beginning, the sector's code, and its place."""
    values, unit = row.values, existing.units[row.values["code"]].unit
    assert unit is not None
    wrong = list(_change_faults(existing, row, unit))
    if wrong:
        return [], wrong
    changes: list[ImportChange] = []
    name = values.get("name", unit.name)

    def changed(do: str, was: str | None, now: str, **wanted: Unpack[Operation]) -> None:
        op: Operation = {"id": unit.id, "version": unit.version, **wanted}
        changes.append(new_change(row, op, do=do, title=name, was=was, now=now))

    if name != unit.name:
        changed("unit.rename", unit.name, name, name=name)
    if "level" in values and values["level"] != (unit.level or ""):
        changed("unit.level", unit.level, values["level"], level=values["level"])
    fresh = [alias for alias in _aliases(values) if alias not in (*unit.aliases, unit.name)]
    if fresh:
        changed("unit.aliases", None, "; ".join(fresh), aliases=fresh)
    begins = day_of(unit.begins).isoformat() if unit.begins else None
    if values.get("begins", begins) != begins:
        changed("unit.begins", begins, values["begins"], begins=values["begins"])
    if values.get("sector_code", unit.sector_code) != unit.sector_code:
        code = values["sector_code"]
        changed("unit.sector_code", unit.sector_code, code, sector_code=code)
    if moved := _moved(existing, row, unit):
        parent, above = moved
        was, place = existing.by_id.get(unit.parent or ""), existing.units[parent]
        line = place.name if above == parent else f"{place.name} → {existing.units[above].name}"
        changed("unit.move", was.name if was else None, line, parent=parent, reports_to=above)
    return changes, []


def _moved(existing: Existing, row: Row, unit: Unit) -> tuple[str, str] | None:
    """The codes of the unit's new parent and of the unit that it then reports to; None if the row changes neither."""
    values = row.values
    if "parent" not in values and "reports_to" not in values:
        return None
    parent = values.get("parent") or _code(existing, unit.parent)
    # Who reported to their place goes on to; who reported further up does too.
    straight = parent if unit.reports_to == unit.parent else _code(existing, unit.reports_to)
    above = values.get("reports_to") or straight
    if not parent or not above:
        return None
    same = existing.units[parent].key == unit.parent and existing.units[above].key == unit.reports_to
    return None if same else (parent, above)


def _code(existing: Existing, id_: str | None) -> str:
    """What an existing unit goes by in ``existing``, given its id; empty if it is none."""
    unit = existing.by_id.get(id_ or "")
    if unit is None:
        return ""
    existing.add_unit(unit)
    return unit.code or unit.id


def _change_faults(existing: Existing, row: Row, unit: Unit) -> Iterator[Fault]:
    """The faults of what a row asks of an existing unit."""
    values = row.values
    if not unit.open_at(now()):
        yield row.fault("ended", value=unit.name)
    if values.get("kind", unit.kind) != unit.kind:
        yield row.fault("kind", value=KINDS.get(unit.kind, (unit.kind,))[0])
        return
    for name in ("parent", "reports_to"):
        place = existing.units.get(values.get(name, ""))
        if name in values and place is None:
            yield row.fault("unknown_unit", value=values[name])
            return
        if place and unit.id in (*place.place.split("/"), *place.path.split("/")):
            yield row.fault("below_itself", value=unit.name)
            return
    moved = _moved(existing, row, unit)
    if moved:
        yield from _placement_faults(existing, row, unit.kind, *moved)


def _aliases(values: dict[str, str]) -> list[str]:
    return [name for part in values.get("aliases", "").split(";") if (name := part.strip())]
