"""Whether the province would survive the loss of this machine tonight, in one sentence."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models.backups import Backup
from server.platform.clock import HERE, now
from server.platform.config import ROOT
from server.platform.place import S3

OLD = timedelta(hours=3)  # a backup is made each hour: three that are missing are no chance
SURE, AGED, HERE_ALONE, NONE = "sure", "old", "here", "none"
REASONS = {
    SURE: (
        "Mất máy chủ này đêm nay vẫn còn dữ liệu: bản sao lưu lúc {made} đã được kiểm tra và nằm ở {place}.",
        "The backup of {made} is verified and kept in {place}.",
    ),
    AGED: (
        "Mất máy chủ này đêm nay là mất mọi việc sau {made}, lúc có bản sao lưu mới nhất đã được kiểm tra.",
        "The newest verified backup is of {made}: what came after it would be lost.",
    ),
    HERE_ALONE: (
        "Mất máy chủ này đêm nay là mất hết: bản sao lưu lúc {made} đã được kiểm tra nhưng nằm trên chính ổ đĩa của "
        "máy này.",
        "The backup of {made} is verified, but on this machine's own disk: it would be lost.",
    ),
    NONE: (
        "Mất máy chủ này đêm nay là mất hết: chưa có bản sao lưu nào đã được kiểm tra.",
        "There is no verified backup: with this machine the province would lose everything.",
    ),
}
"""Each reason → its sentence in Vietnamese and English."""


class Survival(NamedTuple):
    """``reason``: a key of ``REASONS``. ``made`` and ``place``: of the newest verified backup; None without one."""

    reason: str
    made: datetime | None = None
    place: str | None = None

    @property
    def sure(self) -> bool:
        """Whether all but the latest work would be there again."""
        return self.reason == SURE

    def sentence(self, language: str) -> str:
        """What would be lost, in ``vi`` or ``en``."""
        vi, en = REASONS[self.reason]
        local = self.made.astimezone(HERE) if self.made else None
        if language == "en":
            return en.format(made=f"{local:%Y-%m-%d %H:%M} in Việt Nam" if local else "", place=self.place)
        return vi.format(made=f"{local:%H:%M ngày %d/%m/%Y}" if local else "", place=self.place)


def survival(session: Session) -> Survival:
    """What the newest verified backup says of a loss of this machine tonight."""
    newest = session.scalar(select(Backup).where(Backup.verified.is_not(None)).order_by(Backup.made.desc()).limit(1))
    if newest is None:
        return Survival(NONE)
    if not newest.place.startswith(S3) and _on_our_disk(ROOT / newest.place):
        return Survival(HERE_ALONE, newest.made, newest.place)
    return Survival(AGED if now() - newest.made > OLD else SURE, newest.made, newest.place)


def _on_our_disk(folder: Path) -> bool:
    """Whether a folder is missing, or on the disk that this release itself is on."""
    return not folder.is_dir() or folder.stat().st_dev == ROOT.stat().st_dev
