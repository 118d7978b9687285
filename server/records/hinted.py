"""The filter of a list of records for those about which there is something to ask."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from server.access.hints import hinted_units
from server.access.viewer import Viewer
from server.models.log import Record
from server.models.quality import KINDS, RecordHint

ANY = "any"
ANY_OR_KIND = (ANY, *KINDS)
"""What the parameter ``hint`` may be."""


def hinted(viewer: Viewer, wanted: str | None) -> list[ColumnElement[bool]]:
    """SQL conditions on ``Record`` for the records with an open hint of the kind ``wanted``, or ``any``; none without
    it. Only records whose hints the viewer is shown meet them."""
    if wanted is None:
        return []
    # Asked record by record of those that the list's other conditions leave, by the primary key.
    found = exists().where(RecordHint.record == Record.id, RecordHint.settled_at.is_(None))
    return [found if wanted == ANY else found.where(RecordHint.kind == wanted), hinted_units(viewer)]


def hint_counts(session: Session, viewer: Viewer, conditions: Iterable[ColumnElement[bool]]) -> dict[str, int]:
    """Kind of hint, and ``any`` → how many of the records that meet the ``conditions`` have an open one that the viewer
    is shown; those of which none has are left out."""
    query = select(RecordHint.kind, RecordHint.record).join(Record, Record.id == RecordHint.record)
    query = query.where(RecordHint.settled_at.is_(None), hinted_units(viewer), *conditions).distinct()
    found = query.subquery()
    by_kind = select(found.c.kind, func.count()).group_by(found.c.kind)
    counts: dict[str, int] = dict(session.execute(by_kind).all())
    if counts:
        counts[ANY] = session.scalar(select(func.count(found.c.record.distinct()))) or 0
    return counts
