"""What people have heard of what concerns them; what there is to hear is read from the log and the registers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class NoticeMark(Model):
    """That somebody has read a notice, or that it was sent to their devices, or both: ``None`` where it was not."""

    __table_args__ = (Index("ix_notice_mark_at", "at"),)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    notice: Mapped[str] = mapped_column(primary_key=True)  # notices.notice.Notice.id
    read: Mapped[datetime | None] = mapped_column(Moment)
    sent: Mapped[datetime | None] = mapped_column(Moment)
    at: Mapped[datetime] = mapped_column(Moment, default=now)  # when it was marked first: how long it is kept
