"""Checks signed reports: that their bytes are what was signed, and that their figures can be computed again."""

from collections.abc import Collection, Iterator

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from server.access.viewer import Grant, Viewer
from server.figures.figure import OF_UNITS
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_differences import Difference, differences
from server.figures.snapshot_register import SnapshotRegister
from server.figures.snapshots import live_content, signed_content
from server.models.figures import Snapshot, SnapshotWithdrawal
from server.models.org import Unit
from server.models.periods import Period
from server.periods import closings, ranges
from sync.registers import Registers


def signed_faults(session: Session, registers: Registers, units: Collection[str] | None = None) -> Iterator[str]:
    """Every fault of the signed reports, as a text; none if all is well. ``units``: of those for units with
    these ids alone; None: of all.

    Of a report that was not withdrawn the figures are computed again, for each register that has the same version now:
    how many units were to report and the denominators of shares, as the units were then; and all figures, if the
    register's period has been closed ever since, as no record can have changed.
    """
    withdrawn = set(session.scalars(select(SnapshotWithdrawal.snapshot)))
    wanted = true() if units is None else Snapshot.unit.in_(units)
    for snapshot in session.scalars(select(Snapshot).where(wanted).order_by(Snapshot.at, Snapshot.id)).all():
        try:
            signed = signed_content(snapshot)
        except ValueError as fault:
            yield str(fault)
            continue
        if snapshot.id not in withdrawn:
            yield from _recomputed(session, registers, snapshot, signed)


def _recomputed(session: Session, registers: Registers, snapshot: Snapshot, signed: SnapshotContent) -> Iterator[str]:
    """The figures of a report that are not what they are when they are computed again."""
    same = [one for one in signed["registers"] if (now := registers.latest(one["key"])) and now.form == one.get("form")]
    if not same:
        return
    unit = session.get_one(Unit, snapshot.unit)
    viewer = Viewer(snapshot.by, "", (Grant(unit.id, "department", unit.path),))  # one reaches every unit
    live = live_content(session, viewer, registers, snapshot)
    again = {one["key"]: one for one in live["registers"]}
    for one in same:
        yield from _units(snapshot, one, again[one["key"]])
    held = {one["key"] for one in same if _closed_since(session, registers, snapshot, unit, one["key"])}
    keys = {one["key"] for one in same}
    for found in differences(signed, live):
        if found["register"] in keys and (found["register"] in held or _counts_units(registers, found)):
            place = " ".join(part for part in (found["register"], found["measure"], found["by"], found["key"]) if part)
            yield f"snapshot {snapshot.id}: {place} is signed as {found['frozen']}, computed as {found['live']}"


def _units(snapshot: Snapshot, signed: SnapshotRegister, again: SnapshotRegister) -> Iterator[str]:
    frozen, live = signed["complete"]["units"], again["complete"]["units"]
    if frozen != live:
        yield f"snapshot {snapshot.id}: {signed['key']} is signed with {frozen} units to report, computed with {live}"


def _closed_since(session: Session, registers: Registers, snapshot: Snapshot, unit: Unit, key: str) -> bool:
    """Whether a register's periods in a report were closed when it was signed, and have been ever since."""
    register = registers.latest(key)
    assert register is not None
    span = ranges.span(session, register, session.get_one(Period, snapshot.period))
    closed = closings.closed_since(session, key, span.periods, unit.id)
    return closed is not None and closed <= snapshot.at


def _counts_units(registers: Registers, found: Difference) -> bool:
    """Whether a difference is one of a share's denominator, which depends on the units alone."""
    register = registers.latest(found["register"])
    measure = register.measure(found["measure"]) if register else None
    if measure is None or measure.kind != "share" or found["by"] not in OF_UNITS:
        return False
    of = [figure.get("d") if figure else None for figure in (found["frozen"], found["live"])]
    return of[0] != of[1]
