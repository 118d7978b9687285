"""Recorded restores from a backup: versions after the restored head are lost, and phones send their edits again."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models.log import Restore, Scope


class Recorded(NamedTuple):
    """A recorded restore: the log of ``scope`` went on from its rev ``head``, recorded ``at`` a moment."""

    scope: str
    head: int
    at: datetime


RESTORE_OPEN = timedelta(days=30)  # how long phones may send again what a restore took away


def record_restore(session: Session) -> int:
    """Record, after a restore from a backup, the head that each scope's log now goes on from.

    Returns the number of scopes.
    """
    # No column that an earlier release lacks: its database may be what was put back, for it to go on with.
    scopes = session.execute(select(Scope.unit, Scope.rev).with_for_update()).all()
    session.add_all(Restore(scope=unit, head=rev) for unit, rev in scopes)
    return len(scopes)


def recorded(session: Session) -> list[Recorded]:
    """The restores that a database knows of, the earliest first."""
    rows = session.execute(select(Restore.scope, Restore.head, Restore.at).order_by(Restore.id))
    return [Recorded(*row) for row in rows]


def carry_over(session: Session, former: Sequence[Recorded]) -> None:
    """Let a database that is put back know of restores that only the ``former`` one knew.

    A phone may still hold what was read between two restores: without the earlier one it would count as seen.
    """
    known = {*recorded(session)}
    scopes = {*session.scalars(select(Scope.unit))}
    session.add_all(
        Restore(scope=one.scope, head=one.head, at=one.at) for one in former if one not in known and one.scope in scopes
    )
    session.flush()


class Restores:
    """The recorded restores of some scopes, read when first needed.

    ``received``: the time that their age is reckoned at. ``recorded``: False where it is known that there are none.
    """

    def __init__(self, session: Session, scopes: Collection[str], received: datetime, recorded: bool = True):
        self._session, self._received = session, received
        self._found: dict[str, list[Restore]] = {} if recorded else {scope: [] for scope in scopes}

    def fork(self, scope: str) -> int:
        """The lowest rev that a restore of the scope went on from; 0 if there was no restore."""
        return min((restore.head for restore in self._of(scope)), default=0)

    def waited_for(self, scope: str) -> bool:
        """Whether a restore of the scope was less than 30 days ago, so that phones may still send what it took away."""
        return any(self._received - restore.at < RESTORE_OPEN for restore in self._of(scope))

    def _of(self, scope: str) -> list[Restore]:
        if scope not in self._found:
            self._found[scope] = [*self._session.scalars(select(Restore).where(Restore.scope == scope))]
        return self._found[scope]
