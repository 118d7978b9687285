"""How lists of records are sorted, and the cursor with which a client requests the next page of a list."""

import base64
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Date, Integer, and_, literal, literal_column, tuple_
from sqlalchemy.orm import aliased

from server.models.log import Record
from server.models.org import Unit
from server.platform import sort_indexes
from sync.protocol.canonical import sound_text
from sync.protocol.ids import is_uuid
from sync.protocol.transitions import STATUSES

SortKey = str | int | float | date | datetime
"""The value that a record is sorted by: text, the index of its status in ``STATUSES``, a day or a moment."""

OWN_UNIT = aliased(Unit)
"""The unit of a listed record, which a list by ``unit`` is joined with."""
KEYS: Mapping[str, ColumnElement[Any]] = {
    "changed": Record.__table__.c.changed,
    "created": Record.__table__.c.created,
    "day": literal_column(sort_indexes.DAY, Date()),
    "status": literal_column(sort_indexes.STATUS, Integer()),
    "since": Record.__table__.c.since,
    "title": Record.__table__.c.title,
    "unit": OWN_UNIT.order.expression,
}
"""Name of a sort, without its minus sign → the column or SQL expression that records are sorted by; with ``unit`` the
list is joined with ``OWN_UNIT``."""
SORTS = tuple(f"{sign}{name}" for name in KEYS for sign in ("", "-"))
"""The values of the parameter ``sort``; with a minus sign the order is descending."""
WITHOUT_ID = ("changed", "created", "since", "unit")
"""The sorts whose index holds no ids of records: few records have the same key, or they are sorted by unit."""
OF_A_MEASURE = ("value", "-value")
"""More values of ``sort``, for a list of the records behind a measure: by what each adds to it."""


def beyond(sort: str, column: ColumnElement[Any], key: SortKey, id_: str) -> ColumnElement[bool]:
    """An SQL condition on ``Record``: the records that come after one record in the order of ``sort``, by ``column``.

    That record is given by its sort key and its id, which decides between equal keys. Key and id are compared together
    as one row value, so that the database can start in the middle of an index; one in which no id of a record stands
    is begun by the key alone.
    """
    here, last = tuple_(column, Record.id), tuple_(literal(key, column.type), literal(id_))
    falls = sort.startswith("-")
    after = here < last if falls else here > last
    if sort.lstrip("-") not in WITHOUT_ID:
        return after
    return and_(column <= literal(key, column.type) if falls else column >= literal(key, column.type), after)


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
