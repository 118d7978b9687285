"""The demo's department signs the report of a period (chốt số liệu), by the API that its pages use."""

from server.demo.phones import Phones
from server.demo.registering import OFFICER
from server.demo.stamps import unit_id

PROVINCE = "11"


def freeze(phones: Phones, title: str, period: str, close: bool = False) -> None:
    """Sign the province's report on a period (a key), for good; with ``close`` its records take no more changes."""
    connection = phones.of(OFFICER).connection
    connection.make("/api/snapshots", title=title, unit=unit_id(PROVINCE), period=period, close=close)
