"""Bundles of which something could not be taken in yet: kept, and taken in once it can.

After a restore one may come before what it builds on; and a server with too much to do looks at photos later.
"""

import time

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Database

from server.access.departures import as_last_there
from server.access.viewer import Viewer
from server.audit import append as audit
from server.bundles.apply import apply_content, live_author
from server.bundles.content import read_content
from server.bundles.photos import take_photos
from server.bundles.states import EARLY, TAKEN_IN, WAITING
from server.models.bundles import Bundle
from server.models.log import LogEntry
from server.models.org import Person
from server.photos.files import PhotoFiles
from server.platform.clock import now
from server.platform.database import again, read, write
from sync.registers import Registers

EVERY = 600.0
"""Seconds after which those that are kept are tried again though nothing has come."""


def take_kept(registers: Registers, files: PhotoFiles, account: str | None = None) -> int:
    """Take in those that wait for nothing any more, the oldest first; returns how many. ``account``: of one author
    alone. Call it while no transaction is open.

    Once a restore is 30 days old nothing waits for it, so none is kept for longer. If the session that sealed one has
    ended meanwhile, it waits for a leader, unless one has taken it in.
    """
    query = select(Bundle.digest).where(Bundle.state == EARLY).order_by(Bundle.received, Bundle.digest)
    with read() as session:
        digests = session.scalars(query.where(Bundle.person == account) if account else query).all()
    return sum(_tried(registers, files, digest) for digest in digests)


class Watch:
    """Takes in those that are kept when some log has grown since it last looked, and every ten minutes in any case:
    what one waits for may have reached no log, as when the restore is too long ago."""

    def __init__(self) -> None:
        self.newest, self.at = -1, 0.0

    def look(self, registers: Registers, files: PhotoFiles) -> int:
        """How many were taken in now. Call it while no transaction is open."""
        with read() as session:
            if not session.scalar(select(func.count()).where(Bundle.state == EARLY)):
                return 0
            newest = session.scalar(select(func.max(LogEntry.seq))) or 0
        if newest == self.newest and time.monotonic() - self.at < EVERY:
            return 0
        self.newest, self.at = newest, time.monotonic()
        return take_kept(registers, files)


def _tried(registers: Registers, files: PhotoFiles, digest: str) -> bool:
    """Whether one was taken in now."""
    with read() as session:
        bundle = session.get(Bundle, digest)
        if bundle is None or bundle.state != EARLY:
            return False
        author, content = _author(session, bundle), read_content(bundle.content or b"")
        sealed_in = None if bundle.by else bundle.session
    if author is None:
        return again(lambda: _becomes(digest, WAITING)) and False
    if apply_content(author, registers, content, sealed_in) or take_photos(author, registers, files, content.photos):
        return False
    return again(lambda: _becomes(digest, TAKEN_IN))


def _author(session: Database, bundle: Bundle) -> Viewer | None:
    if bundle.by:  # a leader has taken it in
        return as_last_there(session, bundle.person, bundle.unit or "")
    return live_author(session, session.get_one(Person, bundle.person), bundle.session)


def _becomes(digest: str, state: str) -> bool:
    """Note what became of one, unless somebody else has meanwhile. The audit knows already what a leader has taken
    in."""
    with write() as session:
        bundle = session.get(Bundle, digest, with_for_update=True)
        if bundle is None or bundle.state != EARLY:
            return False
        bundle.state = state
        if state == TAKEN_IN:
            bundle.content = None
        if state == TAKEN_IN and not bundle.by:
            bundle.at = now()
            counts = {"state": state, "mutations": bundle.mutations, "drafts": bundle.drafts}
            audit.record(session, audit.SYSTEM, "bundle.take", ("person", bundle.person), bundle.unit, **counts)
        return True
