"""Who has reported and who has not, by name: for deadlines, reminders and signed reports."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NotRequired, TypedDict

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from server.figures.reporting import Reporting
from server.models.log import LogEntry, Record
from server.models.org import Unit
from server.platform.clock import HERE


class Nonreporter(TypedDict):
    """A unit that has not reported. ``place``: the name of the unit above by place; ``reminded``: a moment, as text."""

    unit: str
    name: str
    place: str | None
    reminded: NotRequired[str]


class Reporter(TypedDict):
    """A unit that has reported. ``at``: the moment when its first record reached the server, as text.

    ``late``: that was after the last day; ``nothing``: it has declared that there is nothing to report.
    """

    unit: str
    name: str
    place: str | None
    at: str
    late: bool
    nothing: bool


def nonreporters(session: Session, reporting: Reporting) -> list[Nonreporter]:
    """The units that are to report and have not, by place and name: never by who is worst."""
    found = _units(session, reporting.to_report(), not_(reporting.has_reported()))
    return [{"unit": id_, "name": name, "place": place} for id_, name, place in found]


def reporters(session: Session, reporting: Reporting, due: date | None) -> list[Reporter]:
    """The units that are to report and have, by place and name. ``due``: the last day; without one nobody is late."""
    nil = reporting.nil_records()
    first = _first_received(session, or_(reporting.sent_records(), nil), reporting)
    nothing = _first_received(session, nil, reporting)
    return [
        {
            "unit": id_,
            "name": name,
            "place": place,
            "at": first[id_].isoformat().replace("+00:00", "Z"),
            "late": due is not None and first[id_].astimezone(HERE).date() > due,
            "nothing": id_ in nothing,
        }
        for id_, name, place in _units(session, reporting.to_report(), reporting.has_reported())
    ]


def count_idle(session: Session, reporting: Reporting) -> int:
    """How many of the units that are to report have declared that there is nothing to report, and have sent nothing."""
    sent = select(Record.scope).where(reporting.sent_records())
    idle = reporting.to_report(), reporting.has_nothing(), Unit.id.not_in(sent)
    return session.scalar(select(func.count()).select_from(Unit).where(*idle)) or 0


def _units(session: Session, *conditions: ColumnElement[bool]) -> Iterator[tuple[str, str, str | None]]:
    """(id, name, name of the unit above)."""
    above = aliased(Unit)
    query = (
        select(Unit.id, Unit.name, above.name)
        .outerjoin(above, above.id == Unit.parent)
        .where(*conditions)
        .order_by(above.search_text, Unit.search_text)
    )
    return ((id_, name, place) for id_, name, place in session.execute(query))


def _first_received(session: Session, condition: ColumnElement[bool], reporting: Reporting) -> dict[str, datetime]:
    """Unit → when the first of the records that ``condition`` names was received as submitted."""
    query = (
        select(Record.scope, func.min(LogEntry.received))
        .join(LogEntry, and_(LogEntry.scope == Record.scope, LogEntry.rev == Record.submitted_rev))
        .where(condition, Record.scope.in_(reporting.units))
        .group_by(Record.scope)
    )
    return dict(session.execute(query).all())
