"""Recorded restores from a backup: versions after the restored head are lost, and phones send their edits again."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models.log import Restore, Scope

RESTORE_OPEN = timedelta(days=30)  # how long phones may send again what a restore took away


def record_restore(session: Session) -> int:
    """Record, after a restore from a backup, the head that each scope's log now goes on from.

    Returns the number of scopes.
    """
    # No column that an earlier release lacks: its database may be what was put back, for it to go on with.
    scopes = session.execute(select(Scope.unit, Scope.rev).with_for_update()).all()
    session.add_all(Restore(scope=unit, head=rev) for unit, rev in scopes)
    return len(scopes)


class Restores:
    """The recorded restores of some scopes, read when first needed.

    ``received``: the time that their age is reckoned at.
    """

    def __init__(self, session: Session, scopes: Collection[str], received: datetime):
        self._session, self._scopes, self._received = session, scopes, received
        self._found: dict[str, list[Restore]] = {}

    def fork(self, scope: str) -> int:
        """The lowest rev that a restore of the scope went on from; 0 if there was no restore."""
        return min((restore.head for restore in self._of(scope)), default=0)

    def waited_for(self, scope: str) -> bool:
        """Whether a restore of the scope was less than 30 days ago, so that phones may still send what it took away."""
        return any(self._received - restore.at < RESTORE_OPEN for restore in self._of(scope))

    def _of(self, scope: str) -> list[Restore]:
        if scope not in self._found:
            wanted = {scope, *self._scopes} - self._found.keys()
            self._found.update({one: [] for one in wanted})
            for restore in self._session.scalars(select(Restore).where(Restore.scope.in_(wanted))):
                self._found[restore.scope].append(restore)
        return self._found[scope]
