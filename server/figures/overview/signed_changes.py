"""How many totals of the last signed reports are no longer what was signed."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import TypedDict

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures import totals
from server.figures.figure import Figure, figure
from server.figures.reach import readable_below
from server.figures.selection import Selection, Wanted, select_several
from server.figures.snapshots import signed_content
from server.models.figures import Snapshot, SnapshotWithdrawal
from server.models.org import Unit
from server.models.periods import Period
from server.periods import ranges
from server.periods.moments import units_as_of
from sync.registers import Register, Registers

MOST_PERIODS = 2  # the last signed ones: a school year, and its semester or calendar half-year
MOST_KEPT = 50


class SignedChanges(TypedDict):
    """``figures``: how many totals differ. ``snapshot``: the id of the latest report with such a total."""

    figures: int
    snapshot: str


Moments = dict[str, datetime]
"""Key of a register → the moment as of which a report counted its units."""
Totals = dict[tuple[str, str], tuple[object, ...]]
"""(register's key, measure's key) → the numbers of its total: value, numerator, denominator."""


def signed_changes(
    session: Session, viewer: Viewer, registers: Registers, unit: Unit, selection: Selection
) -> SignedChanges | None:
    """Compare the totals of the unit's last signed reports, one for each of two periods, with those of now.

    None if all are as they were signed. Totals alone are compared, which are read from cells as the page's figures are;
    ``selection``: the page's. What was withdrawn is left out.
    """
    figures, first = 0, ""
    for id_, period in _standing(session, unit):
        signed, moments = _signed(session, id_)
        known = [(one, moment) for key, moment in moments.items() if (one := registers.latest(key))]
        live = _live(session, viewer, registers, unit, session.get_one(Period, period), known, selection)
        changed = sum(numbers != live.get(place, numbers) for place, numbers in signed.items())
        figures, first = figures + changed, first or (id_ if changed else "")
    return {"figures": figures, "snapshot": first} if figures else None


def _standing(session: Session, unit: Unit) -> list[tuple[str, str]]:
    """(id, period's key) of the unit's last reports that hold, the latest first; of each period the last alone."""
    withdrawn = exists().where(SnapshotWithdrawal.snapshot == Snapshot.id)
    query = select(Snapshot.period, Snapshot.id).where(Snapshot.unit == unit.id, ~withdrawn).order_by(Snapshot.at)
    last = dict(session.execute(query).all())
    return sorted(((id_, period) for period, id_ in last.items()), reverse=True)[:MOST_PERIODS]


class _Kept:
    """What was read of snapshots, which never change: id → totals, and register → the moment as of which units counted.

    Threads share it. Those not used for the longest time are dropped.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.found: OrderedDict[str, tuple[Totals, Moments]] = OrderedDict()

    def of(self, session: Session, id_: str) -> tuple[Totals, Moments]:
        with self.lock:
            if id_ in self.found:
                self.found.move_to_end(id_)
                return self.found[id_]
        made = _read(session.get_one(Snapshot, id_))
        with self.lock:
            self.found[id_] = made
            while len(self.found) > MOST_KEPT:
                self.found.popitem(last=False)
        return made


_signed = _Kept().of


def _read(snapshot: Snapshot) -> tuple[Totals, Moments]:
    content = signed_content(snapshot)
    found: Totals = {}
    moments: Moments = {}
    for register in content["registers"]:
        at = register.get("units_at")
        moments[register["key"]] = datetime.fromisoformat(at) if at else snapshot.at
        for measure in register["measures"]:
            found[register["key"], measure["key"]] = _numbers(measure["total"])
    return found, moments


def _live(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    unit: Unit,
    period: Period,
    known: Sequence[tuple[Register, datetime]],
    selection: Selection,
) -> Totals:
    """The present totals of registers in a period, of the units as of the moments in ``known``; in one statement."""
    wanted = []
    for register, moment in known:
        at = units_as_of(session, register, ranges.span(session, register, period), unit.id, moment)
        wanted.append(Wanted(register, period, register.counts, readable_below(session, viewer, unit, at), at))
    selections = select_several(session, registers, wanted, selection.with_cells, selection.places)
    pairs = [(one, one.register.measures) for one in selections]
    found: Totals = {}
    for (one, measures), sums in zip(pairs, totals.sums_of(session, pairs), strict=True):
        found |= {(one.register.key, measure.key): _numbers(figure(measure, sums)) for measure in measures}
    return found


def _numbers(total: Figure) -> tuple[object, ...]:
    return total["value"], total.get("n"), total.get("d")
