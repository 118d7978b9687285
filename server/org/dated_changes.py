"""Changes of what a unit is, from a day on: its name, level, place and reporting line. What it was before stays, as
figures of a period are of the units as they were in it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session as Database

from server.audit.actor import Act
from server.models.org import PlannedChange, Unit
from server.models.unit_states import date_back
from server.org.placement import Place, destination, move, with_all_below
from server.org.snapshot_days import refuse_closed, refuse_signed
from server.platform.clock import now, start_of_day, today
from sync.protocol.problems import Problem

PLACES: tuple[Place, ...] = ("parent", "reports_to")
Change = Mapping[str, str | None]
"""Some of name, level, parent and reports_to → what each is to be; those that are absent stay as they are."""


def change_from(act: Act, unit: Unit, change: Change, at: datetime) -> None:
    """Let a change hold from a moment on: at once if that has come, else it is planned; the audit keeps it.

    Problem ``invalid`` for a place that it cannot have, for a moment in the past since which a report was signed or a
    period closed (``on``), or if another change is planned already (``change``).
    """
    places = _places(change)
    ends = destination(act.session, unit, places) if places else ()
    details = {"was": {name: getattr(unit, name) for name in change}, "now": dict(change)}
    if at > now():
        _plan(act, unit, change, at)
    else:
        past = at if at < start_of_day(today()) else None
        for place in (unit, *ends) if past else ():
            refuse_signed(act.session, place, "on", at)
            refuse_closed(act.session, place, "on", at)
        apply(act.session, unit, change, past)
    act.record("unit.move" if places else "unit.change", ("unit", unit.id), unit.id, on=at, **details)


def apply(session: Database, unit: Unit, change: Change, since: datetime | None) -> None:
    """Change a unit, and let its states say so from a past moment on; None: from now on. A former name becomes an
    alias. Problem ``invalid`` for a place that it cannot have."""
    names = [name for name in ("name", "level") if name in change]
    moved: list[Unit] = []
    if places := _places(change):
        parent, above = destination(session, unit, places)
        moved = with_all_below(session, unit)
        move(session, unit, parent, above)
        names += ["parent", "reports_to", "place", "path"]
    if name := change.get("name"):
        _rename(unit, name)
    unit.level = change.get("level", unit.level)
    if since:
        for below in moved:
            date_back(session, below, ("place", "path"), since)
        date_back(session, unit, names, since)


def _plan(act: Act, unit: Unit, change: Change, at: datetime) -> None:
    if act.session.get(PlannedChange, unit.id):
        raise Problem("invalid", {"change": {"rule": "planned"}})
    act.session.add(PlannedChange(unit=unit.id, at=at, change=dict(change), by=act.viewer.account))


def _places(change: Change) -> dict[Place, str | None]:
    return {name: change[name] for name in PLACES if name in change}


def _rename(unit: Unit, name: str) -> None:
    if name != unit.name:
        unit.aliases = [*(alias for alias in unit.aliases if alias not in (name, unit.name)), unit.name]
        unit.name = name
