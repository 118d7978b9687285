"""How the records stand: so many in each status, in all and in each unit below."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.figures import place_cache
from server.figures.cells import OF_RECORDS
from server.figures.overview.query import Overview
from server.figures.queries import COUNTABLE
from server.figures.totals import number
from server.models.figures import Cell
from server.models.org import Unit
from server.org.reporting_units import among
from server.records import labels
from sync.folding import fold
from sync.protocol.canonical import Json


def standing(session: Session, asked: Overview) -> Json:
    """``{"order", "counted", "total": {status: records}, "rows": [{"key", "label", "parts": {status: records}}]}``."""
    question = asked.question
    assert question.cut.telling is not None
    row = place_cache.next_below(question.unit.place)
    query = (
        select(row.label("row"), Cell.status, func.sum(Cell.value))
        .select_from(Cell)
        .join(Unit, Unit.id == Cell.unit)
        .where(
            OF_RECORDS,
            Cell.register == question.register.key,
            among(Cell.unit, question.cut.telling),
            question.cut.span.holds(),
        )
        .group_by(row, Cell.status)
    )
    parts: dict[str, dict[str, int | float]] = {}
    cut = question.cut
    for key, status, value in place_cache.rows_of(session, cut.places, ("standing", cut.asked), query):
        parts.setdefault(key, {})[status] = number(int(value))
    named = labels.of_units(session, set(parts) - {""}) | {"": question.unit.name}
    rows = [
        {"key": key or question.unit.id, "label": named.get(key) or key, "parts": counts}
        for key, counts in parts.items()
    ]
    total = {status: sum(counts.get(status, 0) for counts in parts.values()) for status in COUNTABLE}
    return {
        "order": list(COUNTABLE),
        "counted": list(question.cut.statuses),
        "total": {status: count for status, count in total.items() if count},
        "rows": sorted(rows, key=lambda row: (-sum(row["parts"].values()), fold(row["label"]))),
    }
