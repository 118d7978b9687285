"""How people sign in: one-time codes, the sessions of their devices, and counts of wrong passwords."""

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
    """The one-time code that somebody was given, to sign in once without a password; kept until they have chosen a
    password."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hash: Mapped[str]  # argon2
    issued: Mapped[datetime] = mapped_column(Moment, default=now)
    issuer: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # who printed it
    expires: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)  # when somebody signed in with it


class Session(Model):
    """A session: one device on which somebody is signed in. Its secret token is in the device's cookie and not kept
    here."""

    digest: Mapped[str] = mapped_column(primary_key=True)  # sha256 of the token, hex
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str | None]  # the id that the device gave itself
    device_name: Mapped[str | None]
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    seen: Mapped[datetime] = mapped_column(Moment, default=now)  # last synchronised
    expires: Mapped[datetime] = mapped_column(Moment)
    app: Mapped[str | None]  # the app's version
    queue: Mapped[dict | None] = mapped_column(JSON)  # the unsent data that the device last reported
    queue_at: Mapped[datetime | None] = mapped_column(Moment)  # when it reported it
    must_choose: Mapped[bool] = mapped_column(default=False)  # begun by a one-time code: may only choose a password


class SignInFailure(Model):
    """The number of wrong passwords for one username from one address, or over all usernames or addresses (``""``);
    ``server.auth.sign_in_throttle`` slows them down."""

    username: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True, index=True)  # or a known phone's digest
    count: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class KnownPhone(Model):
    """A phone on which somebody has signed in: wrong passwords that are typed on it are counted by themselves."""

    digest: Mapped[str] = mapped_column(primary_key=True)  # sha256 of the id that the phone gave itself, hex
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)  # of the last sign-in
