"""How units, periods and measures stand in an overview's answer."""

from server.models.org import Unit
from server.models.periods import Period
from sync.protocol.canonical import Json


def period_entry(period: Period) -> Json:
    return {
        "key": period.key,
        "kind": period.kind,
        "starts": period.starts.isoformat(),
        "ends": period.ends.isoformat(),
        "closed": period.closed,
    }


def unit_entry(unit: Unit) -> Json:
    return {"id": unit.id, "name": unit.name, "kind": unit.kind, "level": unit.level}
