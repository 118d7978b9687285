"""Versions of registers that the department uploaded: drafts and published ones."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class RegisterFile(Model):
    """An uploaded version of a register's definition. A published one never changes; a draft is replaced when another
    is uploaded."""

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]  # draft | published
    text: Mapped[str]  # the definition, TOML
    digest: Mapped[str]  # of the text, hex; whoever publishes names the digest that they saw
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    turn: Mapped[int | None] = mapped_column(unique=True)  # order of publishing, from 1; None: a draft
