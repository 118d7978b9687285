"""Turns the tree of a ``$filter`` into an SQL condition on ``Record``."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    and_,
    case,
    cast,
    extract,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session

from server.models.log import LogEntry, Record
from server.models.moment import Moment
from server.odk.filter_text import Call, Literal, Name, Node, Op
from server.odk.names import account_ending, record_of
from server.odk.problems import unparseable, unsupported_expression, unsupported_field
from server.platform.clock import day_of, utc_text, wall_clock
from server.records.answer_conditions import value_of
from sync.protocol.transitions import APPROVED, REJECTED, RETURNED
from sync.registers import Register
from sync.registers.field import FLAT, NUMBERS
from sync.registers.values import WRITTEN, is_day

ROOT = "$root/Submissions/"
PLAIN = FLAT
"""Types of fields whose answers can be compared."""
_SUBMITTED = (
    select(LogEntry.received)
    .where(LogEntry.scope == Record.scope, LogEntry.rev == Record.submitted_rev)
    .correlate(Record)
    .scalar_subquery()
)
_PUTS = (
    select(func.count())
    .where(LogEntry.record == Record.id, LogEntry.do == "put", LogEntry.rev.is_not(None))
    .correlate(Record)
    .scalar_subquery()
)
_REVIEWS = case(
    (Record.status == APPROVED, "approved"),
    (Record.status == REJECTED, "rejected"),
    (Record.status == RETURNED, "hasIssues"),
    (_PUTS > 1, "edited"),
    else_=null(),
)
MOMENTS: Mapping[str, ColumnElement[Any]] = {
    "__system/submissionDate": _SUBMITTED,
    "__system/updatedAt": Record.__table__.c.changed,
}
COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
}
TURNED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
ON_THE_MINUTE = {"lt": "le", "ge": "gt"}
"""Comparison with a moment between two minutes → the same with the minute before it: answers have no seconds."""
_SECONDS = re.compile(r":[0-9]{2}:0*(?:\.0*)?[1-9]")


class FilterQuery:
    """The conditions of a filter over one register's records. ``moment``: what ``now()`` is."""

    def __init__(self, session: Session, register: Register, moment: datetime):
        self._session, self._register, self._moment = session, register, moment

    def condition(self, tree: Node) -> ColumnElement[bool]:
        """The records for which a tree holds; where SQL does not know it does not. Raises CentralProblem 400.18, 501.4
        or 501.5."""
        return func.coalesce(self._holds(tree), false())

    def _holds(self, tree: Node) -> ColumnElement[bool]:
        if isinstance(tree, Literal) and isinstance(tree.value, bool):
            return literal(tree.value)
        if not isinstance(tree, Op):
            raise unsupported_expression(str(tree))
        if tree.what in ("and", "or"):
            return (and_ if tree.what == "and" else or_)(*(self._holds(part) for part in tree.parts))
        if tree.what == "not":
            return not_(self.condition(tree.parts[0]))
        return self._compared(tree.what, *tree.parts)

    def _compared(self, what: str, left: Node, right: Node) -> ColumnElement[bool]:
        if isinstance(left, Literal) and not isinstance(right, Literal):
            return self._compared(TURNED.get(what, what), right, left)
        if _is_now(left) and self._kind(right) in ("date", "datetime"):
            left, right, what = right, left, TURNED.get(what, what)
        if _is_now(right) and self._kind(left) in ("date", "datetime"):
            right = Literal(str(day_of(self._moment)) if self._kind(left) == "date" else utc_text(self._moment))
        column = self.column(left)
        if isinstance(right, Literal):
            if right.value is None:
                if what not in ("eq", "ne"):
                    return false()
                return column.is_(None) if what == "eq" else column.is_not(None)
            if self._kind(left) in ("time", "datetime") and _SECONDS.search(str(right.value)):
                if what in ("eq", "ne"):
                    _shown(self._kind(left) or "", str(right.value))
                    return literal(what == "ne")
                what = ON_THE_MINUTE.get(what, what)
            other = self._value(left, column, right)
        else:
            other = self._alike(left, right)
        if what in ("eq", "ne"):
            same = func.coalesce(column == other, false())
            return same if what == "eq" else not_(same)
        return COMPARISONS[what](column, other)

    def column(self, node: Node) -> ColumnElement[Any]:
        """An operand as SQL. Raises CentralProblem 501.4 or 501.5 for what there is not."""
        if isinstance(node, Call):
            if node.of is None:
                return literal(self._moment, Moment())
            inner = self.column(node.of)
            if not isinstance(inner.type, Moment | Date):
                raise unsupported_expression(node.function)
            return self._part(node.function, inner)
        if not isinstance(node, Name):
            raise unsupported_expression(str(node))
        path = node.path.removeprefix(ROOT)
        if path in MOMENTS:
            return MOMENTS[path]
        found = {
            "__id": Record.__table__.c.id,
            "__system/submitterId": func.substr(Record.author, 25),
            "__system/reviewState": _REVIEWS,
            "__system/deletedAt": null(),
            "__system/edits": _PUTS - 1,
            "__system/formVersion": cast(Record.version, Integer),
        }.get(path)
        if found is not None:
            return found
        field = self._register.fields.get(path)
        if field is None or field.retired or field.type not in PLAIN:
            raise unsupported_field(node.path)
        return value_of(self._register, path)

    def _alike(self, left: Node, right: Node) -> ColumnElement[Any]:
        """The right of two operands that are no literals. Raises CentralProblem 501.4 if they are of two kinds, which
        PostgreSQL cannot compare and SQLite compares without sense."""
        other = self.column(right)
        one, two = (_KINDS.get(kind or "", kind) for kind in (self._kind(left), self._kind(right)))
        if one and two and one != two:
            raise unsupported_expression(f"a comparison of {one} with {two}")
        return other

    def _kind(self, node: Node) -> str | None:
        """What an operand is: the type of its field, ``moment``, ``integer`` or ``text``; None for what is always
        null, or is not there."""
        if isinstance(node, Call):
            return "moment" if _is_now(node) else "integer"
        if not isinstance(node, Name):
            return None
        path = node.path.removeprefix(ROOT)
        if path in MOMENTS:
            return "moment"
        if path in ("__system/edits", "__system/formVersion"):
            return "integer"
        if path in ("__id", "__system/submitterId", "__system/reviewState"):
            return "text"
        field = self._register.fields.get(path)
        return field.type if field else None

    def _part(self, function: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Year, month and so on of a moment in UTC."""
        if self._session.get_bind().dialect.name == "postgresql" and isinstance(column.type, Moment):
            column = func.timezone("UTC", column)
        return cast(extract(function, column), Integer)

    def _value(self, left: Node, column: ColumnElement[Any], given: Literal) -> Any:
        """A value as what the column is compared with."""
        value = given.value
        path = left.path.removeprefix(ROOT) if isinstance(left, Name) else ""
        if isinstance(column.type, Moment):
            return literal(_moment(value), Moment())
        if path == "__id":
            return record_of(str(value)) or ""
        if path == "__system/submitterId":
            return account_ending(str(value)) or ""
        if path == "__system/formVersion":
            return int(str(value)) if str(value).isascii() and str(value).isdigit() and len(str(value)) < 9 else -1
        field = self._register.fields.get(path)
        if field is not None and field.type == "yesno":
            return literal(value in (True, "true"))
        if field is not None and field.type in ("time", "datetime"):
            return _shown(field.type, str(value))
        if (
            isinstance(left, Call)
            or path == "__system/edits"
            or (field is not None and field.type in ("integer", "decimal"))
        ):
            return _number(value)
        return str(value)


_KINDS: Mapping[str, str | None] = {kind: "number" if kind in NUMBERS else "text" for kind in PLAIN if kind != "yesno"}
"""Type of a field → as what SQL has its answers, where that is no type of its own."""


def _is_now(node: Node) -> bool:
    return isinstance(node, Call) and node.of is None


def _moment(value: object) -> datetime:
    """A moment as it is written; a day is its beginning in UTC."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise unparseable(f"no moment: {value}") from None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        raise unparseable(f"no moment: {value}") from None


def _shown(kind: str, value: str) -> str:
    """What clocks in Việt Nam show at a time or moment, as answers have it; of a day its beginning in UTC."""
    shown = wall_clock(f"{value}T00:00Z" if kind == "datetime" and is_day(value) else value)
    if shown is None or not WRITTEN[kind](shown):
        raise unparseable(f"no {kind}: {value}")
    return shown


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise unparseable(f"no number: {value}") from None
