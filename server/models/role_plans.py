"""Ends of roles that were decided for a later day and can be taken back until then."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class PlannedRoleEnd(Model):
    """A role's end on a later day, and what is restored if it is taken back; without meaning once the day has come."""

    role: Mapped[int] = mapped_column(ForeignKey("role.id"), primary_key=True)
    until_before: Mapped[datetime | None] = mapped_column(Moment)  # the role's end as it was
    next_role: Mapped[int | None] = mapped_column(ForeignKey("role.id"))  # which begins that day, in a transfer
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    decided: Mapped[datetime] = mapped_column(Moment, default=now)
