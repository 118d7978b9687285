"""The review queue: which records wait for the decision of a leader, a commune's officer or the department."""

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import aliased

from server.access.officers import decides
from server.access.viewer import Viewer
from server.models.log import Record
from server.models.org import Person, Role, Unit
from server.org.leaders import leaders_of
from server.periods.closings import is_closed
from server.platform.clock import now
from sync.protocol.transitions import APPROVED, REJECTED
from sync.registers import Registers


def awaiting(session: Database, viewer: Viewer) -> ColumnElement[bool]:
    """The records that wait for the viewer's own decision, as an SQL condition on ``Record``.

    The viewer may see all of them. A record that waits for a commune's officer waits for the department if its
    commune has no active officer. What a leader wrote or submitted waits for them only if no third person leads.
    """
    parts: list[ColumnElement[bool]] = []
    for grant in viewer.reading:
        if grant.role == "department":
            parts += [Record.turn == "department", *_left_to_the_department(session)]
        elif grant.role == "commune":
            below = select(Unit.id).where(Unit.path.startswith(grant.path, autoescape=True), Unit.id != grant.unit)
            parts.append(and_(Record.turn == "commune", Record.scope.in_(below)))
        elif grant.role == "leader":
            theirs = _left_to(viewer, leaders_of(session, grant.unit) - {viewer.account})
            parts.append(and_(Record.turn == "leader", Record.scope == grant.unit, theirs))
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


def _left_to_the_department(session: Database) -> list[ColumnElement[bool]]:
    """The records that wait for a commune whose office has no active officer now, as a list of at most one condition.

    The list is empty if there is no such unit.
    """
    scopes = set(session.scalars(select(Record.scope).where(Record.turn == "commune").distinct()))
    if not scopes:
        return []
    office, today = aliased(Unit), now()
    officers = (
        select(office.path, office.id)
        .join(Role, Role.unit == office.id)
        .join(Person, Person.id == Role.person)
        .where(Role.role == "commune", Role.since <= today, (Role.until.is_(None)) | (Role.until > today))
        .where(Person.active)
    )
    offices = dict(session.execute(officers).all())
    paths = session.execute(select(Unit.id, Unit.path).where(Unit.id.in_(scopes)))
    left = [id_ for id_, path in paths if not any(id_ != of and path.startswith(at) for at, of in offices.items())]
    return [and_(Record.turn == "commune", Record.scope.in_(left))] if left else []


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
