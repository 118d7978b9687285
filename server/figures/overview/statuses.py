"""How many records of a register are in each status: in total, and in each unit directly below the chosen one."""

from typing import TypedDict

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from server.figures import place_cache
from server.figures.cells import OF_RECORDS
from server.figures.question import COUNTABLE, Question
from server.models.figures import Cell
from server.models.org import Unit
from server.models.unit_states import UnitState, states_at
from server.org.reporting_units import among
from server.records import labels
from sync.registers.values import from_thousandths
from sync.vietnamese import sort_key

Counts = dict[str, int | float]
"""Status → how many records have it."""


class StatusRow(TypedDict):
    """The counts of one unit: ``key`` is its id, ``label`` its name, ``parts`` its counts with all units below.

    The chosen unit has a row too, with its own records alone.
    """

    key: str
    label: str
    parts: Counts


class Standing(TypedDict):
    """How many records are in each status; drafts and deleted records are never counted.

    ``order``: all other statuses, in the order of ``STATUSES``. ``counted``: those whose records the page's figures
    include. ``total``: counts over all rows, without zeros.
    """

    order: list[str]
    counted: list[str]
    total: Counts
    rows: list[StatusRow]


def standing(session: Session, question: Question) -> Standing:
    """Count the records of the question's register and period by status and unit, drafts and deleted ones excepted.

    The rows are sorted by their number of records, the largest first.
    """
    selection = question.selection
    assert selection.with_cells is not None
    row = place_cache.next_below(question.unit.place, UnitState.place)
    query = (
        select(row.label("row"), Cell.status, func.sum(Cell.value))
        .select_from(Cell)
        .join(Unit, Unit.id == Cell.unit)
        .join(UnitState, and_(UnitState.unit == Cell.unit, states_at(selection.at)))
        .where(
            OF_RECORDS,
            Cell.register == question.register.key,
            among(Cell.unit, selection.with_cells),
            selection.span.holds(),
        )
        .group_by(row, Cell.status)
    )
    parts: dict[str, Counts] = {}
    key = "standing", selection.cache_key(selection.places)
    for unit, status, value in place_cache.grouped_rows(session, selection.places, key, query):
        parts.setdefault(unit, {})[status] = from_thousandths(int(value))
    names = labels.of_units(session, set(parts) - {""}, selection.at) | {"": question.unit.name}
    rows: list[StatusRow] = [
        {"key": unit or question.unit.id, "label": names.get(unit) or unit, "parts": counts}
        for unit, counts in parts.items()
    ]
    total = {status: sum(counts.get(status, 0) for counts in parts.values()) for status in COUNTABLE}
    return {
        "order": list(COUNTABLE),
        "counted": list(selection.statuses),
        "total": {status: count for status, count in total.items() if count},
        "rows": sorted(rows, key=lambda row: (-sum(row["parts"].values()), sort_key(row["label"]))),
    }
