"""The backups that were made and ordered, and what checking them has found; ``server.backups`` writes them."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Backup(Model):
    """A backup file, as long as it is kept. ``verified`` is None until a check of its content has found no fault."""

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]  # of the file in its place
    place: Mapped[str]  # the folder or store that holds it
    kind: Mapped[str]  # hourly | daily | monthly
    made: Mapped[datetime] = mapped_column(Moment, default=now)
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    sha256: Mapped[str]  # of the file
    sealed: Mapped[bool]  # encrypted
    verified: Mapped[datetime | None] = mapped_column(Moment)
    depth: Mapped[str | None]  # of the check: news (scopes that changed since the last verified one) | all
    faults: Mapped[list] = mapped_column(JSON)  # what the check found wrong, English texts


class BackupOrder(Model):
    """A backup that an administrator ordered; ``flask jobs`` makes it."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"))
    ordered: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    state: Mapped[str]  # queued | working | done | failed
    attempts: Mapped[int] = mapped_column(default=0)  # counted before each, so that one that ends the process counts
    percent: Mapped[int] = mapped_column(default=0)  # of the database that is copied
    fault: Mapped[str | None]  # why it failed: a code of server.backups.orders
    detail: Mapped[str | None]  # what disk, store or database said, English
    backup: Mapped[str | None]  # the id of what was made
