"""The photos that a phone is asked for: those that its person has named, and that the server has never had whole."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.photos import PhotoMention
from server.platform.id_lists import among

MOST = 50
"""How many hashes one answer names."""

# Built once: to put a statement together costs as much as to run it.
_WANTED = (
    select(PhotoMention.sha256)
    .where(
        PhotoMention.person == bindparam("person"), PhotoMention.wanted.is_(True), among(PhotoMention.scope, "scopes")
    )
    .group_by(PhotoMention.sha256)
    .order_by(func.min(PhotoMention.at), PhotoMention.sha256)
    .limit(MOST)
)


def wanted(session: Session, viewer: Viewer) -> list[str]:
    """The hashes of photos that somebody named in their own scopes and that are neither held there nor refused for
    good, the longest awaited first; at most ``MOST``."""
    return list(session.scalars(_WANTED, {"person": viewer.account, "scopes": list(viewer.paths)}))
