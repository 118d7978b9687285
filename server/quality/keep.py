"""Keeping the hints about records: what was found last, beside what somebody has found to be right."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.models.log import Record
from server.models.quality import RecordCheck, RecordHint
from server.quality import sketches
from server.quality.hint import Hint
from server.quality.surroundings import NOT_SENT
from sync.registers import Register


def keep(session: Session, register: Register | None, record: Record, hints: Iterable[Hint]) -> None:
    """Store that a record was looked at and what was found. What was found to be right rests while its answers stay;
    of a record that waits for nobody's word there is nothing to ask, and what was found right of it stays to be
    read."""
    found = {(hint.kind, hint.field): hint for hint in hints} if record.turn else {}
    for row in session.scalars(select(RecordHint).where(RecordHint.record == record.id)):
        hint = found.pop((row.kind, row.field), None)
        if hint is not None:
            _renew(row, hint)
        elif record.turn or row.settled_at is None:
            session.delete(row)
    session.add_all(_row(record, hint) for hint in found.values())
    check = session.get(RecordCheck, record.id)
    if check is None or check.rev != record.rev:
        texts = sketches.long_texts(register, record.data) if register else {}
        sketches.keep(session, record.id, texts.values())
        session.merge(RecordCheck(record=record.id, rev=record.rev, changed=record.changed))
    session.flush()


def forget(session: Session, record: Record) -> None:
    """Delete what is kept about a record that is sent no more; what was found to be right stays."""
    sketches.forget(session, record.id)
    session.execute(delete(RecordHint).where(RecordHint.record == record.id, RecordHint.settled_at.is_(None)))
    session.execute(delete(RecordCheck).where(RecordCheck.record == record.id))


def is_sent(record: Record) -> bool:
    """Whether hints are kept about a record: it is no draft, and neither deleted nor rejected."""
    return record.status not in NOT_SENT


def _renew(row: RecordHint, hint: Hint) -> None:
    if row.digest != hint.digest:
        row.digest, row.settled_by, row.settled_at = hint.digest, None, None
    row.detail, row.other = hint.detail, hint.other


def _row(record: Record, hint: Hint) -> RecordHint:
    return RecordHint(
        record=record.id,
        kind=hint.kind,
        field=hint.field,
        digest=hint.digest,
        other=hint.other,
        detail=hint.detail,
    )
