"""The devices to which notices are sent, each because its person said so there."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class PushSubscription(Model):
    """That a device gets notices: the address at which the maker of its browser takes them, and the keys that they are
    encrypted with. It goes with the device's session, however that ends."""

    session: Mapped[str] = mapped_column(ForeignKey("session.digest", ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    endpoint: Mapped[str]  # https://…
    p256dh: Mapped[str]  # base64url, an uncompressed point of P-256
    auth: Mapped[str]  # base64url, 16 bytes
    language: Mapped[str]  # vi | en
    desk: Mapped[bool] = mapped_column(default=False)  # switched on at the desk: links lead there
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    failures: Mapped[int] = mapped_column(default=0)  # in a row, since it was last reached


class PushRound(Model):
    """How far the rounds have come that look for what is to be sent; one row."""

    id: Mapped[int] = mapped_column(primary_key=True)
    through: Mapped[datetime] = mapped_column(Moment)  # what came before it was looked at
