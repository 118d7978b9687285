"""Photos: which mutations named them, what of them has arrived, and where each stands. ``server.photos`` reads them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, false, text
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class PhotoMention(Model):
    """A photo, or its preview, that a person's mutations named in a record: their right to send it there.

    ``scope``: the record's. ``rev``: of the first mutation that named it; None while that waits for a leader.
    ``wanted``: the server neither holds it nor has refused it for good. ``safe``: a verified backup holds it, or it was
    refused. Its account refers to no person: what somebody
    who was erased has named stays with the record.
    """

    __table_args__ = (
        Index("ix_photo_mention_safe", "person", "safe"),
        Index("ix_photo_mention_photo", "scope", "sha256"),
    )
    person: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)  # of the file that the phone sends
    scope: Mapped[str]
    rev: Mapped[int | None] = mapped_column(BigInteger)
    wanted: Mapped[bool]
    safe: Mapped[bool] = mapped_column(default=False, server_default=false())
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Photo(Model):
    """A photo that has arrived whole in a scope: held, as renditions of the server's own, or refused for good.

    ``large``, ``small``: SHA-256 of the files of its rendition and its thumbnail; None if it was refused.
    """

    scope: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)  # of the file that the phone sent, which is not kept
    bytes: Mapped[int]  # of that file
    large: Mapped[str | None]
    small: Mapped[str | None]
    size: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # bytes of both files
    safe: Mapped[bool] = mapped_column(default=False, server_default=false())  # a verified backup holds it
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class PhotoUpload(Model):
    """A photo that a person is sending, as announced: for which scope, and of how many ``bytes``."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str]
    bytes: Mapped[int]
    tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # to look at it, that took too long
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class PhotoPart(Model):
    """A part of such a photo, which begins at the byte ``start``; parts follow each other without a gap."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class PhotoView(Model):
    """That somebody from outside a school has looked at photos of a record on a day, which the audit says once."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
