"""Mutations in the quarantine, joined with their log entries, in the order in which their author made them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, case, func, select, true
from sqlalchemy.orm import Session

from server.log.quarantine_row import WAITING
from server.models.log import LogEntry, Quarantine
from server.models.log_storage import body_of


class Quarantined(NamedTuple):
    """A row of the quarantine with ``do``, ``at``, ``after`` and ``body`` of its log entry.

    ``body`` is the mutation as canonical JSON, or None where it is longer than the query allowed.
    """

    row: Quarantine
    do: str
    at: str
    after: str | None
    body: bytes | None


Query = Select[Any]


def quarantined(longest: int | None = None) -> Query:
    """A query for the members of ``Quarantined``.

    Bodies longer than ``longest`` bytes come as None, without a limit all come.
    """
    same = (LogEntry.person == Quarantine.person) & (LogEntry.mutation == Quarantine.mutation)
    fits = true() if longest is None else func.length(LogEntry.stored_body) <= longest
    body = case((fits, LogEntry.stored_body), else_=None).label("stored_body")
    ids = LogEntry.mutation, LogEntry.scope, LogEntry.record, LogEntry.after
    return select(Quarantine, LogEntry.do, LogEntry.at, *ids, body).join(LogEntry, same)


def fetch(session: Session, query: Query, longest: int | None = None) -> list[Quarantined]:
    """Run a query made by ``quarantined``, possibly narrowed, and return its rows; ``longest`` as there."""
    return [
        Quarantined(row[0], row.do or "", row.at or "", row.after, _body(row, longest))
        for row in session.execute(query)
    ]


def _body(row: Row[Any], longest: int | None) -> bytes | None:
    body = None if row.stored_body is None else body_of(row)
    return None if body is None or (longest is not None and len(body) > longest) else body


def waiting_through(session: Session, last: Quarantine) -> list[Quarantined]:
    """The waiting mutations of the author, record and unit of ``last``, oldest first, up to and with ``last``."""
    query = quarantined().where(
        Quarantine.person == last.person,
        Quarantine.record == last.record,
        Quarantine.unit == last.unit,
        Quarantine.state == WAITING,
    )
    chain = in_order(fetch(session, query.order_by(LogEntry.seq)))
    ids = [one.row.id for one in chain]
    return chain[: ids.index(last.id) + 1]


def in_order(mutations: Iterable[Quarantined]) -> list[Quarantined]:
    """Sort mutations so that each follows the one that it names as its ``after``."""
    left = {one.row.mutation: one for one in mutations}
    ordered: list[Quarantined] = []
    while left:
        free = next((mutation for mutation, one in left.items() if one.after not in left), None)
        ordered.append(left.pop(free or next(iter(left))))
    return ordered
