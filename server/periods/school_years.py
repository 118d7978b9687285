"""School years as the department sets them: on which day one opens, and on which its second semester begins."""

from datetime import date, timedelta
from typing import NamedTuple, TypedDict

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from server.access.units import arranges
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.catalog import change_catalog, lock_catalog
from server.models.log import Record
from server.models.periods import Closing, Period
from server.periods.ranges import EVENT_YEAR
from server.platform.clock import today
from sync.protocol.problems import Problem

OPENS = ((8, 1), (10, 15))
"""The first and the last day of the calendar year, as (month, day), on which a school year may open."""
SECOND = ((12, 1), (3, 15))
"""The same of the second semester: in the year in which the school year opens, and in the next."""
A_DAY = timedelta(days=1)


class SchoolYear(TypedDict):
    """A school year by its key. ``opens``: its first day; ``second``: that of its second semester, ``YYYY-MM-DD``.

    ``settled``: whether neither can be changed any more: the second semester has begun, or something is closed.
    """

    key: str
    opens: str
    second: str
    settled: bool


class _Parts(NamedTuple):
    """A school year with its semesters, and the year before with its last semester, where there is one."""

    whole: Period
    first: Period
    second: Period
    before: tuple[Period, ...]


def school_years(session: Session, viewer: Viewer) -> list[SchoolYear]:
    """The school years that have not ended, the earliest first. Raises Problem ``forbidden`` unless the viewer arranges
    units."""
    _refuse_others(viewer)
    query = select(Period).where(Period.kind == EVENT_YEAR, Period.ends >= today()).order_by(Period.starts)
    return [
        {
            "key": one.key,
            "opens": one.starts.isoformat(),
            "second": parts.second.starts.isoformat(),
            "settled": parts.second.starts <= today() or _is_closed(session, parts.second),
        }
        for one in session.scalars(query)
        for parts in [_parts(session, one)]
    ]


def set_year(by: Act, key: str, opens: date, second: date) -> None:
    """Set the days of a school year, from now on for everybody; phones get them with their next catalog.

    Only days to come move, to days to come: figures of the months that have begun are kept by these days. Raises
    Problem ``forbidden``, ``not_found``, and ``malformed`` by member: ``range`` for a day outside the part of the year
    where it may lie, ``past`` for one that has come or would have, ``closed`` where a period that would begin or end
    then is closed, ``records`` where records lie in the months between, which are kept by the days as they are.
    """
    session = by.session
    _refuse_others(by.viewer)
    lock_catalog(session)
    whole = session.get(Period, key)
    if whole is None or whole.kind != EVENT_YEAR:
        raise Problem("not_found")
    parts = _parts(session, whole)
    moves = {"opens": (whole.starts, opens), "second": (parts.second.starts, second)}
    moved = {name: days for name, days in moves.items() if days[0] != days[1]}
    rules = {name: _rule(session, parts, name, *days) for name, days in moved.items()}
    if faults := {name: {"rule": rule} for name, rule in rules.items() if rule}:
        raise Problem("malformed", faults)
    if not moved:
        return
    whole.starts = parts.first.starts = opens
    parts.first.ends, parts.second.starts = second - A_DAY, second
    for one in parts.before:
        one.ends = opens - A_DAY
    session.flush()
    change_catalog(session)
    details = {name: [old.isoformat(), new.isoformat()] for name, (old, new) in moved.items()}
    by.record("year.set", ("period", key), None, **details)


def _rule(session: Session, parts: _Parts, name: str, old: date, new: date) -> str:
    """The rule that moving one of a year's days breaks; ``""`` if none."""
    year = int(parts.whole.key[:4])
    first, last = OPENS if name == "opens" else SECOND
    if not date(year, *first) <= new <= date(year + (name == "second"), *last):
        return "range"
    if min(old, new) <= today():
        return "past"
    beside = (parts.whole, parts.first, *parts.before) if name == "opens" else (parts.first, parts.second)
    if any(_is_closed(session, one) for one in beside):
        return "closed"
    earlier, later = min(old, new).replace(day=1), (max(old, new).replace(day=28) + timedelta(days=4)).replace(day=1)
    there = select(exists().where(Record.day >= earlier, Record.day < later))
    return "records" if session.scalar(there) else ""


def _parts(session: Session, whole: Period) -> _Parts:
    first, second = (session.get_one(Period, f"{whole.key}-{part}") for part in ("HK1", "HK2"))
    year = int(whole.key[:4]) - 1
    before = (session.get(Period, f"{year}-{year + 1}{part}") for part in ("", "-HK2"))
    return _Parts(whole, first, second, tuple(one for one in before if one))


def _is_closed(session: Session, period: Period) -> bool:
    """Whether a period is closed for all, or for any unit and register."""
    closed = session.scalar(select(exists().where(Closing.period == period.key)))
    return period.closed or bool(closed)


def _refuse_others(viewer: Viewer) -> None:
    if not arranges(viewer):
        raise Problem("forbidden")
