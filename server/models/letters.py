"""What stands around the figures of Word reports, kept for the next one: each unit's head and foot, and each report's
own number, day and assessment."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Letterhead(Model):
    """The head and foot of a unit's reports as they were typed last; the next report begins with them."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    agency_above: Mapped[str] = mapped_column(server_default=text("''"))  # as it is written; "" as the unit is called
    agency: Mapped[str] = mapped_column(server_default=text("''"))
    symbol: Mapped[str]  # after the number: BC-SGDĐT
    place: Mapped[str]
    signer_title: Mapped[str]  # a line each: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC
    signer: Mapped[str]
    recipients: Mapped[list] = mapped_column(JSON)  # texts
    number: Mapped[str]  # of the last report that had one
    at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class ReportLetter(Model):
    """What belongs to one report alone, as it was typed last: the same report, made again, begins with it."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)  # key; "" for a snapshot's
    registers: Mapped[str] = mapped_column(primary_key=True)  # keys by commas; "" for all
    snapshot: Mapped[str] = mapped_column(primary_key=True)  # id; "" for present figures
    number: Mapped[str]
    day: Mapped[date | None]
    assessment: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
