"""Whether the province would survive the loss of this machine tonight."""

from sqlalchemy.orm import Session

from server.backups.survival import survival
from server.doctor.finding import OK, WARNING, Finding


def check_backups(session: Session) -> Finding:
    """What the newest verified backup says."""
    found = survival(session)
    if found.sure:
        return Finding("backups", OK, found.reason)
    return Finding("backups", WARNING, found.reason, "Run: flask backup; and see that `flask jobs` runs.")
