"""Registers that the department uploaded, as drafts and as published."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class RegisterFile(Model):
    """A version of a register that somebody uploaded. Published ones never change; a draft is replaced by the next."""

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]  # draft | published
    text: Mapped[str]  # the definition, TOML
    digest: Mapped[str]  # of the text, hex: what somebody saw is what they publish
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    turn: Mapped[int | None] = mapped_column(unique=True)  # counts what was published, from 1
