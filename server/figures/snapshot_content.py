"""The content of a report on a unit and period.

A report is made of the present figures; once somebody signs it, its content is stored for good as a snapshot.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypedDict

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.as_of import as_of
from server.figures.question import list_filters, read_question
from server.figures.snapshot_register import SnapshotRegister, snapshot_register
from server.models.periods import Period
from server.periods import ranges
from sync.protocol.problems import Problem
from sync.registers import Registers


class SnapshotUnit(TypedDict):
    """The unit that a report is about."""

    id: str
    name: str
    kind: str


class SnapshotPeriod(TypedDict):
    """The period that a report is about, with its first and last day as ``YYYY-MM-DD``."""

    key: str
    starts: str
    ends: str


class SnapshotContent(TypedDict):
    """A report: the figures of several registers in a unit and period. ``as_of``: when they were read, as text."""

    as_of: str
    unit: SnapshotUnit
    period: SnapshotPeriod
    registers: list[SnapshotRegister]


def snapshot_content(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    unit: str,
    period: str,
    keys: Iterable[str],
    now: datetime,
    statuses: Iterable[str] = (),
    moments: Mapping[str, datetime] = MappingProxyType({}),
    rows: bool = True,
) -> SnapshotContent:
    """The report on a unit (id) and period (key) with the present figures of the registers ``keys``, in their order.

    The period may be a month, ``YYYY-MM``.
    ``statuses``: the statuses whose records are included; if empty, those that each register counts. ``now``: the
    moment that is taken as the present; ``moments``: register → another one in its place. It decides which units there
    are, and of what level and place. Without ``rows`` there are totals alone. Raises the Problems of
    ``read_question``, and ``malformed`` without any register.
    """
    given = {"unit": [unit], "period": [period], "status": list(statuses)}
    questions = [
        read_question(session, viewer, registers, given | {"register": [key]}, moments.get(key, now), months=True)
        for key in keys
    ]
    if not questions:
        raise Problem("malformed", {"registers": {"rule": "required"}})
    first = questions[0]
    return {
        "as_of": as_of(now),
        "unit": {"id": first.unit.id, "name": first.unit.name, "kind": first.unit.kind},
        "period": {
            "key": first.period.key,
            "starts": first.period.starts.isoformat(),
            "ends": first.period.ends.isoformat(),
        },
        "registers": [snapshot_register(session, viewer, registers, one, rows) for one in questions],
    }


def registers_with_figures(session: Session, registers: Registers, period: Period) -> list[str]:
    """The keys of the registers that have measures and periods within ``period``, reported or not."""
    known = [register for register in registers.all_latest() if register.measures]
    return [register.key for register in known if not ranges.span(session, register, period).empty]


def filters_behind(
    session: Session, viewer: Viewer, registers: Registers, unit: str, period: str, keys: Iterable[str], now: datetime
) -> dict[tuple[str, str], dict[str, str]]:
    """(register, measure) → the parameters of ``/api/records`` that list the records behind its present total.

    For a unit (id), a period (key) and the registers ``keys``. Raises the Problems of ``read_question``.
    """
    given = {"unit": [unit], "period": [period]}
    questions = [read_question(session, viewer, registers, given | {"register": [key]}, now) for key in keys]
    return {
        (one.register.key, measure.key): list_filters(one, measure)
        for one in questions
        for measure in one.register.measures
    }
