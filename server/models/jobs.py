"""Work that is done in steps, and the files it needs: imports, exports, templates of reports."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    LargeBinary,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Import(Model):
    """A workbook of units and people, read and shown to who brought it; nothing of it is done before they say so."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]  # of the file
    made: Mapped[datetime] = mapped_column(Moment, default=now)
    rows: Mapped[list] = mapped_column(JSON)
    changes: Mapped[list] = mapped_column(JSON)  # what it would do, in order
    faults: Mapped[list] = mapped_column(JSON)
    applied: Mapped[datetime | None] = mapped_column(Moment)


class ExportJob(Model):
    """A file that somebody ordered, made by ``flask jobs`` piece by piece; what is done survives a kill."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]  # what is in it: records, figures, report, ...
    format: Mapped[str]
    order: Mapped[dict] = mapped_column("asked", JSON)  # a server.exports.order.Order
    language: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)  # queued | working | done | failed
    fault: Mapped[str | None]  # a code of sync.protocol.problems
    total: Mapped[int] = mapped_column(default=0)  # records
    done: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[str | None]  # of the next page of records
    spooled: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes of the spool that count
    name: Mapped[str]  # of the file
    bytes: Mapped[int | None] = mapped_column(BigInteger)
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    expires: Mapped[datetime | None] = mapped_column(Moment)


class ExportPart(Model):
    """A stretch of a finished file, where files are kept in the database."""

    job: Mapped[str] = mapped_column(ForeignKey("export_job.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ReportTemplate(Model):
    """A Word file that reports are made from; the newest is used, the older ones are kept."""

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
