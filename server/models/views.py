"""Saved tables: what somebody explored, under a name, to be opened again."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class SavedView(Model):
    """A table of Explore that somebody saved by name, for themselves or for all who work in their unit."""

    id: Mapped[str] = mapped_column(primary_key=True)  # given by the page that saves it
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)  # the highest of the person's
    shared: Mapped[bool]  # with all who have a role in the unit
    name: Mapped[str]
    query: Mapped[str]  # of the screen's address
    changed: Mapped[datetime] = mapped_column(Moment, default=now)
