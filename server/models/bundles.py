"""Bundles: files with unsent work that somebody has brought, and the drafts that they held, with their photos;
``server.bundles`` writes them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Bundle(Model):
    """A file of unsent work that was taken in, or that waits: for a leader, as the session that sealed it has ended, or
    for what a restore took away."""

    __table_args__ = (Index("ix_bundle_unit", "unit", "state"), Index("ix_bundle_state", "state"))
    digest: Mapped[str] = mapped_column(primary_key=True)  # sha256 of the file, hex
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)  # whose work it is
    session: Mapped[str]  # that sealed it: the first digits of its digest
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))  # whose leader decides, if it waits
    carrier: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # who brought it; None: an operator
    received: Mapped[datetime] = mapped_column(Moment, default=now)
    mutations: Mapped[int]  # how many it holds
    drafts: Mapped[int]
    state: Mapped[str]  # taken_in | waiting | refused | early
    content: Mapped[bytes | None] = mapped_column(LargeBinary)  # what it held, while it waits
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # who decided
    at: Mapped[datetime | None] = mapped_column(Moment)
    text: Mapped[str | None]  # what they wrote to its author


class BundledDraft(Model):
    """A draft that a bundle held, until a phone of its author has it."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)  # under which the phone kept it
    session: Mapped[str]  # that sealed it: the first digits of its digest
    at: Mapped[str]  # when it was last typed in, by the phone's clock
    values: Mapped[dict] = mapped_column(JSON)
    held: Mapped[bool] = mapped_column(default=False, server_default=false())  # a phone has it, not yet all its photos


class BundledPhoto(Model):
    """A photo that such a draft names and no record yet, as its author's phone took it; it goes with the draft."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    draft: Mapped[str] = mapped_column(primary_key=True)  # its key
    sha256: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
