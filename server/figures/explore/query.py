"""What a table of Explore is of: a measure of a register, by one or two dimensions, in a unit and a period."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.figure import OF_UNITS
from server.figures.overview.large_figures import large_measure
from server.figures.overview.query import PARAMETERS as FIGURES
from server.figures.overview.query import reported_question, selection_before
from server.figures.question import Question
from server.figures.selection import Selection
from server.models.periods import Period
from server.platform.query_params import ParamReader, RawParams
from sync.registers import Measure, Register, Registers

PARAMETERS = (*FIGURES, "measure", "rows", "columns")
COMMON = ("unit", "reporting_unit", "unit_level", "month")
"""The dimensions that come from a record's unit and day."""
ONE_UNIT = frozenset({"unit", "reporting_unit"})
"""Dimensions of which a table has one at most: each unit lies in one other."""


@dataclass(frozen=True, slots=True)
class ExploreQuestion:
    """A request for a table: the measure's figure for each value of ``rows`` and, if there are, of ``columns``.

    Both are dimensions of the measure; ``columns`` is ``""`` for none. ``empty``: the present period, if none was named
    and it has no figures yet; ``question`` is then about an earlier one. ``before`` and ``through``: the cells of the
    same months a year before, and the last of these (see ``selection_before``).
    """

    question: Question
    measure: Measure
    rows: str
    columns: str = ""
    empty: Period | None = None
    before: Selection | None = None
    through: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """Those of its dimensions that are fields of the register."""
        return tuple(by for by in (self.rows, self.columns) if by and by not in COMMON)

    @property
    def named(self) -> dict[str, str]:
        """The parameters of a request for this very table, all of them named."""
        question = self.question
        return {
            "register": question.register.key,
            "measure": self.measure.key,
            "rows": self.rows,
            "columns": self.columns,
            "unit": question.unit.id,
            "period": question.period.key,
            "status": ",".join(question.selection.statuses),
        }


def read_explore(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams, now: datetime
) -> ExploreQuestion:
    """Read the parameters of a request for a table (``PARAMETERS``), all of which may be left out.

    By default what the overview shows first: the register of everyday work, its large number, the viewer's highest
    unit, the last period with figures; by unit, or by month in a school. Raises Problem ``malformed``, which names the
    parameters that are not valid, or ``forbidden`` if the unit is not theirs to read.
    """
    params = ParamReader(given, PARAMETERS)
    params.refuse()
    figures = {name: given[name] for name in FIGURES if name in given}
    question, empty = reported_question(session, viewer, registers, figures, now)
    register = question.register
    key = params.among("measure", [measure.key for measure in register.measures])
    measure = (register.measure(key) if key else None) or large_measure(register) or first_measure(params, register)
    known = dimensions(measure) if measure else ()
    rows = params.among("rows", known) or ("unit" if question.unit.kind in ("province", "commune") else "month")
    rows = rows if rows in known or not known else known[0]
    columns = params.among("columns", known) or ""
    if columns and (columns == rows or {rows, columns} <= ONE_UNIT):
        params.fault("columns", "choices")
    params.refuse()
    assert measure
    before, through = selection_before(session, viewer, registers, question, now)
    return ExploreQuestion(question, measure, rows, columns, empty, before, through)


def dimensions(measure: Measure) -> tuple[str, ...]:
    """The dimensions by which a measure can be divided: those that are common to all, and its own fields.

    What another register counts is told by units alone.
    """
    if measure.d and "." in measure.d:
        return tuple(by for by in COMMON if by in OF_UNITS)
    return (*COMMON, *(by for by in measure.by if by not in COMMON))


def first_measure(params: ParamReader, register: Register) -> Measure | None:
    """The first measure of a register without a large number; else None and a fault."""
    if not register.measures:
        params.fault("register", "choices")
    return register.measures[0] if register.measures else None
