"""How many records wait for somebody's own decision, read from the cells wherever these are exact."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.access.viewer import Viewer
from server.figures.cells import OF_RECORDS
from server.models.figures import Cell
from server.models.log import Record
from server.records.filters import units_below
from server.records.review_queue import asks_to_reopen, leaders_share, officers_share
from sync.protocol.transitions import STATUSES, turn
from sync.registers import Registers
from sync.registers.values import THOUSAND

Counts = Counter[tuple[str, str]]
"""(register, status) → how many records."""


def waiting_counts(session: Session, viewer: Viewer, registers: Registers, unit: str = "") -> Counts:
    """The records that wait for the viewer, of a unit (its id) and all units below it, or of all units for ``""``.

    A record's turn follows from its status and from who reviews by its version of the register. Where all versions
    agree, cells are added up, however many records there are; else the records are counted.
    """
    found: Counts = Counter()
    share = officers_share(session, viewer)
    for whose in sorted({whose for whose, _ in share}):
        exact, varying = _statuses(registers, whose)
        cells = or_(*(units(Cell.unit) for one, units in share if one == whose))
        summed = select(Cell.register, Cell.status, func.sum(Cell.value)).where(
            OF_RECORDS, cells, _below(Cell.unit, unit)
        )
        for register, status, value in session.execute(
            summed.where(_pairs(exact, Cell.register, Cell.status)).group_by(Cell.register, Cell.status)
        ):
            found[register, status] += int(value) // THOUSAND
        if varying:
            records = or_(*(units(Record.scope) for one, units in share if one == whose))
            found += _counted(session, and_(Record.turn == whose, Record.register.in_(varying), records), unit)
    as_officer = or_(false(), *(and_(Record.turn == whose, units(Record.scope)) for whose, units in share))
    others = or_(leaders_share(session, viewer), asks_to_reopen(session, viewer, registers))
    return found + _counted(session, and_(others, not_(as_officer)), unit)


def _counted(session: Session, condition: ColumnElement[bool], unit: str) -> Counts:
    query = select(Record.register, Record.status, func.count()).where(condition, _below(Record.scope, unit))
    rows = session.execute(query.group_by(Record.register, Record.status))
    return Counter({(register, status): n for register, status, n in rows})


def _statuses(registers: Registers, whose: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Register → the statuses in which its records have this turn by all of its versions; and the registers of which
    the versions do not agree."""
    turns: dict[str, set[tuple[str, ...]]] = {}
    for register in registers:
        statuses = tuple(status for status in STATUSES if turn(status, register.review) == whose)
        turns.setdefault(register.key, set()).add(statuses)
    varying = sorted(key for key, found in turns.items() if len(found) > 1)
    return {key: found.pop() for key, found in turns.items() if key not in varying}, varying


def _pairs(
    exact: Mapping[str, tuple[str, ...]], register: InstrumentedAttribute[str], status: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    keys: dict[tuple[str, ...], list[str]] = {}
    for key, statuses in exact.items():
        keys.setdefault(statuses, []).append(key)
    return or_(false(), *(and_(register.in_(of), status.in_(statuses)) for statuses, of in keys.items() if statuses))


def _below(column: InstrumentedAttribute[str], unit: str) -> ColumnElement[bool]:
    return column.in_(units_below(unit)) if unit else column.is_not(None)
