"""The department signs what a period came to: chốt số liệu, as its desk does it."""

from server.demo.phones import House
from server.demo.registering import OFFICER
from server.demo.stamps import unit_id

PROVINCE = "11"


def freeze(house: House, title: str, period: str, close: bool = False) -> None:
    """Keep the province's report of a period for good; ``close``: its records take no more changes."""
    door = house.hand(OFFICER).door
    door.make("/api/snapshots", title=title, unit=unit_id(PROVINCE), period=period, close=close)
