"""Whether the province would survive the loss of this machine tonight, in one sentence."""

from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.backups.place import S3
from server.models.backups import Backup
from server.platform.clock import HERE, now
from server.platform.config import ROOT

OLD = timedelta(hours=3)  # a backup is made each hour: three that are missing are no chance


class Survival(NamedTuple):
    """``sure``: whether all but the latest work would be there again; ``reason``: one English sentence."""

    sure: bool
    reason: str


def survival(session: Session) -> Survival:
    """What the newest verified backup says of a loss of this machine tonight."""
    newest = session.scalar(select(Backup).where(Backup.verified.is_not(None)).order_by(Backup.made.desc()).limit(1))
    if newest is None:
        return Survival(False, "There is no verified backup: with this machine the province would lose everything.")
    made = f"{newest.made.astimezone(HERE):%Y-%m-%d %H:%M} in Việt Nam"
    if now() - newest.made > OLD:
        return Survival(False, f"The newest verified backup is of {made}: what came after it would be lost.")
    if not newest.place.startswith(S3) and _on_our_disk(ROOT / newest.place):
        return Survival(False, f"The backup of {made} is verified, but on this machine's own disk: it would be lost.")
    return Survival(True, f"The backup of {made} is verified and kept in {newest.place}.")


def _on_our_disk(folder: Path) -> bool:
    """Whether a folder is missing, or on the disk that this release itself is on."""
    return not folder.is_dir() or folder.stat().st_dev == ROOT.stat().st_dev
