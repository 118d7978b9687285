"""The sums that figures are read from, and the reports that were signed."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.database import Model


class Cell(Model):
    """A measure's sum, in thousandths, over the records that share all of the key."""

    __table_args__ = (
        Index(
            "ix_cell_records",
            "register",
            "period",
            "month",
            "status",
            "unit",
            sqlite_where=text("measure = ''"),
            postgresql_where=text("measure = ''"),
        ),
        # Of a province: what one measure comes to, without a look at each of its units.
        Index("ix_cell_sums", "register", "measure", "dimension", "period", "status"),
    )
    unit: Mapped[str] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(primary_key=True)  # "" counts the records themselves
    period: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)  # as periods.ranges.month_of; "" without a day
    dimension: Mapped[str] = mapped_column(primary_key=True)  # a field's name; "" is the total
    key: Mapped[str] = mapped_column(primary_key=True)  # that field's value; "" for the total
    status: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class Snapshot(Model):
    """A report as it was signed: added once, never changed and never deleted (``server.platform.append_only``)."""

    id: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"))
    registers: Mapped[list] = mapped_column(JSON)  # keys
    title: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str]  # of body, hex
    body: Mapped[bytes] = mapped_column(LargeBinary)  # canonical JSON, RFC 8785
