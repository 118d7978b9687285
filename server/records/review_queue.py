"""The review queue: which records wait for the decision of a leader, a commune's officer or the department."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.orm import Session as Database

from server.access.officers import decides
from server.access.viewer import Viewer
from server.models.log import Record
from server.models.org import Person, Role, Unit
from server.org.leaders import leaders_of
from server.periods.closings import is_closed
from server.platform.clock import now
from sync.protocol.transitions import APPROVED, REJECTED
from sync.registers import Registers

Units = Callable[[InstrumentedAttribute[str]], ColumnElement[bool]]
"""Makes an SQL condition of a column of units' ids: that the unit is one of these."""


def awaiting(session: Database, viewer: Viewer) -> ColumnElement[bool]:
    """The records that wait for the viewer's own decision, as an SQL condition on ``Record``.

    The viewer may see all of them. A record that waits for a commune's officer waits for the department if its
    commune has no active officer. What a leader wrote or submitted waits for them only if no third person leads.
    """
    as_officer = (and_(Record.turn == turn, units(Record.scope)) for turn, units in officers_share(session, viewer))
    return or_(false(), *as_officer, leaders_share(session, viewer))


def officers_share(session: Database, viewer: Viewer) -> list[tuple[str, Units]]:
    """What waits for the viewer as an officer: pairs of a turn, and the units whose records with that turn do."""
    parts: list[tuple[str, Units]] = []
    for grant in viewer.reading:
        if grant.role == "department":
            parts.append(("department", _every))
            if left := _left_to_the_department(session):
                parts.append(("commune", _among(left)))
        elif grant.role == "commune":
            below = select(Unit.id).where(Unit.path.startswith(grant.path, autoescape=True), Unit.id != grant.unit)
            parts.append(("commune", _among(below)))
    return parts


def _every(_: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return true()


def _among(units: list[str] | Select[str]) -> Units:
    return lambda column: column.in_(units)


def leaders_share(session: Database, viewer: Viewer) -> ColumnElement[bool]:
    """What waits for the viewer as a leader, as an SQL condition on ``Record``."""
    parts = [
        and_(
            Record.turn == "leader",
            Record.scope == grant.unit,
            _left_to(viewer, leaders_of(session, grant.unit) - {viewer.account}),
        )
        for grant in viewer.reading
        if grant.role == "leader"
    ]
    return or_(false(), *parts)


def asks_to_reopen(session: Database, viewer: Viewer, registers: Registers) -> ColumnElement[bool]:
    """The records that somebody asks the viewer, an officer, to open again, as an SQL condition on ``Record``.

    They are approved, rejected or of a closed period, and the viewer decides on them. The condition names their ids:
    they are few.
    """
    if not any(grant.role in ("department", "commune") for grant in viewer.reading):
        return false()
    query = select(Record, Unit.path).join(Unit, Unit.id == Record.scope).where(Record.reopen_since.is_not(None))
    wanted = [
        record.id
        for record, path in session.execute(query)
        if (register := registers.get(f"{record.register}@{record.version}"))
        and decides(viewer, register, record.scope, path)
        and (record.status in (APPROVED, REJECTED) or is_closed(session, record.register, record.period, record.scope))
    ]
    return Record.id.in_(wanted)


def _left_to_the_department(session: Database) -> list[str]:
    """The ids of the units whose records, if they wait for a commune, wait for the department: no office above them has
    an active officer now. Empty if no record waits for a commune."""
    if session.scalar(select(Record.id).where(Record.turn == "commune").limit(1)) is None:
        return []
    office, today = aliased(Unit), now()
    officers = (
        select(office.id)
        .join(Role, Role.unit == office.id)
        .join(Person, Person.id == Role.person)
        .where(Role.role == "commune", Role.since <= today, (Role.until.is_(None)) | (Role.until > today))
        .where(Person.active)
    )
    offices = set(session.scalars(officers))
    units = session.execute(select(Unit.id, Unit.path))
    return [id_ for id_, path in units if offices.isdisjoint(above for above in path.split("/") if above != id_)]


def _left_to(viewer: Viewer, others: set[str]) -> ColumnElement[bool]:
    """An SQL condition: the viewer has neither written nor submitted the record, or each other leader has.

    ``others``: who else leads its unit. Twin of ``may_do``, for ``verify``.
    """
    submitted_by = func.coalesce(Record.submitted_by, Record.author)
    foreign = and_(Record.author != viewer.account, submitted_by != viewer.account)
    if not others:
        return true()
    if len(others) > 1:
        return foreign
    return or_(foreign, Record.author.in_(others), submitted_by.in_(others))
