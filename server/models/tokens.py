"""Access tokens: what a person lets another program read in their name, until a set day."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class AccessToken(Model):
    """A token with which a program reads in somebody's name. The token itself is shown once and not kept here."""

    id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)  # sha256 of the token, hex
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]  # what its person calls it, or the program that signed in
    brief: Mapped[bool] = mapped_column(default=False)  # begun by a program with a password, for a day
    registers: Mapped[list[str]] = mapped_column(JSON)  # their keys; empty: all
    units: Mapped[list[str]] = mapped_column(JSON)  # ids, each with all below it; empty: all that the person sees
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    expires: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)  # last, to within an hour
