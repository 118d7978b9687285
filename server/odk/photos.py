"""The photos of submissions: how they stand for whoever reads, written down where they look from outside."""

from collections.abc import Sequence

from server.access.viewer import Viewer
from server.audit.actor import Act
from server.audit.append import Origin
from server.photos.showing import note_views
from server.photos.standings import SHOWN, RecordPhotos, photos_of
from server.platform.database import again, read, write
from sync.registers import Registers


class PhotoFinder:
    """Finds how the photos of records stand at the moment, and lets the audit say whose are handed out."""

    def __init__(self, viewer: Viewer, registers: Registers, origin: Origin):
        self._viewer, self._registers, self._origin = viewer, registers, origin

    def __call__(self, ids: Sequence[str]) -> dict[str, RecordPhotos]:
        """How the photos of some records stand; noted for those that are looked at from outside."""
        if not ids:
            return {}
        with read() as session:
            found = photos_of(session, self._viewer, self._registers, ids)
        outside = {id_: one.scope for id_, one in found.items() if one.outside and SHOWN in one.standings.values()}
        if outside:
            again(lambda: self._note(outside))
        return found

    def _note(self, outside: dict[str, str]) -> None:
        with write() as session:
            note_views(Act(session, self._viewer, self._origin), outside)
