"""Acts that pages asked for, by the key that the page made: a second click is answered with what the first did."""

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class DoneAct(Model):
    """An act that was done, such as the making of a unit; kept for as long as a page may ask for it again."""

    person: Mapped[str] = mapped_column(primary_key=True)  # who asked for it: an account
    key: Mapped[str] = mapped_column(primary_key=True)  # the Idempotency-Key that the page made
    route: Mapped[str]  # method and path of the request
    result: Mapped[str] = mapped_column(JSON)  # the id of what was made or changed
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
