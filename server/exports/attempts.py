"""Which order is worked next, and the attempts at it: counted before the work, so that work which ends the process is
counted as well."""

from collections.abc import Collection

from sqlalchemy import select, update

from server.exports.orders import UNFINISHED
from server.models.jobs import ExportJob
from server.platform.database import read, write

MOST = 3
"""Attempts at one step of an order; then the order has failed."""


def next_order(waiting: Collection[str]) -> ExportJob | None:
    """The order to work next; None if there is none besides ``waiting``, the ids of those that wait.

    First those that have used up their attempts, which cost nothing but to be given up; then those that were never
    tried in vain, the oldest first, so that nobody waits behind one that ends the process.
    """
    query = (
        select(ExportJob)
        .where(ExportJob.state.in_(UNFINISHED), ExportJob.id.not_in(waiting))
        .order_by(ExportJob.attempts < MOST, ExportJob.attempts, ExportJob.created, ExportJob.id)
        .limit(1)
    )
    with read() as session:
        return session.scalar(query)


def begin(job: ExportJob) -> None:
    """Count an attempt at an order, for good before its work begins. A step that is done sets the count to 0 again."""
    _count(job, 1)


def note_late(job: ExportJob) -> None:
    """Note why the present attempt at an order is its process's last work: the reason if it was the last attempt."""
    with write() as session:
        session.execute(update(ExportJob).where(ExportJob.id == job.id).values(fault="time"))


def take_back(job: ExportJob) -> None:
    """Count the attempt as none that has been begun: the database or the disk was away, not the order at fault."""
    _count(job, -1)


def _count(job: ExportJob, more: int) -> None:
    with write() as session:
        session.execute(update(ExportJob).where(ExportJob.id == job.id).values(attempts=ExportJob.attempts + more))
    job.attempts += more
