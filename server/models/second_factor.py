"""Second factors: the secret that somebody's phone shares, and codes for the day it is lost."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class SecondFactor(Model):
    """The secret from which somebody's phone makes a code of six digits each 30 seconds (TOTP, RFC 6238). It protects
    from who knows the password and, as long as the key lies elsewhere, from who reads the database or a backup."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret: Mapped[str]  # base32, encrypted (``age:`` and base64); as it is where an earlier release has kept it
    begun: Mapped[datetime] = mapped_column(Moment, default=now)
    confirmed: Mapped[datetime | None] = mapped_column(Moment)  # when a first code was right; None: it does not count
    step: Mapped[int] = mapped_column(default=0)  # the last 30 seconds since 1970 whose code was used


class RecoveryCode(Model):
    """A code that replaces the phone's once; deleted when it is used."""

    digest: Mapped[str] = mapped_column(primary_key=True)  # sha256 of person and code, hex
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
