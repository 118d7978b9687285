"""The stretches of days that registers count by: what is due in them, reminded of, closed."""

from datetime import date, datetime

from sqlalchemy import (
    ForeignKey,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Period(Model):
    """A stretch of days that registers count by."""

    key: Mapped[str] = mapped_column(primary_key=True)  # 2026-2027, 2026-2027-HK1, 2026-H2, 2026
    kind: Mapped[str]  # school_year | semester | half_year | year | once
    starts: Mapped[date]
    ends: Mapped[date]
    closed: Mapped[bool] = mapped_column(default=False)


class Closing(Model):
    """A register's period is closed for a unit and all that report to it: their records are ``locked``."""

    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    snapshot: Mapped[str | None] = mapped_column(ForeignKey("snapshot.id"))


class Due(Model):
    """The day that the department set for a register's period, in place of the one that the register says."""

    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    day: Mapped[date]
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class Reminder(Model):
    """A unit was reminded of a register's period; its people read it at their next synchronisation."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
