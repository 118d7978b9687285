"""What a phone is to send, and what it is to keep, for photos that its person has named: those that are not here, and
the mutations that name what no backup holds."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.photos import PhotoMention
from server.platform.id_lists import among

MOST = 50
"""How many hashes one answer names."""

# Built once: to put a statement together costs as much as to run it.
_OWN = (PhotoMention.person == bindparam("person"), PhotoMention.safe.is_(False), among(PhotoMention.scope, "scopes"))
_WANTED = (
    select(PhotoMention.sha256)
    .where(*_OWN, PhotoMention.wanted.is_(True))
    .group_by(PhotoMention.sha256)
    .order_by(func.min(PhotoMention.at), PhotoMention.sha256)
    .limit(MOST)
)
_FIRST = select(PhotoMention.scope, func.min(PhotoMention.rev)).where(*_OWN).group_by(PhotoMention.scope)


def wanted(session: Session, viewer: Viewer) -> list[str]:
    """The hashes of photos that somebody named in their own scopes and that are neither held there nor refused for
    good, the longest awaited first; at most ``MOST``."""
    return list(session.scalars(_WANTED, _given(viewer)))


def first_unsafe(session: Session, viewer: Viewer) -> dict[str, int]:
    """Own scope → the rev of the first mutation of this person's that names a photo which no verified backup holds;
    scopes without such are left out."""
    return {scope: rev for scope, rev in session.execute(_FIRST, _given(viewer)) if rev is not None}


def _given(viewer: Viewer) -> dict[str, object]:
    return {"person": viewer.account, "scopes": list(viewer.paths)}
