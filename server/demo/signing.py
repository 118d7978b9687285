"""The department freezes the report of a period (chốt số liệu), as its desk does it."""

from server.demo.phones import Phones
from server.demo.registering import OFFICER
from server.demo.stamps import unit_id

PROVINCE = "11"


def freeze(phones: Phones, title: str, period: str, close: bool = False) -> None:
    """Freeze the province's report of a period; ``close``: its records take no more changes."""
    connection = phones.of(OFFICER).connection
    connection.make("/api/snapshots", title=title, unit=unit_id(PROVINCE), period=period, close=close)
