"""Whom teachers call when they are stuck: the department says so, and phones show it."""

from sqlalchemy.orm import Mapped, mapped_column

from server.platform.database import Model


class HelpContact(Model):
    """The person or office to call; one row, or none where the department named nobody."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str]  # as it is written
