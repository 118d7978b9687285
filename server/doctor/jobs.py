"""Whether ``flask jobs`` works, and whether ordered files wait for it in vain."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.doctor.finding import FAULT, OK, WARNING, Finding
from server.exports.orders import UNFINISHED
from server.models.jobs import ExportJob
from server.platform.clock import now
from server.platform.jobs_lock import is_held

LONG = timedelta(minutes=30)  # that an order may wait


def check_jobs(session: Session, url: str) -> Finding:
    """Whether a process holds the lock of the jobs for the database at ``url``, and how long orders have waited."""
    waiting, oldest = session.execute(
        select(func.count(), func.min(ExportJob.created)).where(ExportJob.state.in_(UNFINISHED))
    ).one()
    if not is_held(url):
        found = f"No process of flask jobs works; {waiting} ordered files wait, and nothing is done at night."
        return Finding("jobs", FAULT, found, "Start it: systemctl start lantoa-jobs, or .venv/bin/flask jobs")
    if oldest and now() - oldest > LONG:
        found = f"{waiting} ordered files wait, the oldest for {(now() - oldest).total_seconds() / 60:.0f} minutes."
        return Finding("jobs", WARNING, found, "Look at the log of flask jobs, and restart it if it says nothing.")
    return Finding("jobs", OK, f"flask jobs works; {waiting} ordered files wait.")
