"""How complete a figure is: how many units are to report, how many have, and who holds unsent data; by name too."""

from typing import TypedDict

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from server.figures.reporting import Reporting
from server.models.auth import Session as Phone
from server.models.org import Role, Unit
from server.org.reporting_units import among, kinds_of
from server.platform.clock import now
from sync.registers import Register

MOST_NAMED = 600  # units; a province has fewer


class Completeness(TypedDict):
    """How many units are to report (``units``), and how many of these have (``reported``).

    ``kind``: the kind of the units, None where they are of several.

    ``unsent``: units of which somebody's phone reported, when it last was online, that it holds something unsent.
    """

    kind: str | None
    units: int
    reported: int
    unsent: int


class NamedUnit(TypedDict):
    """A unit by name; ``parent`` is the id of the unit above by place."""

    id: str
    name: str
    parent: str | None


class NamedCompleteness(Completeness):
    """The same numbers with names: ``missing`` are to report and have not, ``holding`` have unsent data on a phone.

    Of more than 600 units, the first by place.
    """

    missing: list[NamedUnit]
    holding: list[NamedUnit]


def completeness(session: Session, reporting: Reporting) -> Completeness:
    """How many of the units that are to report have done so."""
    expected = select(func.count()).select_from(Unit).where(reporting.to_report())
    return {
        "kind": kind_of_units(reporting.register),
        "units": session.scalar(expected) or 0,
        "reported": session.scalar(expected.where(reporting.has_reported())) or 0,
        "unsent": len(unsent(session, reporting.units)),
    }


def named_completeness(session: Session, reporting: Reporting) -> NamedCompleteness:
    """How many of the units that are to report have done so, and the names of those that have not."""
    holding, to_report = unsent(session, reporting.units), reporting.to_report()
    wanted = or_(to_report, Unit.id.in_(holding)) if holding else to_report
    query = select(Unit.id, Unit.name, Unit.parent, to_report.label("expected"), reporting.has_reported().label("sent"))
    found = session.execute(query.where(wanted).order_by(Unit.parent, Unit.name)).all()
    expected = [row for row in found if row.expected]
    return {
        "kind": kind_of_units(reporting.register),
        "units": len(expected),
        "reported": sum(row.sent for row in expected),
        "unsent": len(holding),
        "missing": [_named(row) for row in expected if not row.sent][:MOST_NAMED],
        "holding": [_named(row) for row in found if row.id in holding][:MOST_NAMED],
    }


def kind_of_units(register: Register) -> str | None:
    """The kind of the units that fill a register in; None where they are of several kinds."""
    kinds = kinds_of(register)
    return kinds[0] if len(kinds) == 1 else None


def unsent(session: Session, units: Select[str]) -> set[str]:
    """The ids of those of ``units`` where somebody's phone holds something unsent."""
    open_now = or_(Role.until.is_(None), Role.until > now())
    query = select(Role.unit).distinct().join(Phone, Phone.person == Role.person)
    found = query.where(among(Role.unit, units), open_now, Phone.expires > now(), holds_unsent(Phone))
    return set(session.scalars(found))


def holds_unsent(phone: type[Phone]) -> ColumnElement[bool]:
    """Phones that reported, when they last were online, that they hold mutations or photos which are not sent yet."""
    return or_(*(phone.queue[kind].as_float() > 0 for kind in ("mutations", "photos")))


def _named(row: Row[str, str, str | None, bool, bool]) -> NamedUnit:
    return {"id": row.id, "name": row.name, "parent": row.parent}
