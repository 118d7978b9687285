"""The names of the units that have reported and of those that have not, for deadlines, reminders and signed reports."""

from datetime import date, datetime
from typing import NotRequired, TypedDict

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from server.figures.contacts import Contact, contacts
from server.figures.reporting import Reporting
from server.models.log import LogEntry, Record
from server.models.org import Unit
from server.models.unit_states import UnitState, states_at
from server.platform.clock import day_of, utc_text
from sync.vietnamese import sort_key


class Fetched(TypedDict):
    """Somebody whose phone was sent a reminder: their name, and the moment, as text. ``held``: the phone has said since
    that it holds it."""

    name: str
    at: str
    held: bool


class Nonreporter(TypedDict):
    """A unit that has not reported, by id and name. ``place``: the name of the unit above it, None if none is.

    ``reminded``: the moment when it was last reminded, as text, and ``fetched``: whose phones were sent that reminder;
    both are absent if it never was. ``people``: who answers for it and may be called, only in lists of deadlines.
    """

    unit: str
    name: str
    place: str | None
    reminded: NotRequired[str]
    fetched: NotRequired[list[Fetched]]
    people: NotRequired[list[Contact]]


class Reporter(TypedDict):
    """A unit that has reported, by id and name. ``place``: the name of the unit above it, None if none is.

    ``at``: the moment when the server received its first record, as text. ``late``: whether that was after the
    deadline. ``nothing``: whether it has declared that it has nothing to report.
    """

    unit: str
    name: str
    place: str | None
    at: str
    late: bool
    nothing: bool


def nonreporters(session: Session, reporting: Reporting) -> list[Nonreporter]:
    """The units that have to report and have not, sorted by the name of the unit above and their own."""
    found = _units(session, reporting, not_(reporting.has_reported()))
    return [{"unit": id_, "name": name, "place": place} for id_, name, place in found]


def with_contacts(
    session: Session, reporting: Reporting, missing: list[Nonreporter], now: datetime
) -> list[Nonreporter]:
    """The units ``missing``, which have not reported, each with who answers for it."""
    people = contacts(session, select(Unit.id).where(reporting.to_report(), not_(reporting.has_reported())), now)
    for one in missing:
        one["people"] = people.get(one["unit"], [])
    return missing


def reporters(session: Session, reporting: Reporting, due: date | None) -> list[Reporter]:
    """The units that have to report and have, sorted by the name of the unit above and their own.

    ``due``: the last day on which a report is on time; if it is None, no unit is late.
    """
    nil = reporting.nil_records()
    first = _first_received(session, or_(reporting.sent_records(), nil), reporting)
    nothing = _first_received(session, nil, reporting)
    return [
        {
            "unit": id_,
            "name": name,
            "place": place,
            "at": utc_text(first[id_]),
            "late": due is not None and day_of(first[id_]) > due,
            "nothing": id_ in nothing,
        }
        for id_, name, place in _units(session, reporting, reporting.has_reported())
    ]


def count_idle(session: Session, reporting: Reporting) -> int:
    """How many of the units that have to report have declared that they have nothing, and have sent no other record."""
    sent = select(Record.scope).where(reporting.sent_records())
    idle = reporting.to_report(), reporting.has_nothing(), Unit.id.not_in(sent)
    return session.scalar(select(func.count()).select_from(Unit).where(*idle)) or 0


def _units(session: Session, reporting: Reporting, condition: ColumnElement[bool]) -> list[tuple[str, str, str | None]]:
    """(id, name, name of the unit above) of the units that have to report and meet a condition, sorted by the names.

    Names and places are those of the moment as of which units are counted.
    """
    above = aliased(UnitState)
    query = (
        select(Unit.id, UnitState.name, above.name)
        .join(UnitState, and_(UnitState.unit == Unit.id, states_at(reporting.at)))
        .outerjoin(above, and_(above.unit == UnitState.parent, states_at(reporting.at, above)))
        .where(reporting.to_report(), condition)
    )
    found = [(id_, name, place) for id_, name, place in session.execute(query)]
    return sorted(found, key=lambda one: (sort_key(one[2] or ""), sort_key(one[1]), one[0]))


def _first_received(session: Session, condition: ColumnElement[bool], reporting: Reporting) -> dict[str, datetime]:
    """Id of a unit → when the server received the first submission among its records that meet ``condition``.

    Units without such a record are left out.
    """
    query = (
        select(Record.scope, func.min(LogEntry.received))
        .join(LogEntry, and_(LogEntry.scope == Record.scope, LogEntry.rev == Record.submitted_rev))
        .where(condition, Record.scope.in_(reporting.units))
        .group_by(Record.scope)
    )
    return dict(session.execute(query).all())
