"""Checking a phone's cursor against the logs and the account's roles of now, before its mutations are applied."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, literal, select, true
from sqlalchemy.orm import Session

from server.access.viewer import Viewer, reaches
from server.exchange import reminders
from server.exchange.cursor import ZERO, Cursor, ScopeCursor, read, short_id
from server.models.catalog import NUMBER
from server.models.log import LogEntry, Restore, Scope
from server.models.photos import PhotoMention
from server.platform.id_lists import among
from sync.protocol.ids import Version, chain_of
from sync.registers import Registers

HISTORY, VIEW = "history", "view"
"""Why a phone must drop its copies of a scope and read it anew: a restore cut its history off, or it may now see other
records."""

# Built once: to put a statement together costs as much as to run it.
_CHAIN = select(LogEntry.chain).where(LogEntry.scope == bindparam("scope"), LogEntry.rev == bindparam("rev"))
_NEWEST = select(Restore.id, Restore.at).order_by(Restore.id.desc()).limit(1).subquery()
_UNSAFE = exists().where(PhotoMention.person == bindparam("account"), PhotoMention.safe.is_(False))
_NOW = (NUMBER.scalar_subquery(), _UNSAFE, reminders.NEW, _NEWEST.c.id, _NEWEST.c.at)
_STATE = (
    select(*_NOW, Scope.unit, Scope.rev, Scope.digest, Scope.safe)
    .select_from(select(literal(1)).subquery())
    .outerjoin(_NEWEST, true())
    .outerjoin(Scope, among(Scope.unit, "scopes"))
)
"""Some scopes, each with the catalog's number, whether photos of the account are in no backup and reminders new, and
the newest restore; without scopes it is one row with these."""


class Head(NamedTuple):
    """The end of a scope's log: its last rev, the chain there, and the rev up to which a verified backup holds it."""

    rev: int = 0
    chain: str = ZERO
    safe: int = 0


Heads = dict[str, Head]
"""Scope id → the end of its log; without those that have no log."""


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """Where a phone reads on in each scope of its account.

    ``scopes``: scope id → how far it has read. ``reset``: scope id → ``HISTORY`` or ``VIEW``, for scopes whose copies
    it must drop. ``step``: how often the size of its page has grown. ``restore``: the newest recorded restore, as the
    cursor names it. ``heads``: where the logs of ``scopes`` end now. ``number``: the catalog's, now. ``safe``: what it
    was last given of where backups reach, as the cursor has it; 0 if that is to be given anew. ``photos``: some that
    the account has named are in no backup, or not here at all. ``reminded``: there may be reminders that it lacks.
    """

    step: int
    restore: str
    scopes: dict[str, ScopeCursor]
    reset: dict[str, str]
    heads: Heads = field(default_factory=dict)
    number: int = 0
    safe: int = 0
    photos: bool = False
    reminded: bool = True

    @property
    def lost(self) -> bool:
        """Whether the phone has read a part of some log that a restore from backup cut off."""
        return HISTORY in self.reset.values()

    def up_to(self, ends: Mapping[str, Version], photos: bool) -> "ReadFrom":
        """The same with the logs of some scopes, ids, ending at these versions; those that it does not read are left
        out. ``photos``: what was appended names some."""
        moved = {scope: Head(*ends[scope], self.heads[scope].safe) for scope in self.heads.keys() & ends.keys()}
        return replace(self, heads=self.heads | moved, photos=self.photos or photos)


def check(session: Session, viewer: Viewer, registers: Registers, text: str | None) -> ReadFrom:
    """Where a phone with the cursor ``text`` reads on; None means that it has read nothing yet.

    A scope is reset where the cursor's view or history is no longer valid or it is not in the cursor; all of them where
    the cursor cannot be read, or knows nothing of the newest restore from backup: that may have taken away what the
    account did in scopes that its phone does not read. A scope that is copied no longer is reset too, but is not among
    ``scopes``.
    """
    views = {scope: view_of(viewer, registers, scope, path) for scope, path in sorted(viewer.paths.items())}
    fresh = {scope: ScopeCursor(0, ZERO, view, 0) for scope, view in views.items()}
    try:
        cursor = read(text) if text is not None else None
    except ValueError:
        cursor = None
    so_far = {scope: cursor.scopes[short] for scope in views if cursor and (short := short_id(scope)) in cursor.scopes}
    photos, reminded, number, restore, ends = _state(session, viewer, views, fresh | so_far)
    if cursor is None:
        reset = {} if text is None else dict.fromkeys(views, VIEW)
        return ReadFrom(0, restore, fresh, reset, ends, number, photos=photos)
    reset = _former(viewer, cursor)
    if cursor.restore != restore:
        return ReadFrom(cursor.step, restore, fresh, reset | dict.fromkeys(views, HISTORY), ends, number, photos=photos)
    for scope, view in views.items():
        reason = _reset_reason(session, scope, so_far[scope], view, ends) if scope in so_far else VIEW
        if reason:
            reset[scope] = reason
            so_far.pop(scope, None)
    safe, reminded = (0, True) if reset else (cursor.safe, reminded)
    return ReadFrom(cursor.step, restore, fresh | so_far, reset, ends, number, safe, photos, reminded)


def _reset_reason(session: Session, scope: str, so_far: ScopeCursor, view: str, ends: Heads) -> str | None:
    rev, chain, _ = ends.get(scope, Head())
    # Most phones have read all that there is; only the others cost a look into the log.
    stands = chain if so_far.rev == rev else chain_at(session, scope, so_far.rev) if so_far.rev < rev else None
    if so_far.rev and stands != so_far.chain:
        return HISTORY
    return VIEW if so_far.view != view else None


def _state(
    session: Session, viewer: Viewer, scopes: Iterable[str], so_far: Mapping[str, ScopeCursor]
) -> tuple[bool, bool, int, str, Heads]:
    """Whether photos of the account are in no backup, whether it has reminders that a phone lacks which has read so
    far, the catalog's number, the newest recorded restore, and where the logs of these scopes, ids, end; unknown scopes
    are left out."""
    given = {"account": viewer.account, "scopes": list(scopes)} | reminders.since(viewer, so_far)
    rows = session.connection().execute(_STATE, given).all()
    number, photos, reminded, *newest = rows[0][:5]
    ends = {unit: Head(rev, chain_of(digest), safe) for *_, unit, rev, digest, safe in rows if unit is not None}
    return bool(photos), bool(reminded), number or 0, _name_of(newest), ends


def _name_of(restore: Sequence[Any]) -> str:
    """A name, of 8 hex digits, for a restore from backup, given its id and moment; empty if none was recorded.

    Numbers come again where a restore takes an earlier one away, moments do not.
    """
    if restore[0] is None:
        return ""
    return hashlib.sha256(f"{restore[0]}|{restore[1].isoformat()}".encode()).hexdigest()[:8]


def chain_at(session: Session, scope: str, rev: int) -> str | None:
    """The chain (8 characters) at a rev of a scope's log; None if the log has no such rev."""
    if rev == 0:
        return ZERO
    chain: str | None = session.connection().scalar(_CHAIN, {"scope": scope, "rev": rev})
    return chain


def view_of(viewer: Viewer, registers: Registers, scope: str, path: str) -> str:
    """A name, of 6 hex digits, for what of a scope this account may see: it changes with the roles that let it, and
    where a later version of a register lets further roles share its records. Of a unit that the account has left, it
    is the same whatever other roles reach there."""
    left = viewer.left_of(scope)
    if left is not None:
        return hashlib.sha256(f"{viewer.account}|left|{left.copied}".encode()).hexdigest()[:6]
    here = [grant for grant in viewer.grants if reaches(grant, scope, path)]
    roles = [f"{grant.role}:{grant.unit}" for grant in here]
    held = {grant.role for grant in here}
    shared = [f"{register}:{role}" for role, register in registers.added_creators if role in held]
    return hashlib.sha256("|".join([viewer.account, *roles, *shared]).encode()).hexdigest()[:6]


def _former(viewer: Viewer, cursor: Cursor) -> dict[str, str]:
    """Scope id → ``VIEW``, for scopes of the cursor that its phone copies no longer: what it has of them must go."""
    own = viewer.paths
    return {left.unit: VIEW for left in viewer.left if left.unit not in own and short_id(left.unit) in cursor.scopes}
