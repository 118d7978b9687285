"""Counts the tables of two fields that are ordered, step by step. Each step's result is stored before the next, so that
a kill costs one step at most."""

from collections.abc import Callable, Collection

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.access.viewer import viewer_of
from server.figures.explore.fields_count import UNFINISHED
from server.figures.explore.query import read_explore
from server.figures.explore.record_sums import Amounts, Counted, amounts_of
from server.figures.explore.units_counted import Left, UnitsCounted, counted_in, units_counted
from server.models.figures import FieldsCount, FieldsCountPart
from server.platform.clock import now
from server.platform.database import again, read, write
from server.platform.outages import is_outage
from server.platform.time_limit import time_limit
from sync.protocol.problems import Problem
from sync.registers import Registers

STEP = 5_000  # records of one step, and those of one unit at least
ATTEMPTS = 3  # at one step; then the order has failed
LONGEST = 10 * 60  # seconds that a step may take
ROUNDS = 2  # how often a record is read at most, while units are written to again and again

log = structlog.get_logger()


def work(renewed: Callable[[], Registers]) -> None:
    """Do the steps of all unfinished orders in turn, so that a small table does not wait for a large one.

    ``renewed`` gives the registers that are published at the time of each step.
    """
    waiting: set[str] = set()
    while order := _next(waiting):
        step(renewed(), order, waiting)


def step(registers: Registers, order: FieldsCount, waiting: set[str]) -> None:
    """Count the next units of an order. No error is raised: a third one at the same step makes it a failed one.

    One that failed otherwise is added to ``waiting``, ids of orders that are passed over. If the database is away the
    order stays as it was.
    """
    if order.attempts >= ATTEMPTS:
        _note(order, state="failed", fault=order.fault or "died")
        return
    _note(order, attempts=order.attempts + 1)
    try:
        with time_limit(LONGEST, lambda: None):
            _count(registers, order)
    except Problem as problem:
        _note(order, state="failed", fault=problem.code)
    except Exception as error:
        log.exception("a table is not counted", order=order.id)
        _note(order, attempts=order.attempts - 1 if is_outage(error) else order.attempts, fault="broken")
        waiting.add(order.id)


def _next(waiting: Collection[str]) -> FieldsCount | None:
    """The unfinished order of which the least was counted."""
    query = select(FieldsCount).where(FieldsCount.state.in_(UNFINISHED), FieldsCount.id.not_in(waiting))
    with read() as session:
        return session.scalar(query.order_by(FieldsCount.counted, FieldsCount.wanted, FieldsCount.id).limit(1))


def _count(registers: Registers, order: FieldsCount) -> None:
    """Read the records of the next units, each as of one moment, and store what they come to."""
    with read() as session:
        counted, stand = _wanted(session, registers, order)
        units = _next_units(stand)
        found = amounts_of(session, registers, counted, units)
    again(lambda: _store(counted, units, found))
    records = order.counted + sum(one.records for one in units.values())
    done = len(units) == len(stand.left) or records > ROUNDS * stand.records
    _note(order, state="done" if done else "working", counted=records, attempts=0, fault=None)


def _wanted(session: Session, registers: Registers, order: FieldsCount) -> tuple[Counted, UnitsCounted]:
    """What is to be counted, with the rights that its person has now. Raises Problem ``forbidden`` if they have none
    any more."""
    viewer = viewer_of(session, order.person)
    if viewer is None:
        raise Problem("forbidden")
    wanted = read_explore(session, viewer, registers, {name: [value] for name, value in order.order.items()}, now())
    counted = counted_in(session, registers, wanted)
    return counted, units_counted(session, counted)


def _next_units(stand: UnitsCounted) -> dict[str, Left]:
    """The first units that are left, by id: of so many records as a step reads, but one at least."""
    chosen: dict[str, Left] = {}
    for unit, left in sorted(stand.left.items()):
        if chosen and sum(one.records for one in chosen.values()) + left.records > STEP:
            break
        chosen[unit] = left
    return chosen


def _store(counted: Counted, units: dict[str, Left], found: dict[str, Amounts]) -> None:
    with write() as session:
        for unit, left in units.items():
            session.merge(FieldsCountPart(digest=counted.digest, unit=unit, log=left.log, amounts=found[unit]))


def _note(order: FieldsCount, **values: object) -> None:
    """Set columns of the order, given by name, here and in the database."""
    with write() as session:
        session.execute(update(FieldsCount).where(FieldsCount.id == order.id).values(**values))
    for name, value in values.items():
        setattr(order, name, value)
