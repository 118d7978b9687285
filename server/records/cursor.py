"""How lists of records are sorted, and the cursor with which a client requests the next page of a list."""

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

SortKey = str | int | float | date | datetime
"""The value that a record is sorted by: text, the index of its status in ``STATUSES``, a day or a moment."""

NEVER = date(1, 1, 1)  # the sort key of a record without a day
_RANK = case({status: place for place, status in enumerate(STATUSES)}, value=Record.status, else_=len(STATUSES))
KEYS: Mapping[str, ColumnElement[Any]] = {
    "changed": Record.__table__.c.changed,
    "created": Record.__table__.c.created,
    "day": func.coalesce(Record.day, NEVER),
    "status": _RANK,
    "since": Record.__table__.c.since,
    "title": Record.__table__.c.title,
    "unit": select(Unit.order).where(Unit.id == Record.scope).scalar_subquery(),
}
"""Name of a sort, without its minus sign → the column or SQL expression that records are sorted by."""
SORTS = ("changed", "-changed", "created", "-created", "day", "-day", "status", "since", "-since", "title", "unit")
"""The values of the parameter ``sort``; with a minus sign the order is descending."""
OF_A_MEASURE = ("value", "-value")
"""More values of ``sort``, for a list of the records behind a measure: by what each adds to it."""


def beyond(sort: str, column: ColumnElement[Any], key: SortKey, id_: str) -> ColumnElement[bool]:
    """An SQL condition on ``Record``: the records that come after one record in the order of ``sort``, by ``column``.

    That record is given by its sort key and its id, which decides between equal keys. Key and id are compared together
    as one row value, so that the database can start in the middle of an index.
    """
    here, last = tuple_(column, Record.id), tuple_(literal(key, column.type), literal(id_))
    return here < last if sort.startswith("-") else here > last


def write_cursor(sort: str, key: SortKey, id_: str) -> str:
    """Encode the last record of a page (its sort key and id) as a cursor: opaque text that is safe in a URL."""
    text = key.isoformat() if isinstance(key, date) else key
    return base64.urlsafe_b64encode(orjson.dumps([sort, text, id_])).decode().rstrip("=")


def read_cursor(text: str, sort: str) -> tuple[SortKey, str] | None:
    """Decode a cursor into the sort key and id of a record; None if it is not valid or was written for another sort."""
    try:
        written_for, key, id_ = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if written_for != sort or not is_uuid(id_):
            return None
        return _sort_key(sort.lstrip("-"), key), id_
    except (ValueError, TypeError, OverflowError):
        return None


def _sort_key(sort: str, key: Any) -> SortKey:
    """A cursor's JSON value as a sort key of the right type. ValueError or TypeError if it is none."""
    if sort == "status":
        if not isinstance(key, int) or not 0 <= key <= len(STATUSES):
            raise ValueError("not a status")
        return key
    if sort == "value":
        if not isinstance(key, int | float):
            raise ValueError("no number")
        return float(key)
    if sort in ("title", "unit"):
        if not isinstance(key, str) or not sound_text(key):
            raise ValueError("no text")
        return key
    if sort == "day":
        return date.fromisoformat(key)
    return datetime.fromisoformat(key).astimezone(UTC)
