"""Whether the province would survive the loss of this machine tonight."""

from sqlalchemy.orm import Session

from server.backups.survival import HERE_ALONE, survival
from server.doctor.finding import OK, WARNING, Finding

ELSEWHERE = "Set LANTOA_BACKUPS to another machine's disk or an S3 store, and run: flask backup."
MAKE_ONE = "Run: flask backup; see that `flask jobs` runs, and keep them off this machine's own disk."


def check_backups(session: Session) -> Finding:
    """What the newest verified backup says."""
    found = survival(session)
    if found.sure:
        return Finding("backups", OK, found.sentence("en"))
    return Finding("backups", WARNING, found.sentence("en"), ELSEWHERE if found.reason == HERE_ALONE else MAKE_ONE)
