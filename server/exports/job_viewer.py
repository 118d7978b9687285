"""Who ordered a file, with the rights of this moment, and the photos that they see."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from server.access.viewer import Viewer, viewer_of
from server.audit.actor import Act
from server.audit.append import Origin
from server.exports.order import order_of
from server.figures.reach import readable
from server.models.jobs import ExportJob
from server.photos.showing import note_views
from server.photos.standings import SHOWN, RecordPhotos, photos_of
from server.platform.database import again, read, write
from sync.protocol.problems import Problem
from sync.registers import Registers


def viewer_of_job(session: Session, job: ExportJob) -> Viewer:
    """The person who ordered the file, with the rights that they have now.

    Raises Problem ``forbidden`` if they may not read the ordered unit any more.
    """
    viewer = viewer_of(session, job.person)
    if viewer is None:
        raise Problem("forbidden")
    readable(session, viewer, order_of(job)["unit"])
    return viewer


class PhotoFinder:
    """Finds how the photos of records stand at the moment, for whoever ordered a file.

    Raises Problem ``forbidden`` as ``viewer_of_job``.
    """

    def __init__(self, registers: Registers, job: ExportJob):
        self._registers, self._job = registers, job

    def __call__(self, ids: Sequence[str]) -> dict[str, RecordPhotos]:
        """How the photos of some records stand, noted in the audit for those that are looked at from outside."""
        found = self.look(ids)
        self.note(found)
        return found

    def look(self, ids: Sequence[str]) -> dict[str, RecordPhotos]:
        """How the photos of some records stand, of which none is shown yet."""
        if not ids:
            return {}
        with read() as session:
            return photos_of(session, viewer_of_job(session, self._job), self._registers, ids)

    def note(self, found: Mapping[str, RecordPhotos]) -> None:
        """Let the audit say whose photos are shown to somebody from outside their unit, as on the screen."""
        outside = {id_: one.scope for id_, one in found.items() if one.outside and SHOWN in one.standings.values()}
        if outside:
            again(lambda: self._note(outside))

    def _note(self, outside: dict[str, str]) -> None:
        with write() as session:
            viewer = viewer_of_job(session, self._job)
            note_views(Act(session, viewer, Origin(viewer.account)), outside)
