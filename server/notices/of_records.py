"""Notices of one's own records: what was returned and waits for a correction, and what was approved lately."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.access.officers import decides
from server.access.viewer import Viewer
from server.access.visible import named, visible
from server.models.log import Record
from server.notices.notice import APPROVED, RETURNED, Notice, moment_part
from server.records.labels import title
from sync.protocol import transitions
from sync.registers import Registers

RECENT = timedelta(days=14)
"""For how long an approval is news."""
MOST = 100  # records of one status; the latest


def of_records(session: Session, viewer: Viewer, registers: Registers, now: datetime) -> list[Notice]:
    """The notices of records that name the viewer as author or co-author, and that they see, in their units.

    To whoever decides on such a record, its approval is no news.
    """
    returned = Record.status == transitions.RETURNED
    approved = Record.status == transitions.APPROVED, Record.since >= now - RECENT
    return [
        *_of(session, viewer, registers, RETURNED, returned),
        *_of(session, viewer, registers, APPROVED, *approved),
    ]


def _of(
    session: Session, viewer: Viewer, registers: Registers, kind: str, *conditions: ColumnElement[bool]
) -> list[Notice]:
    known = registers.all_latest()
    # With the registers' keys the database finds them by status, register and unit, and reads no other unit's.
    keys = Record.register.in_([register.key for register in known])
    query = select(Record).where(*conditions, keys, Record.scope.in_([*viewer.paths]), named(viewer))
    query = query.where(visible(viewer, known)).order_by(Record.since.desc(), Record.id).limit(MOST)
    return [
        Notice(
            id=f"{kind}:{record.id}:{moment_part(record.since)}",
            kind=kind,
            at=record.since,
            register=record.register,
            unit=record.scope,
            record=record.id,
            title=title(registers.latest(record.register), record),
        )
        for record in session.scalars(query)
        if not (kind == APPROVED and _decides(viewer, registers, record))
    ]


def _decides(viewer: Viewer, registers: Registers, record: Record) -> bool:
    register = registers.latest(record.register)
    return register is not None and decides(viewer, register, record.scope, viewer.paths[record.scope])
