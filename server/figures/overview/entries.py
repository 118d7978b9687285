"""How units and periods are described in an overview."""

from typing import TypedDict

from server.models.org import Unit
from server.models.periods import Period


class UnitEntry(TypedDict):
    """A unit by id and name; ``level`` is a school's or a site's."""

    id: str
    name: str
    kind: str
    level: str | None


class PeriodEntry(TypedDict):
    """A period with its first and last day, as text; nothing of a closed one is written any more."""

    key: str
    kind: str
    starts: str
    ends: str
    closed: bool


def unit_entry(unit: Unit) -> UnitEntry:
    """A unit as an overview has it."""
    return {"id": unit.id, "name": unit.name, "kind": unit.kind, "level": unit.level}


def period_entry(period: Period) -> PeriodEntry:
    """A period as an overview has it."""
    return {
        "key": period.key,
        "kind": period.kind,
        "starts": period.starts.isoformat(),
        "ends": period.ends.isoformat(),
        "closed": period.closed,
    }
