"""Files with photos in them, of which one may have to go: they are made again once a consent was taken back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.exports.order import order_of
from server.models.jobs import ExportJob
from server.models.log import Record
from server.records.filters import units_below

PICTURED = {("records", "zip"), ("evidence", "xlsx"), ("report", "docx")}
"""Kinds and formats of files that hold photos."""


def is_outdated(session: Session, job: ExportJob) -> bool:
    """Whether a finished file may show what is hidden since: in its units a record has changed that has a photo to
    which consent was taken back."""
    if (job.kind, job.format) not in PICTURED:
        return False
    units = units_below(order_of(job)["unit"])
    changed = Record.changed >= job.finished, Record.consents.is_not(None), Record.scope.in_(units)
    found = session.scalars(select(Record.consents).where(*changed))
    return any(not one["given"] for consents in found if consents for one in consents.values())


def make_again(job: ExportJob) -> None:
    """Put a finished job back among those that wait, as it was when it was ordered."""
    job.state, job.cursor, job.spooled, job.done, job.total = "queued", None, 0, 0, 0
    job.bytes = job.finished = job.expires = None
