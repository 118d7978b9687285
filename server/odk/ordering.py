"""``$orderby`` on what ``$filter`` knows: an order that stays from page to page, whatever is written meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Null, String, and_, false, func, literal, or_
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from server.models.log import Record
from server.models.moment import Moment
from server.odk.filter_query import FilterQuery
from server.odk.filter_text import Name
from server.odk.problems import unsupported_expression, unsupported_field
from server.platform.clock import now
from sync.registers import Register

MOST = 4  # parts of an order
COMPARED = 80  # first characters of a text by which it is ordered, as a link to the next page holds them
Key = str | int | float | bool | datetime | None


class Part(NamedTuple):
    """A column that submissions are ordered by. ``falls``: the largest first, and those without a value last; else
    they come first, as Central has it."""

    column: ColumnElement[Any]
    falls: bool


Order = tuple[Part, ...]
"""What submissions are ordered by; where all of it is the same, by their ids. Empty: the newest first."""


def read_order(session: Session, register: Register, text: str | None) -> Order:
    """The parts of a ``$orderby``; none for none. Raises CentralProblem 501.4 or 501.5 for what cannot order."""
    if text is None:
        return ()
    reader = FilterQuery(session, register, now())
    parts = [_part(reader, one.split()) for one in text.split(",")]
    if len(parts) > MOST:
        raise unsupported_expression(text)
    # Nothing is deleted: that orders nothing.
    return tuple(part for part in parts if not isinstance(part.column, Null))


def sorting(order: Order) -> list[ColumnElement[Any]]:
    """The expressions of SQL's ``ORDER BY``."""
    by = [one.column.desc().nulls_last() if one.falls else one.column.asc().nulls_first() for one in order]
    return [*by, Record.id.desc() if order[0].falls else Record.id.asc()]


def beyond(order: Order, keys: Sequence[Key], id_: str) -> ColumnElement[bool]:
    """The records that come after one with these values in the order, and this id, as an SQL condition."""
    condition: ColumnElement[bool] = Record.id < id_ if order[0].falls else Record.id > id_
    for part, key in reversed(list(zip(order, keys, strict=True))):
        same = part.column.is_(None) if key is None else part.column == _literal(part, key)
        condition = or_(_after(part, key), and_(same, condition))
    return condition


def written(keys: Sequence[Key]) -> str:
    """The values of a submission in an order as text, for a link."""
    return orjson.dumps([key.isoformat() if isinstance(key, datetime) else key for key in keys]).decode()


def read_keys(order: Order, text: str) -> list[Key]:
    """The values that a link has. ValueError for what are none of this order."""
    found = orjson.loads(text)
    if not isinstance(found, list) or len(found) != len(order):
        raise ValueError("of another order")
    return [_key(part, value) for part, value in zip(order, found, strict=True)]


def _part(reader: FilterQuery, named: Sequence[str]) -> Part:
    if len(named) not in (1, 2):
        raise unsupported_field(" ".join(named))
    direction = named[1].lower() if len(named) == 2 else "asc"
    if direction not in ("asc", "desc"):
        raise unsupported_field(named[1])
    column = reader.column(Name(named[0]))
    if isinstance(column.type, String | NullType) and not isinstance(column, Null):
        column = func.substr(column, 1, COMPARED, type_=String())
    return Part(column, direction == "desc")


def _after(part: Part, key: Key) -> ColumnElement[bool]:
    column = part.column
    if key is None:
        return false() if part.falls else column.is_not(None)
    if part.falls:
        return or_(column < _literal(part, key), column.is_(None))
    return column > _literal(part, key)


def _literal(part: Part, key: Key) -> ColumnElement[Any]:
    return literal(key, part.column.type)


def _key(part: Part, value: object) -> Key:
    """A value of a link as what the column is compared with."""
    if value is None:
        return None
    if isinstance(part.column.type, Moment):
        found = datetime.fromisoformat(str(value))
        if found.tzinfo is None:
            raise ValueError("no moment")
        return found
    kind = part.column.type.python_type
    if isinstance(value, bool) != (kind is bool) or not isinstance(value, kind | int if kind is float else kind):
        raise ValueError("of another type")
    if isinstance(value, str) and (len(value) > COMPARED or "\0" in value):
        raise ValueError("too long")
    return value
