"""Which snapshots the department lets everybody read."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class PublicSnapshot(Model):
    """A snapshot whose figures stand on the public page, while this row is there."""

    snapshot: Mapped[str] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
