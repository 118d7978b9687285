"""The JSON representation of units and periods in an overview."""

from typing import TypedDict

from server.models.org import Unit
from server.models.periods import Period


class UnitEntry(TypedDict):
    """A unit. ``kind``: province, commune, school or site; ``level``: a school's or site's, such as ``TH``, or None."""

    id: str
    name: str
    kind: str
    level: str | None


class PeriodEntry(TypedDict):
    """A period, given by key. ``starts`` and ``ends``: its first and last day, ``YYYY-MM-DD``.

    ``closed``: whether the period is closed for all units and registers.
    """

    key: str
    kind: str
    starts: str
    ends: str
    closed: bool


def unit_entry(unit: Unit) -> UnitEntry:
    return {"id": unit.id, "name": unit.name, "kind": unit.kind, "level": unit.level}


def period_entry(period: Period) -> PeriodEntry:
    return {
        "key": period.key,
        "kind": period.kind,
        "starts": period.starts.isoformat(),
        "ends": period.ends.isoformat(),
        "closed": period.closed,
    }
