"""A question for figures: which register, unit, period and statuses; read from the parameters of a request."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from server.access.tokens import reads_register
from server.access.viewer import Viewer
from server.figures.reach import readable, readable_below
from server.figures.reporting import Reporting
from server.figures.selection import Selection, remember_places, select_cells
from server.models.org import Unit
from server.models.periods import Period
from server.periods import ranges
from server.periods.moments import units_as_of
from server.periods.months import month_period
from server.platform.clock import day_of
from server.platform.query_params import ParamReader, RawParams
from sync.protocol.problems import Problem
from sync.protocol.transitions import DELETED, DRAFT, STATUSES
from sync.registers import Measure, Register, Registers
from sync.registers.measure_consistency import COMMON_DIMENSIONS

PARAMETERS = ("register", "period", "unit", "measure", "by", "status")
COUNTABLE = tuple(status for status in STATUSES if status not in (DRAFT, DELETED))
"""The statuses whose records may be included in figures: all but drafts and deleted."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request for the figures of a register in a unit (with all units below it) and a period.

    ``selection``: the cells to add up, of those units that the person may read. ``measure`` and ``by``: if rows are
    wanted too, of which measure and by which dimension; both None if only totals are wanted.
    """

    unit: Unit
    period: Period
    selection: Selection
    measure: Measure | None = None
    by: str | None = None

    @property
    def register(self) -> Register:
        return self.selection.register

    def reporting(self, registers: Registers) -> Reporting:
        """Which units have to report, and have, for the question's register, units and period."""
        selected = self.selection
        return Reporting(registers, selected.register, selected.units, selected.span, selected.at)


def read_question(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams, now: datetime, months: bool = False
) -> Question:
    """Read the parameters of a request for figures (``PARAMETERS``); only ``register`` is required.

    By default: the viewer's highest unit, the register's present period, the statuses that the register counts.
    ``measure`` and ``by`` need each other. Raises Problem ``malformed``, which names every parameter that is not
    valid, or ``forbidden`` if the viewer may not read the unit's figures,
    or their token leaves nothing of the register. ``now``: the moment that is taken as the
    present, such as that at which a report was signed. ``months``: whether the period may be a month, ``YYYY-MM``.
    """
    params = ParamReader(given, PARAMETERS)
    register = registers.latest(params.among("register", {item.key for item in registers.all_latest()}) or "")
    if register is None:
        params.fault("register", "required")
        params.refuse()
        raise Problem("malformed")
    measure, by = _read_rows(params, register)
    statuses = params.several("status", COUNTABLE) or register.counts
    unit_id = params.id("unit")
    period = _read_period(session, params, register, day_of(now), months)
    params.refuse()
    if not reads_register(viewer, register.key):
        raise Problem("forbidden")
    unit = readable(session, viewer, unit_id)
    assert period is not None
    at = units_as_of(session, register, ranges.span(session, register, period), unit.id, now)
    units = readable_below(session, viewer, unit, at)
    selection = select_cells(session, registers, register, units, period, statuses, at)
    return Question(unit, period, selection, measure, by)


def remembering(session: Session, question: Question, now: datetime) -> Question:
    """The same question, but with sums from the cache in memory (``place_cache``) if it is about a whole province.

    Only within a transaction that reads one snapshot of the database and writes nothing: sums that are never committed
    must not enter the cache. For figures on a screen; signed reports are always added up from the cells.
    """
    return replace(question, selection=remember_places(session, question.selection, question.unit, now))


def list_filters(question: Question, measure: Measure, selection: Selection | None = None) -> dict[str, str]:
    """The parameters of ``/api/records`` with which it lists the records behind a measure's total.

    For a stock these are the records of the last period in which it was reported, of the units of the figure's own
    (``of``). ``selection``: whose period is meant, if not that of the question's own selection.
    """
    shown = selection or question.selection
    period = (measure.flow == "stock" and shown.last_period) or shown.span.key
    return ({} if period == shown.span.key else {"of": shown.span.key}) | {
        "register": question.register.key,
        "period": period,
        "unit": question.unit.id,
        "status": ",".join(question.selection.statuses),
        "measure": measure.key,
    }


def _read_rows(params: ParamReader, register: Register) -> tuple[Measure | None, str | None]:
    """The parameters ``measure`` and ``by``; a fault in ``params`` if one is missing or not of this register."""
    key = params.among("measure", [measure.key for measure in register.measures])
    measure = register.measure(key) if key else None
    by = params.one("by")
    if by and not measure:
        params.fault("measure", "required")
    elif measure and not by:
        params.fault("by", "required")
    elif measure and by not in (*COMMON_DIMENSIONS, *measure.by):
        params.fault("by", "choices")
    return measure, by


def _read_period(session: Session, params: ParamReader, register: Register, today: date, months: bool) -> Period | None:
    """The period that ``period`` names, by default the register's present one.

    If there is none, or the register has no period within it: a fault in ``params``, which ``refuse`` raises later.
    """
    key = params.one("period")
    found = month_period(key) if months else None
    period = found or (session.get(Period, key) if key else ranges.current(session, register, today))
    if period is None or ranges.span(session, register, period).empty:
        params.fault("period", "choices")
    return period
