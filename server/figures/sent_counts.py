"""How many records that were sent somebody sees of their own units, read from the cells wherever these are exact."""

from collections import Counter

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from server.access.viewer import Viewer, units_reached
from server.figures.cells import OF_RECORDS
from server.models.figures import Cell
from server.periods import ranges
from server.platform.query_params import ParamReader, RawParams
from server.records import drilldown
from server.records.filters import read_period, read_units
from sync.registers import Registers
from sync.registers.values import THOUSAND

FILTERS = ("unit", "period", "of", "month")
"""The filters of a list that cells can answer for."""


def sent_counts(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams
) -> Counter[tuple[str, str]] | None:
    """(register, status) → how many records that are neither drafts nor deleted, of units that the viewer belongs to.

    ``given``: the parameters of a list, which have no fault. None if they name more than ``FILTERS``, or a period that
    no cells cover exactly: then the records have to be counted.
    """
    if {name for name, values in given.items() if any(values)} - {*FILTERS}:
        return None
    params = ParamReader(given, FILTERS)
    conditions: list[ColumnElement[bool]] = [OF_RECORDS, _near(viewer)]
    period = read_period(session, params)
    if period:
        within = ranges.cells_within(session, period, registers.all_latest())
        if within is None:
            return None
        conditions.append(within)
    if month := params.one("month"):
        conditions.append(drilldown.month_cells(month))
    if (units := read_units(session, params, registers, period)) is not None:
        conditions.append(Cell.unit.in_(units))
    query = select(Cell.register, Cell.status, func.sum(Cell.value)).where(*conditions)
    found = session.execute(query.group_by(Cell.register, Cell.status))
    return Counter({(register, status): int(value) // THOUSAND for register, status, value in found})


def _near(viewer: Viewer) -> ColumnElement[bool]:
    """The cells of the units that the viewer belongs to. The department's are all."""
    return true() if viewer.has("department") else Cell.unit.in_(units_reached(viewer.reading))
