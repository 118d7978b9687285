"""The tables by which reviewers of the same records share them out; nothing in them decides what somebody may do."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Assignment(Model):
    """Who is to review a record while it is one role's turn: somebody has taken it, or was given it by a colleague."""

    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    turn: Mapped[str] = mapped_column(primary_key=True)  # the role whose turn it was: Record.turn
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))  # who took it or gave it
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class OpenRecord(Model):
    """The record that somebody has on the screen to review it, as far as the screen has said lately."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
