"""Records from workbooks: what was uploaded, how its columns were matched, and which records its rows became."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model

_OR_NULL = JSON(none_as_null=True)


class RecordImport(Model):
    """A workbook whose rows are to become records of a register: its cells, how they are read, and what each row would
    become. Once it is applied, the cells are gone: the records have them."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]  # of the file
    made: Mapped[datetime] = mapped_column(Moment, default=now)
    sheets: Mapped[bytes] = mapped_column(LargeBinary)  # what was read, as JSON, compressed
    mapping: Mapped[dict | None] = mapped_column(_OR_NULL)  # server.imports.records.mapping.Mapping
    rows: Mapped[bytes | None] = mapped_column(LargeBinary)  # what each row becomes, as JSON, compressed
    counts: Mapped[dict] = mapped_column(JSON, default=dict)  # state of a row -> how many rows
    digest: Mapped[str | None]  # of the rows, which is what the person agrees to
    applied: Mapped[datetime | None] = mapped_column(Moment)


class KeptMapping(Model):
    """How somebody matched the columns of a workbook with a register: offered again for one with the same headings."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    headings: Mapped[str] = mapped_column(primary_key=True)  # digest of the headings
    mapping: Mapped[dict] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class ImportedRecord(Model):
    """A record that came from a row of a workbook, and not from a phone's form."""

    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    source: Mapped[str] = mapped_column(index=True)  # id of the import, which may be gone
    name: Mapped[str]  # of the file
    sheet: Mapped[str]
    row: Mapped[int]
