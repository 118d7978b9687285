"""A cache of sums over cells: where nothing was written since, nothing is added up again.

A province's figures are sums over the cells of all its schools, of which few change between two requests. So the sums
are kept in memory for each place, here a commune with its schools or another unit directly below the province, with a
digest of its units and their logs. When the digest differs, that place is read again, so the cache is never out of
date. Each process has its own, empty at the start.
"""

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Row, Select, String, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.models.figures import Cell
from server.models.log import Scope
from server.models.org import Unit
from server.models.unit_states import UnitState

MOST_ROWS = 150_000  # rows in the cache, of all statements together; some 40 MB
ID_LENGTH = 36  # characters of a unit's id

Statement = Select[*tuple[Any, ...]]
Rows = list[tuple[Any, ...]]
Read = Callable[[ColumnElement[str], Select[str] | None], Statement]
"""A function that builds the statement to run. Its first argument is the expression of a place, the second a query for
the units to read, None for all. The statement joins ``Unit``, and its first column and a grouping are the place."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places into which a unit is divided: each unit directly below it, given by id, with all units below that one.

    The place ``""`` is the divided unit itself. ``above``: that unit's ``Unit.place``. ``digests``: place → a digest of
    its units, of what they ever were and of their logs, which changes when any of these does; and when a unit begins or
    ends by ``now``, the moment that is taken as the present.
    """

    above: str
    digests: Mapping[str, bytes]
    now: datetime

    def key_of(self, at: datetime) -> datetime | None:
        """What a key says of the moment as of which units are counted; None for the present: the digests tell of it."""
        return None if at == self.now else at

    @property
    def column(self) -> ColumnElement[str]:
        """The place to which a unit belongs, as an SQL expression over ``Unit``."""
        return next_below(self.above)


def next_below(above: str, place: InstrumentedAttribute[str] = Unit.place) -> ColumnElement[str]:
    """The id of the unit directly below ``above`` that a unit is or is below, as an SQL expression over ``Unit``.

    ``above`` is the ``Unit.place`` of a unit; for that unit itself the expression is ``""``. ``place``: in place of
    ``Unit.place``, the column of another table.
    """
    return func.substr(place, len(above) + 1, ID_LENGTH, type_=String)


def narrowed(each: Sequence[Statement], units: Select[str] | None) -> Sequence[Statement]:
    """The same statements over ``Cell``, limited to the cells of ``units`` (a query for ids); unchanged for None."""
    return each if units is None else [one.where(Cell.unit.in_(units)) for one in each]


def places(session: Session, unit: Unit, now: datetime) -> Places:
    """Divide a unit into places, and compute the digest of each.

    Not for a transaction that writes: it would put sums into the cache that may never be committed.
    """
    place = next_below(unit.place)
    was = UnitState.since, UnitState.place, UnitState.kind, UnitState.level
    exists = Unit.begins, Unit.ended, Unit.begins <= now, Unit.ended <= now
    heads = (
        select(place, Unit.id, *was, *exists, Scope.digest)
        .select_from(Unit)
        .join(UnitState, UnitState.unit == Unit.id)
        .outerjoin(Scope, Scope.unit == Unit.id)
        .where(Unit.place.startswith(unit.place))
        .order_by(Unit.id, UnitState.since)
    )
    digests: dict[str, Any] = defaultdict(hashlib.sha256)
    for id_, *described, digest in session.execute(heads):
        digests[id_].update(orjson.dumps(described) + (digest or b""))
    return Places(unit.place, {id_: digest.digest() for id_, digest in digests.items()}, now)


def remembered_rows(session: Session, places: Places, key: Hashable, read: Read) -> Iterator[tuple[Any, ...]]:
    """The rows of the statement that ``read`` builds, without their first column, the place; a group for each place.

    Rows of places that have not changed come from the cache; the statement is executed for the others alone. ``key``
    identifies the statement in the cache and must not depend on the units.
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
    """The rows of a grouped query over ``Cell`` joined to ``Unit``, with the help of the cache if ``places`` are given.

    Then there is a row for each place and group, which the caller adds up. ``key``: see ``remembered_rows``.
    """
    if places is None:
        return session.execute(query)

    def read(place: ColumnElement[str], units: Select[str] | None) -> Statement:
        whole = query.with_only_columns(place, *query.selected_columns, maintain_column_froms=True).group_by(place)
        return whole if units is None else whole.where(Cell.unit.in_(units))

    return remembered_rows(session, places, key, read)


class _Memory:
    """The cache: key of a statement → place → digest and rows. Threads share it.

    Beyond ``MOST_ROWS`` rows, the statements that were not used for the longest time are dropped.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.places: OrderedDict[Hashable, dict[str, tuple[bytes, Rows]]] = OrderedDict()
        self.sizes: dict[Hashable, int] = {}

    def get(self, key: Hashable) -> dict[str, tuple[bytes, Rows]]:
        """Place → the digest with which it was read, and its rows; empty for an unknown key."""
        with self.lock:
            if key not in self.places:
                return {}
            self.places.move_to_end(key)
            return self.places[key]

    def put(self, key: Hashable, places: dict[str, tuple[bytes, Rows]]) -> None:
        """Store the rows of a statement in the cache, replacing earlier ones; drops others if the cache is full."""
        size = sum(len(rows) + 1 for _, rows in places.values())
        with self.lock:
            self.places[key] = places
            self.places.move_to_end(key)
            self.sizes[key] = size
            while sum(self.sizes.values()) > MOST_ROWS and len(self.places) > 1:
                oldest, _ = self.places.popitem(last=False)
                del self.sizes[oldest]

    def forget(self) -> None:
        """Empty the cache, for tests and measurements: every sum is then read from the cells again."""
        with self.lock:
            self.places.clear()
            self.sizes.clear()


_MEMORY = _Memory()
forget = _MEMORY.forget
