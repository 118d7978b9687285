"""How complete a figure is: how many and which units have to report, have reported, or have data not sent yet."""

from typing import TypedDict

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from server.figures.reporting import Reporting
from server.models.auth import Session as Phone
from server.models.org import Role, Unit
from server.models.unit_states import UnitState, states_at
from server.org.reporting_units import among, kinds_of
from server.platform.clock import now
from sync.registers import Register
from sync.vietnamese import sort_key

MOST_NAMED = 600  # units listed by name; a province has fewer


class Completeness(TypedDict):
    """How many units have to report (``units``), and how many of these have (``reported``).

    ``kind``: the kind of unit that fills the register in, None if there are several. ``unsent``: how many units,
    also of those that do not have to report, have a person whose phone held unsent data when it was last online.
    """

    kind: str | None
    units: int
    reported: int
    unsent: int


class NamedUnit(TypedDict):
    """A unit by id and name; ``parent`` is the id of the unit above it, None if none is."""

    id: str
    name: str
    parent: str | None


class NamedCompleteness(Completeness):
    """The numbers, and the units behind them: ``missing`` have not reported, ``holding`` have unsent data on a phone.

    Each list is sorted by parent and name, and cut off after 600 units.
    """

    missing: list[NamedUnit]
    holding: list[NamedUnit]


def completeness(session: Session, reporting: Reporting) -> Completeness:
    """Count the units that have to report, those that have, and those with unsent data."""
    expected = select(func.count()).select_from(Unit).where(reporting.to_report())
    return {
        "kind": kind_of_units(reporting.register),
        "units": session.scalar(expected) or 0,
        "reported": session.scalar(expected.where(reporting.has_reported())) or 0,
        "unsent": len(unsent(session, reporting.units)),
    }


def named_completeness(session: Session, reporting: Reporting) -> NamedCompleteness:
    """What ``completeness`` counts, and the names of the units that have not reported or have unsent data."""
    holding, to_report = unsent(session, reporting.units), reporting.to_report()
    wanted = or_(to_report, Unit.id.in_(holding)) if holding else to_report
    named = UnitState.name, UnitState.parent
    query = select(Unit.id, *named, to_report.label("expected"), reporting.has_reported().label("sent"))
    query = query.join(UnitState, and_(UnitState.unit == Unit.id, states_at(reporting.at)))
    found = sorted(session.execute(query.where(wanted)), key=lambda row: (row.parent or "", sort_key(row.name), row.id))
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
    """The kind of unit (school, commune, …) that fills a register in; None if there are several kinds."""
    kinds = kinds_of(register)
    return kinds[0] if len(kinds) == 1 else None


def unsent(session: Session, units: Select[str]) -> set[str]:
    """The ids of those of ``units`` in which a person with a role has a phone that holds unsent data.

    A phone counts while its session has not expired. ``units``: a query for ids.
    """
    open_now = or_(Role.until.is_(None), Role.until > now())
    query = select(Role.unit).distinct().join(Phone, Phone.person == Role.person)
    found = query.where(among(Role.unit, units), open_now, Phone.expires > now(), holds_unsent(Phone))
    return set(session.scalars(found))


def holds_unsent(phone: type[Phone]) -> ColumnElement[bool]:
    """An SQL condition: the phones that had mutations or photos not sent yet when they were last online.

    ``phone``: the model class of a phone's session, or an alias of it.
    """
    return or_(*(phone.queue[kind].as_float() > 0 for kind in ("mutations", "photos")))


def _named(row: Row[str, str, str | None, bool, bool]) -> NamedUnit:
    return {"id": row.id, "name": row.name, "parent": row.parent}
