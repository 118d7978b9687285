"""Rows of units that give no code: which unit their name and commune mean."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.imports.records.unit_search import plain_name
from server.imports.rows import Row
from server.models.org import Unit, open_units
from server.platform.clock import now
from server.platform.id_lists import among
from server.platform.workbook_faults import Fault

OFFERED = 5  # codes of units with the same name that a fault lists


class UnitNames:
    """The communes that rows name, by name, former name or code, and the units below them."""

    def __init__(self, session: Session, rows: Iterable[Row]):
        self._communes: dict[str, dict[str, Unit]] = defaultdict(dict)
        self._below: dict[str, list[Unit]] = defaultdict(list)
        wanted = {plain_name(row.values["commune"]) for row in rows if "commune" in row.values}
        if not wanted:
            return
        for commune in session.scalars(select(Unit).where(Unit.kind == "commune", open_units(now()))):
            for name in wanted & _names(commune):
                self._communes[name][commune.id] = commune
        ids = {id_ for found in self._communes.values() for id_ in found}
        schools = select(Unit.id).where(among(Unit.parent, "communes"))
        query = select(Unit).where(open_units(now()), or_(among(Unit.parent, "communes"), Unit.parent.in_(schools)))
        for unit in session.scalars(query, {"communes": sorted(ids)}):
            self._below[unit.place.split("/")[2]].append(unit)

    def identify(self, rows: Iterable[Row]) -> tuple[list[Row], list[Fault]]:
        """The rows with the code of the unit that each means, and what is wrong with those that mean none.

        A unit without a code of its own goes by its id.
        """
        found: list[Row] = []
        faults: list[Fault] = []
        for row in rows:
            unit = None if "code" in row.values else self._find(row)
            if isinstance(unit, Fault):
                faults.append(unit)
            elif unit is None:
                found.append(row)
            else:
                values = {name: text for name, text in row.values.items() if name != "name"}
                found.append(row._replace(values={**values, "code": unit.code or unit.id}))
        return found, faults

    def within(self, commune: str, place: str) -> bool:
        """Whether a unit with this ``Unit.place`` lies in the commune that a text names."""
        return not self._communes[plain_name(commune)].keys().isdisjoint(place.split("/"))

    def _find(self, row: Row) -> Unit | Fault:
        """The unit that a row's name and commune mean: a school, unless the row says another kind."""
        name, commune, kind = row.values["name"], row.values["commune"], row.values.get("kind", "school")
        communes = self._communes[plain_name(commune)]
        if not communes:
            return row.fault("unknown_commune", value=commune)
        among_these = [unit for id_ in communes for unit in self._below[id_]]
        if kind == "commune":
            among_these = list(communes.values())
        named = [unit for unit in among_these if unit.kind == kind and plain_name(name) in _names(unit)]
        if len(named) == 1:
            return named[0]
        if not named:
            return row.fault("unknown_name", value=name, commune=commune)
        codes = ", ".join(sorted(unit.code or unit.name for unit in named)[:OFFERED])
        return row.fault("several_named", value=name, commune=commune, codes=codes)


def _names(unit: Unit) -> set[str]:
    """What a unit is called, in the form in which names are compared."""
    return {plain_name(name) for name in (unit.name, unit.code, *unit.aliases) if name}
