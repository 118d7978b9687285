"""A unit's place (the unit that it lies in) and its reporting line (the unit that it reports to), and changing them.

``Unit.place`` and ``Unit.path`` keep both as ids from the province down, ``/province/commune/school/``, so that all
units below one begin with its own.
"""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Database

from server.models.org import Unit
from server.models.periods import Closing, closes
from server.org.people import KINDS_BELOW
from server.platform.clock import now
from sync.protocol.problems import Problem

Place = Literal["parent", "reports_to"]
"""A member of a request: the unit that another one lies in, or reports to."""


def open_unit(session: Database, id_: str, field: str) -> Unit:
    """The unit with this id, which must not have ended. Otherwise Problem ``invalid``, naming ``field``, the member of
    the request that the id came in."""
    unit = session.get(Unit, id_)
    if unit is None or not unit.open_at(now()):
        raise Problem("invalid", {field: {"rule": "ended" if unit else "unknown"}})
    return unit


def move(session: Database, unit: Unit, parent: Unit, above: Unit) -> None:
    """Move a unit, with all units below it, into ``parent``, to report to ``above``: what ``destination`` found."""
    _keep_closings(session, unit, above)
    put_under(session, unit, parent, above)


def destination(session: Database, unit: Unit, wanted: Mapping[Place, str | None]) -> tuple[Unit, Unit]:
    """The units that a unit is to lie in and to report to; ``wanted``: their ids (``parent``, ``reports_to``). One that
    is absent stays as it is.

    Problem ``invalid`` names the member that cannot be.
    """
    if unit.kind in ("province", "site") and ("reports_to" in wanted or unit.kind == "province"):
        raise Problem("invalid", {"reports_to": {"rule": "kind"}})
    parent = open_unit(session, wanted.get("parent") or unit.parent or "", "parent")
    above = open_unit(session, wanted.get("reports_to") or unit.reports_to or parent.id, "reports_to")
    for name, other in (("parent", parent), ("reports_to", above)):
        if unit.id in (*other.place.split("/"), *other.path.split("/")):
            raise Problem("invalid", {name: {"rule": "below_itself"}})
    refuse_misplaced(unit.kind, parent, above)
    return parent, above


def with_all_below(session: Database, unit: Unit) -> list[Unit]:
    """A unit and all units that lie in it or report to it, at any remove."""
    below = or_(Unit.place.startswith(unit.place, autoescape=True), Unit.path.startswith(unit.path, autoescape=True))
    return list(session.scalars(select(Unit).where(below)))


def _keep_closings(session: Database, unit: Unit, above: Unit) -> None:
    """What is closed for a unit by those that it reported to, and will not under ``above``, stays closed for it."""
    left = set(unit.path.split("/")) - {"", unit.id, *above.path.split("/")}
    kept = select(Closing).join(Unit, closes()).where(Unit.id == unit.id, Closing.unit.in_(left))
    for closing in session.scalars(kept).all():
        key = {"register": closing.register, "period": closing.period, "unit": unit.id}
        if session.get(Closing, key) is None:
            session.add(Closing(**key, at=closing.at, by=closing.by, snapshot=closing.snapshot))
            session.flush()


def put_under(session: Database, unit: Unit, parent: Unit, above: Unit) -> None:
    """Move a unit, with all units below it, into ``parent`` and make it report to ``above``; nothing is checked."""
    place, path = f"{parent.place}{unit.id}/", f"{above.path}{unit.id}/"
    for other in with_all_below(session, unit):
        if other is unit:
            continue
        if other.place.startswith(unit.place):
            other.place = place + other.place[len(unit.place) :]
        if other.path.startswith(unit.path):
            other.path = path + other.path[len(unit.path) :]
    unit.parent, unit.reports_to, unit.place, unit.path = parent.id, above.id, place, path


def refuse_misplaced(kind: str, parent: Unit, above: Unit) -> None:
    """Problem ``invalid`` if a unit of this kind cannot lie in ``parent`` or cannot report to ``above``: a school
    reports to its commune or to the province, every other unit to the one that it lies in."""
    if kind not in KINDS_BELOW[parent.kind]:
        raise Problem("invalid", {"parent": {"rule": "kind"}})
    allowed = [part for part in parent.place.split("/") if part] if kind == "school" else [parent.id]
    if above.id not in allowed:
        raise Problem("invalid", {"reports_to": {"rule": "kind"}})
