"""Periods (school years, semesters, ...), and what is due, reminded of and closed in them."""

from datetime import date, datetime

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, and_, exists, or_
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.models.org import Unit
from server.models.unit_states import UnitState
from server.platform.clock import now
from server.platform.database import Model


class Period(Model):
    """A stretch of days, such as a school year or semester, for which registers are filled in and figures added up."""

    key: Mapped[str] = mapped_column(primary_key=True)  # 2026-2027, 2026-2027-HK1, 2026-H2, 2026
    kind: Mapped[str]  # school_year | semester | half_year | year | once
    starts: Mapped[date]
    ends: Mapped[date]  # its last day
    closed: Mapped[bool] = mapped_column(default=False)  # for all registers and units


class Closing(Model):
    """The closing of one register's period for a unit and all units that report to it then: mutations of their records
    of it are refused as ``locked``. For which units it holds is said by ``closes``."""

    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    snapshot: Mapped[str | None] = mapped_column(ForeignKey("snapshot.id"))  # the report signed with it, if any


def closes() -> ColumnElement[bool]:
    """Whether a closing holds for a unit, as an SQL condition on ``Closing`` and ``Unit``: the unit had begun when
    it was made, and has reported to the closing's unit, at any remove, from then on.

    So it holds for nobody who comes later. Who leaves takes it along, as a closing of their own.
    """
    closed = "%/" + Closing.unit + "/%"
    elsewhere = (
        exists()
        .where(UnitState.unit == Unit.id, UnitState.until > Closing.at, UnitState.path.not_like(closed))
        .correlate(Closing, Unit)
    )
    return and_(or_(Unit.begins.is_(None), Unit.begins <= Closing.at), Unit.path.like(closed), ~elsewhere)


class Due(Model):
    """The deadline that the department set for a register's period, in place of the one that the register itself
    gives."""

    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    day: Mapped[date]  # the last day on which a report is on time
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class Reminder(Model):
    """The last reminder to a unit that it has not reported for a register's period; its people's phones get it in their
    next exchange."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str | None]  # in the words of who gave it, if they wrote any


class ReminderAct(Model):
    """One act of reminding: who reminded which units of a register's period, when and in which words."""

    __table_args__ = (Index("ix_reminder_act_of", "register", "period", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str]
    period: Mapped[str] = mapped_column(ForeignKey("period.key"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str | None]
    units: Mapped[list[str]] = mapped_column(JSON)  # ids of those that had not reported then


class ReminderReceipt(Model):
    """A reminder that was sent to a phone, and whether the phone has said since that it holds it."""

    session: Mapped[str] = mapped_column(primary_key=True)  # digest of the phone's session, which may have ended
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"))
    reminded: Mapped[datetime] = mapped_column(Moment)  # when the reminder was given: one given again is another
    sent: Mapped[datetime] = mapped_column(Moment)
    confirmed: Mapped[datetime | None] = mapped_column(Moment)
