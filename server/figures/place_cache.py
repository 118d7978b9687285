"""What was added up before, place by place: where nothing was written since, nothing is added up again.

A province's figures are sums over the cells of all its schools, of which few change between two looks. What a place
came to is kept in this process under what it was read from: its units, and the digests of their logs. It is never
wrong, only absent: another process, or this one after a start, adds it up itself.
"""

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, String, func, select
from sqlalchemy.orm import Session

from server.models.figures import Cell
from server.models.log import Scope
from server.models.org import Unit

MOST_ROWS = 150_000  # of all questions together; some 40 MB
ID_LENGTH = 36

Rows = list[tuple[Any, ...]]
Read = Callable[[ColumnElement[str], Select[str] | None], Select[Any]]
"""Given the column of a place and the units to read (None: all), a statement whose first column is the place.

It joins ``Unit``."""


@dataclass(frozen=True, slots=True)
class Places:
    """The units next below one, by place, with the units below each; "" is that one itself.

    ``written``: place → which units there are, of what kind and level, and what their logs hold, as a digest.
    """

    above: str
    written: Mapping[str, bytes]

    @property
    def column(self) -> ColumnElement[str]:
        return next_below(self.above)


def next_below(above: str) -> ColumnElement[str]:
    """Of a unit somewhere below a place: which of the units next below that place it is, or is below of."""
    return func.substr(Unit.place, len(above) + 1, ID_LENGTH, type_=String)


def narrowed(each: Sequence[Select[Any]], units: Select[str] | None) -> Sequence[Select[Any]]:
    """Statements over ``Cell``, of these units alone."""
    return each if units is None else [one.where(Cell.unit.in_(units)) for one in each]


def places(session: Session, unit: Unit) -> Places:
    """Of a snapshot: a transaction that writes must not ask, as it might remember what is never committed."""
    place = next_below(unit.place)
    heads = (
        select(place, Unit.id, Unit.place, Unit.kind, Unit.level, Scope.digest)
        .select_from(Unit)
        .outerjoin(Scope, Scope.unit == Unit.id)
        .where(Unit.place.startswith(unit.place))
        .order_by(Unit.id)
    )
    written: dict[str, Any] = defaultdict(hashlib.sha256)
    for home, *said, digest in session.execute(heads):
        written[home].update(orjson.dumps(said) + (digest or b""))
    return Places(unit.place, {home: digest.digest() for home, digest in written.items()})


def rows(session: Session, there: Places, asked: Hashable, read: Read) -> Iterator[tuple[Any, ...]]:
    """What ``read`` finds, without the place; of places where nothing was written since, as it was found before."""
    key = (session.connection().engine.url, asked, there.above)
    kept = _KEPT.of(key)
    changed = [place for place, written in there.written.items() if kept.get(place, ("",))[0] != written]
    if changed:
        few = select(Unit.id).where(Unit.place.startswith(there.above), there.column.in_(changed))
        found: dict[str, Rows] = defaultdict(list)
        for row in session.execute(read(there.column, few if len(changed) < len(there.written) else None)):
            found[row[0]].append(tuple(row[1:]))
        kept = {place: one for place, one in kept.items() if place in there.written}
        kept |= {place: (there.written[place], found.get(place, [])) for place in changed}
        _KEPT.keep(key, kept)
    for _, one in kept.values():
        yield from one


def rows_of(session: Session, there: Places | None, asked: Hashable, query: Select[*tuple[Any, ...]]) -> Iterable[Any]:
    """What a grouped query over ``Cell`` joined to ``Unit`` finds; where places are known, once for each."""
    if there is None:
        return session.execute(query)

    def read(place: ColumnElement[str], units: Select[str] | None) -> Select[Any]:
        whole = query.with_only_columns(place, *query.selected_columns, maintain_column_froms=True).group_by(place)
        return whole if units is None else whole.where(Cell.unit.in_(units))

    return rows(session, there, asked, read)


class _Kept:
    """Questions with their answers by place; those that nobody asked for longest go first. Threads share it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.answers: OrderedDict[Hashable, dict[str, tuple[bytes, Rows]]] = OrderedDict()
        self.sizes: dict[Hashable, int] = {}

    def of(self, key: Hashable) -> dict[str, tuple[bytes, Rows]]:
        with self.lock:
            if key not in self.answers:
                return {}
            self.answers.move_to_end(key)
            return self.answers[key]

    def keep(self, key: Hashable, answer: dict[str, tuple[bytes, Rows]]) -> None:
        size = sum(len(one) + 1 for _, one in answer.values())
        with self.lock:
            self.answers[key] = answer
            self.answers.move_to_end(key)
            self.sizes[key] = size
            while sum(self.sizes.values()) > MOST_ROWS and len(self.answers) > 1:
                oldest, _ = self.answers.popitem(last=False)
                del self.sizes[oldest]

    def forget(self) -> None:
        with self.lock:
            self.answers.clear()
            self.sizes.clear()


_KEPT = _Kept()
forget = _KEPT.forget
