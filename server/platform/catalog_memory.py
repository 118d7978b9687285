"""What each process remembers of data that changes with the catalog's number alone: units, periods, closings.

The number is read in the very transaction that wants to know, so that what another process has changed is seen at once.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

MOST = 50_000  # values that are kept of a database; then all of them are dropped
CHANGED = "catalog_changed"
"""The member of a session's ``info`` that is set once its transaction has raised the number itself."""

Name = TypeVar("Name", bound=Hashable)
T = TypeVar("T")

_kept: dict[Hashable, tuple[int, dict[Hashable, Any]]] = {}


class CatalogMemory:
    """What is remembered under ``number``, the catalog's as the session's transaction sees it; None: nothing is yet.

    A transaction that has changed the catalog itself has a memory of its own, as it may never be committed.
    """

    def __init__(self, session: Session, number: int | None):
        if number is None or session.info.get(CHANGED):
            self._values: dict[Hashable, Any] = {}
        else:
            self._values = _values(session, number)

    def get(self, kind: str, names: Collection[Name], read: Callable[[list[Name]], Mapping[Name, T]]) -> dict[Name, T]:
        """Name → value, of those that have one. ``read`` is called for names that are not remembered, if there are any.

        ``kind``: what the values are; one kind has one type of value. Values are shared by threads, and never changed.
        """
        found = {name: self._values[kind, name] for name in names if (kind, name) in self._values}
        missing = [name for name in names if name not in found]
        if missing:
            fresh = read(missing)
            found.update(fresh)
            self._values.update({(kind, name): value for name, value in fresh.items()})
        return found


def _values(session: Session, number: int) -> dict[Hashable, Any]:
    """All that is remembered of the session's database under a number: nothing where the number is another now."""
    url = session.get_bind().engine.url
    database = (url.host, url.port, url.database)
    known = _kept.get(database)
    if known is None or known[0] != number or len(known[1]) > MOST:
        known = _kept[database] = (number, {})
    return known[1]
