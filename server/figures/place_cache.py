"""Sums that were read before, remembered place by place: where nothing was written since, nothing is added up again.

A province's figures are sums over the cells of all its schools, of which few change between two looks. What a place
came to is remembered in this process, under a digest of what it was read from: its units and their logs. It is never
wrong, only absent: another process, or this one after a start, adds it up itself.
"""

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Row, Select, String, func, select
from sqlalchemy.orm import Session

from server.models.figures import Cell
from server.models.log import Scope
from server.models.org import Unit

MOST_ROWS = 150_000  # of all statements together; some 40 MB
ID_LENGTH = 36

Statement = Select[*tuple[Any, ...]]
Rows = list[tuple[Any, ...]]
Read = Callable[[ColumnElement[str], Select[str] | None], Statement]
"""Given the column of a place and the units to read (None: all), a statement whose first column is the place.

It joins ``Unit``."""


@dataclass(frozen=True, slots=True)
class Places:
    """The units next below one, each with all that is below it; the place ``""`` is that one unit itself.

    ``above``: that unit's own place, as ``Unit.place`` has it. ``digests``: place → digest of which units there are, of
    what kind and level, since when they have ended, and of what their logs hold.
    """

    above: str
    digests: Mapping[str, bytes]

    @property
    def column(self) -> ColumnElement[str]:
        """The place that a unit is in, an expression over ``Unit``."""
        return next_below(self.above)


def next_below(above: str) -> ColumnElement[str]:
    """The id of the unit next below ``above`` in which a unit lies, as an SQL expression over ``Unit``.

    ``above`` is a ``Unit.place``. For the unit next below itself it is its own id, for the unit above ``""``.
    """
    return func.substr(Unit.place, len(above) + 1, ID_LENGTH, type_=String)


def narrowed(each: Sequence[Statement], units: Select[str] | None) -> Sequence[Statement]:
    """Statements over ``Cell``, restricted to these units; unchanged where ``units`` is None."""
    return each if units is None else [one.where(Cell.unit.in_(units)) for one in each]


def places(session: Session, unit: Unit) -> Places:
    """The places below a unit, as a snapshot has them.

    A transaction that writes must not ask, as what it would remember might never be committed.
    """
    place = next_below(unit.place)
    heads = (
        select(place, Unit.id, Unit.place, Unit.kind, Unit.level, Unit.ended, Scope.digest)
        .select_from(Unit)
        .outerjoin(Scope, Scope.unit == Unit.id)
        .where(Unit.place.startswith(unit.place))
        .order_by(Unit.id)
    )
    digests: dict[str, Any] = defaultdict(hashlib.sha256)
    for id_, *described, digest in session.execute(heads):
        digests[id_].update(orjson.dumps(described) + (digest or b""))
    return Places(unit.place, {id_: digest.digest() for id_, digest in digests.items()})


def remembered_rows(session: Session, places: Places, key: Hashable, read: Read) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a statement, reading only the places in which something was written since the last time.

    ``read`` makes the statement, ``key`` names it. The rows are those of all ``places``, without their first column,
    the place.
    """
    key = (session.connection().engine.url, key, places.above)
    known = {place: one for place, one in _MEMORY.get(key).items() if place in places.digests}
    changed = [place for place, digest in places.digests.items() if known.get(place, ("",))[0] != digest]
    if changed:
        few = select(Unit.id).where(Unit.place.startswith(places.above), places.column.in_(changed))
        found: dict[str, Rows] = defaultdict(list)
        for row in session.execute(read(places.column, few if len(changed) < len(places.digests) else None)):
            found[row[0]].append(tuple(row[1:]))
        known |= {place: (places.digests[place], found.get(place, [])) for place in changed}
        _MEMORY.put(key, known)
    for _, rows in known.values():
        yield from rows


def grouped_rows(
    session: Session, places: Places | None, key: Hashable, query: Statement
) -> Iterable[Row[*tuple[Any, ...]] | tuple[Any, ...]]:
    """Give the rows of a grouped query over ``Cell`` joined to ``Unit``, remembered under ``key``.

    Without ``places`` nothing is remembered. With them a group has a row for each place that it has cells in: whoever
    reads adds them up.
    """
    if places is None:
        return session.execute(query)

    def read(place: ColumnElement[str], units: Select[str] | None) -> Statement:
        whole = query.with_only_columns(place, *query.selected_columns, maintain_column_froms=True).group_by(place)
        return whole if units is None else whole.where(Cell.unit.in_(units))

    return remembered_rows(session, places, key, read)


class _Memory:
    """The rows of statements by place, for all threads; when it is full, what was read longest ago is dropped."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.places: OrderedDict[Hashable, dict[str, tuple[bytes, Rows]]] = OrderedDict()
        self.sizes: dict[Hashable, int] = {}

    def get(self, key: Hashable) -> dict[str, tuple[bytes, Rows]]:
        """Place → the digest that it was read under, and its rows."""
        with self.lock:
            if key not in self.places:
                return {}
            self.places.move_to_end(key)
            return self.places[key]

    def put(self, key: Hashable, places: dict[str, tuple[bytes, Rows]]) -> None:
        """Remember the rows of a statement, in place of what was remembered of it."""
        size = sum(len(rows) + 1 for _, rows in places.values())
        with self.lock:
            self.places[key] = places
            self.places.move_to_end(key)
            self.sizes[key] = size
            while sum(self.sizes.values()) > MOST_ROWS and len(self.places) > 1:
                oldest, _ = self.places.popitem(last=False)
                del self.sizes[oldest]

    def forget(self) -> None:
        """Remember nothing: for tests and measurements."""
        with self.lock:
            self.places.clear()
            self.sizes.clear()


_MEMORY = _Memory()
forget = _MEMORY.forget
