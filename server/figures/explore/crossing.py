"""The sums of each pair of a row's and a column's key of a table, from cells where they are kept, else from records."""

from sqlalchemy.orm import Session

from server.figures import totals
from server.figures.explore.query import ExploreQuestion
from server.figures.explore.record_sums import Counted, sums_of_units
from server.figures.explore.units_counted import all_amounts, counted_in, units_counted
from server.figures.figure import Sum, Sums
from server.figures.selection import Selection
from sync.registers import Measure, Registers
from sync.registers.measure import BETWEEN, paired


def crossed_sums(session: Session, registers: Registers, wanted: ExploreQuestion) -> Sums | None:
    """The sums of a table with columns, its pairs named as ``totals.crossed`` does, and its total.

    None if they are of two fields, and more records are to be read than while one waits.
    """
    question, measure = wanted.question, wanted.measure
    selection = question.selection
    if len(wanted.fields) < 2:
        return totals.sums(session, selection, [measure], wanted.rows, question.unit, wanted.columns)
    counted = counted_in(session, registers, wanted)
    sums = totals.sums(session, selection, [measure])
    sums |= _of_cells(session, selection, measure, counted)
    stand = units_counted(session, counted)
    if not stand.enough:
        return None
    found = all_amounts(session, registers, counted, stand)
    for key, one in sums_of_units(session, selection, measure, found).items():
        sums[key] = sums.get(key, Sum()) + one
    return sums


def _of_cells(session: Session, selection: Selection, measure: Measure, counted: Counted) -> Sums:
    """The sums of the pairs that cells keep; none if these fields are no such pair."""
    if counted.kept is None:
        return {}
    found = totals.sums(session, selection, [measure], paired(*counted.kept))
    if counted.kept == counted.fields:
        return found
    return {(part, BETWEEN.join(reversed(row.split(BETWEEN)))): one for (part, row), one in found.items()}
