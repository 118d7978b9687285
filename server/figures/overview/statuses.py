"""How the records stand: how many there are in each status, in all and in each unit below."""

from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.figures import place_cache
from server.figures.cells import OF_RECORDS
from server.figures.figure import number
from server.figures.question import COUNTABLE, Question
from server.models.figures import Cell
from server.models.org import Unit
from server.org.reporting_units import among
from server.records import labels
from sync.folding import fold

Counts = dict[str, int | float]
"""Status → how many records."""


class StatusRow(TypedDict):
    """A unit below, by id and name, with its records and those of all below it."""

    key: str
    label: str
    parts: Counts


class Standing(TypedDict):
    """How many records are in each status, in all (``total``) and unit by unit (``rows``).

    ``order``: the statuses as they follow each other; ``counted``: those that the page's figures count.
    """

    order: list[str]
    counted: list[str]
    total: Counts
    rows: list[StatusRow]


def standing(session: Session, question: Question) -> Standing:
    """How many records the register has in each status, the unit with the most records first."""
    selection = question.selection
    assert selection.with_cells is not None
    row = place_cache.next_below(question.unit.place)
    query = (
        select(row.label("row"), Cell.status, func.sum(Cell.value))
        .select_from(Cell)
        .join(Unit, Unit.id == Cell.unit)
        .where(
            OF_RECORDS,
            Cell.register == question.register.key,
            among(Cell.unit, selection.with_cells),
            selection.span.holds(),
        )
        .group_by(row, Cell.status)
    )
    parts: dict[str, Counts] = {}
    key = "standing", selection.cache_key
    for unit, status, value in place_cache.grouped_rows(session, selection.places, key, query):
        parts.setdefault(unit, {})[status] = number(int(value))
    names = labels.of_units(session, set(parts) - {""}) | {"": question.unit.name}
    rows: list[StatusRow] = [
        {"key": unit or question.unit.id, "label": names.get(unit) or unit, "parts": counts}
        for unit, counts in parts.items()
    ]
    total = {status: sum(counts.get(status, 0) for counts in parts.values()) for status in COUNTABLE}
    return {
        "order": list(COUNTABLE),
        "counted": list(selection.statuses),
        "total": {status: count for status, count in total.items() if count},
        "rows": sorted(rows, key=lambda row: (-sum(row["parts"].values()), fold(row["label"]))),
    }
