"""What there is to ask about records at review, as found last; ``server.quality`` writes it."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.database import Model

KINDS = ("twin", "number", "text", "sunday", "profile")
"""``twin``: much the same record exists; ``number``: far from what is usual; ``text``: somebody else's text;
``sunday``: a day on which this school holds nothing; ``profile``: more than the school has."""

_OPEN = text("settled_at IS NULL")


class RecordCheck(Model):
    """A sent record that was looked at for hints: ``rev`` and ``changed`` are the record's at that time."""

    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    rev: Mapped[int] = mapped_column(BigInteger)
    changed: Mapped[datetime] = mapped_column(Moment, index=True)


class RecordHint(Model):
    """Something to ask about a record that waits, or that somebody has found to be right: ``settled_by`` and
    ``settled_at`` say who and when. It rests while ``digest`` is that of the hint."""

    __table_args__ = (Index("ix_record_hint_open", "kind", "record", sqlite_where=_OPEN, postgresql_where=_OPEN),)
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)  # one of KINDS
    field: Mapped[str] = mapped_column(primary_key=True)  # or rows.column
    digest: Mapped[str]  # of the answers that it rests on
    other: Mapped[str | None]  # the record that it is compared with
    detail: Mapped[dict] = mapped_column(JSON)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)


class TextSketch(Model):
    """The smallest hashes of the runs of words of a sent record's long texts: texts that have many runs in common have
    some of these in common."""

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
