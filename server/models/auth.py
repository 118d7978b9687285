"""How people get in: one-time codes, sessions of their devices, wrong passwords in a row."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    ForeignKey,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Code(Model):
    """The one-time code that somebody was given in place of a password; kept until they have chosen one."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hash: Mapped[str]  # argon2
    issued: Mapped[datetime] = mapped_column(Moment, default=now)
    issuer: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    expires: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)


class Session(Model):
    """A signed-in phone; the token itself is only in its cookie."""

    digest: Mapped[str] = mapped_column(primary_key=True)  # sha256 of the token, hex
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str | None]
    device_name: Mapped[str | None]
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    seen: Mapped[datetime] = mapped_column(Moment, default=now)
    expires: Mapped[datetime] = mapped_column(Moment)
    app: Mapped[str | None]
    queue: Mapped[dict | None] = mapped_column(JSON)  # what the phone last said of its outbox
    queue_at: Mapped[datetime | None] = mapped_column(Moment)
    must_choose: Mapped[bool] = mapped_column(default=False)  # begun by a one-time code


class SignInFailure(Model):
    """Wrong passwords in a row, by username and address; the throttle reads it."""

    username: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True, index=True)
    count: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
