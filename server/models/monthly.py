"""Reports of one month that are made by themselves: which units have them, and each report until and after somebody
signs it."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class MonthlyPlan(Model):
    """A unit whose report of each month is made by itself, from the month on in which it was switched on."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class MonthlyReport(Model):
    """A unit's report of one month. It waits until somebody signs it, and is what it is from then on."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)  # 2026-10
    made: Mapped[datetime] = mapped_column(Moment)
    sha256: Mapped[str]  # of body, hex
    body: Mapped[bytes] = mapped_column(LargeBinary)  # a server.figures.snapshot_content, canonical JSON
    signed: Mapped[datetime | None] = mapped_column(Moment)
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # who signed it
