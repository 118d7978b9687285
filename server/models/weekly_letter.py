"""Who gets the weekly letter, and where."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.database import Model


class WeeklyLetter(Model):
    """That somebody gets a letter each week: what waits for them, what is late, what came. One row a person."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    address: Mapped[str]  # of e-mail, as they typed it
    language: Mapped[str]  # vi | en
    sent: Mapped[datetime | None] = mapped_column(Moment)  # the last one
