"""How lists of records are sorted, and the cursor by which the next page is asked for."""

import base64
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, case, func, literal, select, tuple_

from server.models.log import Record
from server.models.org import Unit
from sync.protocol.canonical import sound_text
from sync.protocol.ids import is_uuid
from sync.protocol.transitions import STATUSES

SortKey = str | int | date | datetime
"""What a record is sorted by: a text, the place of its status, a day or a moment."""

NEVER = date(1, 1, 1)  # stands for the day that a record does not have
_RANK = case({status: place for place, status in enumerate(STATUSES)}, value=Record.status, else_=len(STATUSES))
KEYS: Mapping[str, ColumnElement[Any]] = {
    "changed": Record.__table__.c.changed,
    "created": Record.__table__.c.created,
    "day": func.coalesce(Record.day, NEVER),
    "status": _RANK,
    "since": Record.__table__.c.since,
    "title": Record.__table__.c.title,
    "unit": select(Unit.name).where(Unit.id == Record.scope).scalar_subquery(),
}
"""Sort, without its minus sign → the column or expression that it sorts by."""
SORTS = ("changed", "-changed", "created", "-created", "day", "-day", "status", "since", "-since", "title", "unit")
"""The sorts that may be asked for; a minus sign sorts downwards."""


def beyond(sort: str, key: SortKey, id_: str) -> ColumnElement[bool]:
    """The records that follow the one with this sort key and id, as a condition on ``Record``.

    Rows compare as wholes, which an index can begin at.
    """
    column = KEYS[sort.lstrip("-")]
    here, last = tuple_(column, Record.id), tuple_(literal(key, column.type), literal(id_))
    return here < last if sort.startswith("-") else here > last


def write_cursor(sort: str, key: SortKey, id_: str) -> str:
    """A cursor that names a record by its sort key and id: opaque text that stands in a URL as it is."""
    text = key.isoformat() if isinstance(key, date) else key
    return base64.urlsafe_b64encode(orjson.dumps([sort, text, id_])).decode().rstrip("=")


def read_cursor(text: str, sort: str) -> tuple[SortKey, str] | None:
    """The sort key and id that a cursor names; None if it is none of ours, or of another sort."""
    try:
        written_for, key, id_ = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if written_for != sort or not is_uuid(id_):
            return None
        return _sort_key(sort.lstrip("-"), key), id_
    except (ValueError, TypeError, OverflowError):
        return None


def _sort_key(sort: str, key: Any) -> SortKey:
    if sort == "status":
        if not isinstance(key, int) or not 0 <= key <= len(STATUSES):
            raise ValueError("not a status")
        return key
    if sort in ("title", "unit"):
        if not isinstance(key, str) or not sound_text(key):
            raise ValueError("no text")
        return key
    if sort == "day":
        return date.fromisoformat(key)
    return datetime.fromisoformat(key).astimezone(UTC)
