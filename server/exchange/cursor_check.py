"""Where a phone stands: its cursor judged against the logs and views of today, before anything is applied."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer, reaches
from server.exchange.cursor import ZERO, Cursor, Place, mark_of, read
from server.models.log import LogEntry, Scope
from sync.protocol.ids import chain_of

HISTORY, VIEW = "history", "view"

# Built once: to put a statement together costs as much as to run it.
_CHAIN = select(LogEntry.chain).where(LogEntry.scope == bindparam("scope"), LogEntry.rev == bindparam("rev"))
_HEADS = select(Scope.unit, Scope.rev, Scope.digest).where(Scope.unit.in_(bindparam("scopes", expanding=True)))


@dataclass(frozen=True, slots=True)
class Position:
    """``places``: own scope id → where to read on from. ``reset``: scope id → why its copies must be dropped."""

    step: int
    places: dict[str, Place]
    reset: dict[str, str]

    @property
    def lost(self) -> bool:
        return HISTORY in self.reset.values()


def judge(session: Session, viewer: Viewer, text: str | None) -> Position:
    """Own scopes start anew where the cursor names another view or a lost history, or cannot be read."""
    views = {scope: view_of(viewer, scope, path) for scope, path in sorted(viewer.paths.items())}
    fresh = {scope: Place(0, ZERO, view, 0) for scope, view in views.items()}
    if text is None:
        return Position(0, fresh, {})
    try:
        cursor = read(text)
    except ValueError:
        return Position(0, fresh, dict.fromkeys(views, VIEW))
    places, reset = dict(fresh), _former(viewer, cursor)
    for scope, view in views.items():
        place = cursor.places.get(mark_of(scope))
        why = _reason(session, scope, place, view) if place else VIEW
        if why:
            reset[scope] = why
        elif place:
            places[scope] = place
    return Position(cursor.step, places, reset)


def _reason(session: Session, scope: str, place: Place, view: str) -> str | None:
    if place.rev and chain_at(session, scope, place.rev) != place.chain:
        return HISTORY
    return VIEW if place.view != view else None


def chain_at(session: Session, scope: str, rev: int) -> str | None:
    """The chain that stands at a rev of a scope's log; None if the log does not reach it."""
    if rev == 0:
        return ZERO
    return session.scalar(_CHAIN, {"scope": scope, "rev": rev})


def heads(session: Session, scopes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Scope → its log's last rev, and the chain there."""
    found = session.execute(_HEADS, {"scopes": list(scopes)})
    return {unit: (rev, chain_of(digest)) for unit, rev, digest in found}


def view_of(viewer: Viewer, scope: str, path: str) -> str:
    """A name for what of the scope this account may see: it changes with the roles that let it."""
    roles = [f"{grant.role}:{grant.unit}" for grant in viewer.grants if reaches(grant, scope, path)]
    return hashlib.sha256("|".join([viewer.account, *roles]).encode()).hexdigest()[:6]


def _former(viewer: Viewer, cursor: Cursor) -> dict[str, str]:
    """Scopes in the cursor that were this account's own and are no longer: another view, of nothing."""
    own = set(viewer.scopes)
    return {unit: VIEW for unit, _ in viewer.left if unit not in own and mark_of(unit) in cursor.places}
