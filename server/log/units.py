"""What a batch needs to know about units: whom they report to, who leads them, their sites and clusters."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.departures import has_left
from server.models.org import Unit
from server.org.cluster_peers import peers_of
from server.org.endings import successors_of
from server.org.leaders import leaders_of
from server.platform.catalog_memory import CatalogMemory
from server.platform.id_lists import among

# Built once: to put a statement together costs as much as to run it.
_UNITS = select(Unit.id, Unit.path, Unit.level, Unit.kind, Unit.ended).where(among(Unit.id, "ids"))


class Known(NamedTuple):
    """A unit as far as a batch needs it; the members are those of ``Unit``."""

    id: str
    path: str
    level: str | None
    kind: str
    ended: datetime | None


class Units:
    """Some units, read at once; their leaders, sites and clusters are read when first needed.

    What changes with the catalog's number alone comes from ``memory``, where that has it.

    ``paths``: unit id → its path of ids down the reporting line. ``level_and_kind``: unit id → its level and kind, by
    which registers say whom they concern. ``ended``: the ids of those that had ended at ``received``.
    """

    def __init__(self, session: Session, ids: Collection[str], received: datetime, memory: CatalogMemory | None = None):
        self._session, self._memory = session, memory or CatalogMemory(session, None)
        rows = self._memory.get("units", ids, self._read).values()
        self.paths: dict[str, str] = {unit.id: unit.path for unit in rows}
        self.level_and_kind = {unit.id: tuple(part for part in (unit.level, unit.kind) if part) for unit in rows}
        self.ended = {unit.id for unit in rows if unit.ended and unit.ended <= received}
        self._leaders: dict[str, set[str]] = {}
        self._left: dict[tuple[str, str], bool] = {}

    def path(self, unit: str) -> str:
        """A unit's path of ids down the reporting line, also of one not given at first.

        Empty if there is no such unit.
        """
        if unit not in self.paths:
            self.paths[unit] = self._session.scalar(select(Unit.path).where(Unit.id == unit)) or ""
        return self.paths[unit]

    def leaders(self, unit: str) -> set[str]:
        """The accounts that lead the unit now."""
        if unit not in self._leaders:
            self._leaders[unit] = leaders_of(self._session, unit)
        return self._leaders[unit]

    def has_left(self, account: str, unit: str) -> bool:
        """Whether the person with that account has left the unit; see ``access.departures.has_left``."""
        if (account, unit) not in self._left:
            self._left[account, unit] = has_left(self._session, account, unit, self.path(unit))
        return self._left[account, unit]

    def sites(self, unit: str) -> set[str]:
        """The ids of the sites that the unit's records may name: its own, and those of schools that succeeded it."""
        return self._memory.get("sites", [unit], self._read_sites)[unit]

    def cluster(self, unit: str) -> set[str]:
        """The ids of the schools that the unit may score: the others of its cluster.

        For the department, all that are in one.
        """
        return self._memory.get("cluster", [unit], self._read_cluster)[unit]

    def _read(self, ids: list[str]) -> dict[str, Known]:
        return {row[0]: Known(*row) for row in self._session.connection().execute(_UNITS, {"ids": ids})}

    def _read_sites(self, units: list[str]) -> dict[str, set[str]]:
        """Unit → its sites. Those of a school that was merged went on with its successors; its records still name
        them."""
        found = {}
        for unit in units:
            schools = {unit, *successors_of(self._session, [unit])}
            query = select(Unit.id).where(Unit.parent.in_(schools), Unit.kind == "site")
            found[unit] = set(self._session.scalars(query))
        return found

    def _read_cluster(self, units: list[str]) -> dict[str, set[str]]:
        found = {}
        for unit in units:
            department = "province" in self.level_and_kind.get(unit, ())
            found[unit] = set(self._session.scalars(peers_of({unit}, department)))
        return found
