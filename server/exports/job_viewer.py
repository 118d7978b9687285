"""Who ordered a file, with the rights of this moment, and the photos that they see."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from server.access.viewer import Viewer, viewer_of
from server.audit.actor import Act
from server.audit.append import Origin
from server.exports.media import Find
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


def photo_finder(registers: Registers, job: ExportJob) -> Find:
    """A function that finds how the photos of some records stand, for whoever ordered the file.

    Where they look from outside a record's unit, the audit says so before it returns, as where a photo is shown. It
    raises Problem ``forbidden`` as ``viewer_of_job``.
    """

    def find(ids: Sequence[str]) -> dict[str, RecordPhotos]:
        if not ids:
            return {}
        with read() as session:
            viewer = viewer_of_job(session, job)
            found = photos_of(session, viewer, registers, ids)
        outside = {id_: one.scope for id_, one in found.items() if one.outside and SHOWN in one.standings.values()}
        if outside:
            again(lambda: _note(viewer, outside))
        return found

    return find


def _note(viewer: Viewer, outside: dict[str, str]) -> None:
    with write() as session:
        note_views(Act(session, viewer, Origin(viewer.account)), outside)
