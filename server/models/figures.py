"""The cells, sums from which all figures are read, and the snapshots, reports as they were signed."""

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
from server.platform.clock import now
from server.platform.database import Model


class Cell(Model):
    """A sum of one measure, in thousandths, over the records that have this unit, register, period, month, status and
    dimension's value: one row for each combination that occurs."""

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
        # Of everybody: how many records have a status.
        Index(
            "ix_cell_status",
            "status",
            "register",
            sqlite_where=text("measure = ''"),
            postgresql_where=text("measure = ''"),
        ),
        # Of a province: what one measure comes to, without a look at each of its units.
        Index("ix_cell_sums", "register", "measure", "dimension", "period", "status"),
        # A changed cell stays on its page while there is room: then no index need be told.
        {"postgresql_with": {"fillfactor": 50}},
    )
    unit: Mapped[str] = mapped_column(primary_key=True)  # id
    register: Mapped[str] = mapped_column(primary_key=True)  # key
    measure: Mapped[str] = mapped_column(primary_key=True)  # key; "" counts the records themselves
    period: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)  # see periods.ranges.month_of; "" if records have no day
    dimension: Mapped[str] = mapped_column(primary_key=True)  # the name of the field that splits the sum; "": not split
    key: Mapped[str] = mapped_column(primary_key=True)  # that field's value; "": not split
    status: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)  # thousandths: 1000 is one


class Snapshot(Model):
    """A report with its figures as they were signed: added once, never changed and never deleted
    (``server.platform.append_only``)."""

    id: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"))
    registers: Mapped[list] = mapped_column(JSON)  # keys
    title: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str]  # of body, hex
    body: Mapped[bytes] = mapped_column(LargeBinary)  # canonical JSON, RFC 8785


class SnapshotWithdrawal(Model):
    """Why a snapshot holds no more, though it stays to be read; added once, never changed and never deleted."""

    snapshot: Mapped[str] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]  # the reason


class MainFigure(Model):
    """A register whose figure the department lets stand first on everybody's overview; without any, a rule decides."""

    register: Mapped[str] = mapped_column(primary_key=True)  # key
    place: Mapped[int]  # its place among them, from 0


class FieldsCount(Model):
    """A table of two fields that somebody opened, of more records than are read while one waits; ``flask jobs`` counts
    it step by step, and goes on where it was if it is killed."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str]  # of what is counted in each unit: explore.fields_count
    order: Mapped[dict] = mapped_column("asked", JSON)  # the parameters of the table, Explore's
    state: Mapped[str] = mapped_column(index=True)  # queued | working | done | failed
    fault: Mapped[str | None]  # why it failed: forbidden, died or broken
    attempts: Mapped[int] = mapped_column(default=0)  # at its present step, counted before it
    counted: Mapped[int] = mapped_column(default=0)  # records read so far, those of units that have changed anew
    wanted: Mapped[datetime] = mapped_column(Moment, default=now)  # when it was ordered last


class FieldsCountPart(Model):
    """What the records of one unit add up to by pairs of two fields' values, as its log was when they were read."""

    digest: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    log: Mapped[bytes] = mapped_column(LargeBinary)  # Scope.digest when they were read
    amounts: Mapped[dict] = mapped_column(JSON)  # measure -> pair of values -> thousandths
