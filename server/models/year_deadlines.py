"""What the department sets for a school year: how long after a period's end registers are due, and how long after that
the period closes by itself."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class YearDue(Model):
    """How many days after the end of its periods a register is due, in those that end in a school year, in place of the
    days that the register itself gives."""

    register: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    days: Mapped[int]
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class YearClosing(Model):
    """How many days after its deadline a register's period that ends in a school year closes by itself; without a row,
    none does."""

    year: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    days: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)  # when it was said
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class AutomaticClosing(Model):
    """A register's period that was closed by itself: it is so once, whatever is opened again."""

    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Reopening(Model):
    """A register's period that somebody opened again for a unit: it does not close by itself there."""

    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
