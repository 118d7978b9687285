"""Work that takes several steps, and its files: imports of workbooks, exports, Word templates of reports."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    LargeBinary,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Import(Model):
    """An uploaded workbook of units and people, read and shown to its uploader. Its changes are made only when they
    confirm them."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]  # of the file
    made: Mapped[datetime] = mapped_column(Moment, default=now)
    rows: Mapped[list] = mapped_column(JSON)  # as they were read
    changes: Mapped[list] = mapped_column(JSON)  # that its rows ask for, in order
    faults: Mapped[list] = mapped_column(JSON)  # why rows cannot be applied
    applied: Mapped[datetime | None] = mapped_column(Moment)  # when its changes were made


class ExportJob(Model):
    """A file that somebody ordered; ``flask jobs`` makes it piece by piece, and goes on where it was if it is
    killed."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]  # what is in it: records, figures, report, ...
    format: Mapped[str]
    order: Mapped[dict] = mapped_column("asked", JSON)  # a server.exports.order.Order
    language: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)  # queued | working | done | failed
    fault: Mapped[str | None]  # why it failed: a code of server.exports.faults
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # at its present step, counted before it
    total: Mapped[int] = mapped_column(default=0)  # records that it will hold
    done: Mapped[int] = mapped_column(default=0)  # records read so far
    cursor: Mapped[str | None]  # of the next page of records
    spooled: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes of its working file that are known to be whole
    name: Mapped[str]  # of the file
    bytes: Mapped[int | None] = mapped_column(BigInteger)  # size of the file, once it is made
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    expires: Mapped[datetime | None] = mapped_column(Moment)


class ExportPart(Model):
    """A piece of a finished export file, where such files are kept in the database."""

    job: Mapped[str] = mapped_column(ForeignKey("export_job.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # its place in the file
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ReportTemplate(Model):
    """A Word file that reports are made from; the one uploaded last is used, the others are kept."""

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
